import { beforeAll, beforeEach, expect, test } from 'vitest'
import { listBounces } from '../../../src/db/bounces.ts'
import { findChannel, insertChannel } from '../../../src/db/channels.ts'
import { listDeliveries } from '../../../src/db/deliveries.ts'
import type { Db } from '../../../src/db/open.ts'
import { insertSubscription } from '../../../src/db/subscriptions.ts'
import { takeBounce } from '../../../src/delivery/bounces/takeBounce.ts'
import { mailToken } from '../../../src/delivery/bounces/token.ts'
import { makeSubscription } from '../../../src/publishing/subscriptions/make.ts'
import { aDatabase } from '../../support/database.ts'
import { type ADelivery, aDelivery } from '../aDelivery.ts'
import { type About, aNotice } from './aNotice.ts'

const day = 24 * 3_600_000
const noon = new Date('2026-05-04T12:00:00Z')
const later = (days: number) => new Date(noon.getTime() + days * day)
let db: Db
let address: string
let count = 0

beforeAll(async () => {
  db = (await aDatabase()).db
})

beforeEach(() => {
  address = `ana${++count}@harbour.example`
})

/** A mail that left and was taken over by the next mail server. */
async function aSentMail(sentAt = noon): Promise<ADelivery & About> {
  const made = await aDelivery(db, { kind: 'email', address })
  await handedOver(made.id, sentAt)
  return { ...made, address }
}

async function handedOver(id: ADelivery['id'], at: Date): Promise<void> {
  const { attempts } = await db
    .updateTable('deliveries')
    .set((set) => ({ state: 'delivered', attempts: set('attempts', '+', 1), settled_at: at }))
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('attempts')
    .values({
      id: `att_${id}${attempts}` as never,
      delivery_id: id,
      number: attempts,
      started_at: at,
      took_ms: 1,
      outcome: 'delivered',
      status: '250',
      why: null,
    })
    .execute()
}

async function come(notice: string, about: About, at = later(1), recipients: string[] = []) {
  return takeBounce(db, await aNotice(notice, about), { recipients }, () => at)
}

async function ended(mail: ADelivery): Promise<string | undefined> {
  return (await findChannel(db, { id: mail.channelId }))?.endedWhy
}

async function attemptsOf(mail: ADelivery) {
  return db
    .selectFrom('attempts')
    .select(['number', 'outcome', 'status'])
    .where('delivery_id', '=', mail.id)
    .orderBy('number')
    .execute()
}

test('a mailbox that does not exist ends every channel to the address, and the delivery is dead with its attempts kept', async () => {
  const mail = await aSentMail()
  const other = await aSentMail()
  const taken = await come('postfix-unknown', mail)
  expect(taken).toEqual({
    kind: 'ended',
    say: expect.stringContaining(
      `Turned off ${address}: A mail came back: there is no such mailbox (5.1.1).`,
    ),
  })
  expect(await ended(mail)).toContain('Its mail server says: 550 5.1.1')
  expect(await ended(other)).toContain('there is no such mailbox')
  expect(await attemptsOf(mail)).toEqual([
    { number: 1, outcome: 'delivered', status: '250' },
    { number: 2, outcome: 'bounced', status: '5.1.1' },
  ])
  const listed = (await listDeliveries(db, { limit: 10 })).find((row) => row.id === mail.id)
  expect(listed).toMatchObject({ state: 'dead', why: expect.stringContaining('there is no such mailbox') })
  expect((await listBounces(db, 1))[0]).toMatchObject({
    kind: 'hard',
    address,
    deliveryId: mail.id,
    endedAt: later(1),
  })
})

test('the same bounce taken twice, or again with other heads, changes nothing', async () => {
  const mail = await aSentMail()
  await come('postfix-unknown', mail)
  expect(await come('postfix-unknown', mail, later(2))).toMatchObject({ kind: 'known' })
  const again = Buffer.concat([
    Buffer.from('Received: from elsewhere\r\n'),
    await aNotice('postfix-unknown', mail),
  ])
  expect(await takeBounce(db, again, { recipients: [] }, () => later(3))).toMatchObject({ kind: 'known' })
  expect(await come('gmail-unknown', mail, later(3))).toMatchObject({ kind: 'known' })
  expect(await attemptsOf(mail)).toHaveLength(2)
})

test('two at once are one', async () => {
  const mail = await aSentMail()
  const kinds = (await Promise.all([come('postfix-unknown', mail), come('qmail-unknown', mail)])).map(
    ({ kind }) => kind,
  )
  expect(kinds.sort()).toEqual(['ended', 'known'])
})

test('a stranger who makes up a token turns nothing off', async () => {
  const mail = await aSentMail()
  const forged = { ...mail, secret: mail.manageToken, manageToken: 'a guess'.padEnd(43) }
  expect(await come('postfix-unknown', forged)).toMatchObject({ kind: 'ignored' })
  expect(await come('complaint-by-link', forged)).toMatchObject({ kind: 'ignored' })
  expect(await ended(mail)).toBeUndefined()
})

test('the token is found where mail servers leave it: in the recipient, whatever its case', async () => {
  const mail = await aSentMail()
  const token = mailToken(mail.id, mail.secret).toUpperCase()
  const bare = await aNotice('postfix-unknown', { ...mail, secret: 'none' })
  const taken = await takeBounce(db, bare, { recipients: [`BOUNCES+${token}@NEWS.EXAMPLE`] }, () => noon)
  expect(taken).toMatchObject({ kind: 'ended' })
})

test('a complaint ends the address, and leaves its mail delivered', async () => {
  const mail = await aSentMail()
  expect(await come('complaint', mail)).toMatchObject({ kind: 'ended' })
  expect(await ended(mail)).toBe('A mail was reported as unwanted (by mail.letters.example).')
  expect(await attemptsOf(mail)).toHaveLength(1)
})

test('a complaint from which all addresses were taken out is known by its link for unsubscribing, and ends that channel alone', async () => {
  const mail = await aSentMail()
  const other = await aSentMail()
  expect(await come('complaint-by-link', mail)).toMatchObject({ kind: 'ended' })
  expect((await listBounces(db, 1))[0]).toMatchObject({ kind: 'complaint', deliveryId: mail.id })
  expect(await ended(other)).toBeUndefined()
})

test('two mails that come back in the very same words are two', async () => {
  const words = Buffer.from('From: mailer-daemon@harbour.example\r\n\r\n550 5.2.2 mailbox full\r\n')
  for (let i = 0; i < 2; i++) {
    const mail = await aSentMail()
    const recipients = [`bounces+${mailToken(mail.id, mail.secret)}@news.example`]
    expect(await takeBounce(db, words, { recipients }, () => noon)).toMatchObject({ kind: 'noted' })
    expect(await takeBounce(db, words, { recipients }, () => noon)).toMatchObject({ kind: 'known' })
  }
})

test('automatic answers, delays and good news change nothing; what is not understood is kept to be seen', async () => {
  const mail = await aSentMail()
  for (const name of ['vacation', 'postfix-delayed', 'reached-one-of-two', 'read-receipt', 'not-spam'])
    expect(await come(name, mail)).toMatchObject({ kind: 'ignored' })
  expect((await listBounces(db, 1))[0]?.address).not.toBe(address)
  expect(await come('reply', mail)).toMatchObject({
    kind: 'noted',
    say: expect.stringContaining('Not understood'),
  })
  expect((await listBounces(db, 1))[0]).toMatchObject({ kind: 'unclear', address })
  expect(await ended(mail)).toBeUndefined()
})

/** Mails of these days, each of which comes back on the day after. */
async function comeBack(days: readonly number[]): Promise<(string | undefined)[]> {
  const whys: (string | undefined)[] = []
  for (const at of days) {
    const mail = await aSentMail(later(at))
    await come('gmail-full', mail, later(at + 1))
    whys.push(await ended(mail))
  }
  return whys
}

test('a full mailbox ends the address when mail of four days came back in a row, over a week', async () => {
  expect(await comeBack([0, 1, 2, 3, 6.9])).toEqual([undefined, undefined, undefined, undefined, undefined])
  expect((await comeBack([7])).at(-1)).toContain(
    'All mail of 7 days came back, 6 in a row. A mail came back: the mailbox is full (5.2.2).',
  )
})

test('two mails, however far apart, end nothing', async () => {
  expect(await comeBack([0, 30, 30.01])).toEqual([undefined, undefined, undefined])
})

test('a mail that arrived in between begins a new row', async () => {
  await comeBack([0, 2, 4])
  await aSentMail(later(5))
  expect(await comeBack([6, 8, 10])).toEqual([undefined, undefined, undefined])
  expect((await comeBack([13])).at(-1)).toContain('4 in a row')
})

test('a mail that comes back late joins the row that it seemed to part', async () => {
  await comeBack([0, 2, 4])
  const slow = await aSentMail(later(5))
  expect(await comeBack([8])).toEqual([undefined])
  await come('postfix-gave-up', slow, later(10))
  expect(await ended(slow)).toContain('5 in a row')
})

test('who comes back and confirms anew begins afresh', async () => {
  const before = await aSentMail()
  await come('gmail-unknown', before)
  const anew = await aDelivery(db, { kind: 'email', address })
  await db
    .updateTable('channels')
    .set({ created_at: later(2), confirmed_at: later(2) })
    .where('id', '=', anew.channelId)
    .execute()
  const late = await aSentMail()
  expect(await come('postfix-unknown', late, later(3))).toMatchObject({ kind: 'ended' })
  expect(await ended(anew)).toBeUndefined()
})

test('bounces from before it was confirmed anew do not count', async () => {
  await comeBack([0, 2, 4])
  const anew = await aDelivery(db, { kind: 'email', address })
  await db
    .updateTable('channels')
    .set({ confirmed_at: later(5) })
    .where('id', '=', anew.channelId)
    .execute()
  await handedOver(anew.id, later(8))
  await come('gmail-full', { ...anew, address }, later(8))
  expect(await ended(anew)).toBeUndefined()
})

test('the mail that asks to confirm counts: where it comes back, nothing more is sent', async () => {
  const subscription = await insertSubscription(db, { query: 'olm', title: 'olm' })
  const channel = await insertChannel(db, subscription.id, { kind: 'email', address }, noon)
  const about = { id: channel.id, address, secret: channel.secret!, manageToken: subscription.manageToken }
  expect(await come('gmail-unknown', about)).toMatchObject({ kind: 'ended' })
  expect((await findChannel(db, { id: channel.id }))?.endedWhy).toContain('no such mailbox')
})

test('an address confirmed after it was asked stays, whatever the asking mail says later', async () => {
  const subscription = await insertSubscription(db, { query: 'olm', title: 'olm' })
  const channel = await insertChannel(db, subscription.id, { kind: 'email', address }, noon)
  await db
    .updateTable('channels')
    .set({ confirmed_at: later(0.5) })
    .where('id', '=', channel.id)
    .execute()
  const about = { id: channel.id, address, secret: channel.secret!, manageToken: subscription.manageToken }
  expect(await come('gmail-unknown', about)).toMatchObject({
    kind: 'noted',
    say: expect.stringContaining('confirmed since'),
  })
  expect((await findChannel(db, { id: channel.id }))?.endedAt).toBeUndefined()
})

test('a mail sent again can come back again', async () => {
  const mail = await aSentMail()
  await come('gmail-full', mail)
  await handedOver(mail.id, later(2))
  const taken = await come('postfix-gave-up', mail, later(3))
  expect(taken).toMatchObject({ kind: 'noted' })
  expect((await attemptsOf(mail)).map(({ outcome }) => outcome)).toEqual([
    'delivered',
    'bounced',
    'delivered',
    'bounced',
  ])
})

test('a bounce that is faster than the note of its sending waits for that', async () => {
  const mail = await aDelivery(db, { kind: 'email', address })
  const taken = come('postfix-unknown', { ...mail, address })
  setTimeout(() => void handedOver(mail.id, noon), 300)
  expect(await taken).toMatchObject({ kind: 'ended' })
  expect(await attemptsOf(mail)).toMatchObject([{ outcome: 'delivered' }, { outcome: 'bounced' }])
})

test('what a mail server says is shown on one line, without what steers a terminal', async () => {
  const mail = await aSentMail()
  const notice = (await aNotice('exchange-unknown', mail))
    .toString()
    .replace('RESOLVER.ADR', '\x1b[31m\u202e\0red')
  await takeBounce(db, Buffer.from(notice), { recipients: [] }, () => noon)
  expect(await ended(mail)).toContain('550 5.1.10 [31m red')
})

/** Asks an address to confirm, as a page does. */
function ask(at: Date) {
  const config = { smtpUrl: 'smtp://127.0.0.1:1', allowPrivateAddresses: false }
  return db
    .transaction()
    .execute((tx) => makeSubscription(tx, { query: 'olm', kind: 'email', address }, config, at))
}

async function askedAndReturned(notice: string): Promise<void> {
  const { channel, subscription } = await ask(noon)
  const about = { id: channel.id, address, secret: channel.secret!, manageToken: subscription.manageToken }
  expect(await come(notice, about, later(0.1))).toMatchObject({ kind: 'ended' })
}

test('an address at which there is nobody is not asked again for a day', async () => {
  await askedAndReturned('gmail-unknown')
  await expect(ask(later(0.5))).rejects.toThrow(/no such mailbox/)
  expect((await ask(later(1.2))).channel.address).toBe(address)
})

test('an address that called the asking mail unwanted is left alone, until its owner confirmed elsewhere', async () => {
  await askedAndReturned('complaint')
  await expect(ask(later(29))).rejects.toThrow(/reported as unwanted/)
  const anew = await aDelivery(db, { kind: 'email', address })
  await db
    .updateTable('channels')
    .set({ confirmed_at: later(2) })
    .where('id', '=', anew.channelId)
    .execute()
  expect((await ask(later(29))).channel.address).toBe(address)
})

test('who called an alert unwanted may come back at once', async () => {
  await come('complaint', await aSentMail())
  expect((await ask(later(2))).channel.address).toBe(address)
})
