import { createHash, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { findChannel, insertChannel } from '../../src/db/channels.ts'
import type { Db } from '../../src/db/open.ts'
import { insertSubscription } from '../../src/db/subscriptions.ts'
import { askToConfirm } from '../../src/delivery/askToConfirm.ts'
import { mailToken } from '../../src/delivery/bounces/token.ts'
import { channelsFor } from '../../src/delivery/channels.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import type { StageContext } from '../../src/stage.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { aDelivery, anAlert } from './aDelivery.ts'
import { aMailServer } from './receiver.ts'
import { toSend } from './sending.ts'

let db: Db
let server: Awaited<ReturnType<typeof aMailServer>>
let context: StageContext

beforeAll(async () => {
  db = (await aDatabase()).db
  server = await aMailServer()
  const settings = {
    smtpUrl: server.url,
    siteUrl: 'https://news.example',
    mailFrom: 'News <alerts@news.example>',
  }
  context = aContext({ config: aConfig(settings) })
})

beforeEach(() => {
  server.mails.length = 0
})

/** The lines of a mail's parts, soft breaks of quoted-printable undone. */
function read(raw: string): string {
  const joined = raw.replace(/=\r\n/g, '')
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

test('an alert comes in text and HTML with one-click unsubscribing and an id of its own', async () => {
  const delivery = await aDelivery(db, { kind: 'email', address: 'ana@example.org' })
  expect(await runStage(deliver, { deliveryId: delivery.id }, db, context)).toEqual([])
  const [mail] = server.mails
  const unsubscribe = `https://news.example/subscriptions/${delivery.manageToken}/unsubscribe`
  expect(mail!.to).toBe('ana@example.org')
  expect(Object.fromEntries(mail!.headers)).toMatchObject({
    subject: 'Changed figure: Olm floods Karsa',
    'list-unsubscribe': `<${unsubscribe}>`,
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    'message-id': `<${mailToken(delivery.id, delivery.secret)}@news.example>`,
    'auto-submitted': 'auto-generated',
  })
  const text = read(mail!.raw)
  expect(text).toContain('The Post, 4 May 2026 at 07:10 UTC')
  expect(text).toContain(
    'CHANGED FIGURE (Ilse Varnow)\r\nThe Olm rose by 4 metres.\r\nBefore: It rose by 3 metres.',
  )
  expect(text).toContain('Main source: The Wire\r\nhttps://wire.example/olm')
  expect(text).toContain('You get this because your subscription “The Olm” asks for: olm (found: Olm).')
  expect(text).toMatch(new RegExp(`<a href="${unsubscribe}"[^>]*>Unsubscribe</a>`))
})

test('an alert in Arabic is set from right to left', async () => {
  const report = { ...anAlert().report, headline: 'فيضان في كرسا', lang: 'ar', dir: 'rtl' as const }
  const delivery = await aDelivery(db, { kind: 'email', address: 'ana@example.org' }, { report })
  await runStage(deliver, { deliveryId: delivery.id }, db, context)
  expect(read(server.mails[0]!.raw)).toContain('<h1 lang="ar" dir="rtl"')
})

test('markup in a report stays text', async () => {
  const report = { ...anAlert().report, headline: '<script>alert(1)</script>' }
  const delivery = await aDelivery(db, { kind: 'email', address: 'ana@example.org' }, { report })
  await runStage(deliver, { deliveryId: delivery.id }, db, context)
  expect(read(server.mails[0]!.raw)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;</a>')
})

test('a mailbox that does not exist ends the channel; one that is put off is tried again', async () => {
  const gone = await aDelivery(db, { kind: 'email', address: 'gone@example.org' })
  expect(await runStage(deliver, { deliveryId: gone.id }, db, context)).toEqual([])
  expect((await findChannel(db, { id: gone.channelId }))?.endedWhy).toContain('No such mailbox')
  const later = await aDelivery(db, { kind: 'email', address: 'later@example.org' })
  expect(await runStage(deliver, { deliveryId: later.id }, db, context)).toHaveLength(1)
  expect((await findChannel(db, { id: later.channelId }))?.endedAt).toBeUndefined()
})

test('a mailbox whose server refuses us by a rule is no reason to end the channel', async () => {
  const blocked = await aDelivery(db, { kind: 'email', address: 'blocked@example.org' })
  expect(await runStage(deliver, { deliveryId: blocked.id }, db, context)).toEqual([])
  expect((await findChannel(db, { id: blocked.channelId }))?.endedAt).toBeUndefined()
  const { state } = await db
    .selectFrom('deliveries')
    .select('state')
    .where('id', '=', blocked.id)
    .executeTakeFirstOrThrow()
  expect(state).toBe('dead')
})

test('a new address is asked once, with a link to confirm', async () => {
  const subscription = await insertSubscription(db, { query: 'olm', title: 'olm' })
  const channel = await insertChannel(
    db,
    subscription.id,
    { kind: 'email', address: 'new@example.org' },
    new Date(),
  )
  for (let i = 0; i < 2; i++) await runStage(askToConfirm, { channelId: channel.id }, db, context)
  expect(server.mails).toHaveLength(1)
  expect(read(server.mails[0]!.raw)).toContain(
    `https://news.example/subscriptions/confirm/${channel.confirmToken}`,
  )
})

test('without a mail server the address is asked later, and the reason is kept', async () => {
  const subscription = await insertSubscription(db, { query: 'olm', title: 'olm' })
  const channel = await insertChannel(
    db,
    subscription.id,
    { kind: 'email', address: 'new@example.org' },
    new Date(),
  )
  expect(await runStage(askToConfirm, { channelId: channel.id }, db)).toMatchObject([{ to: 'channel.made' }])
  expect((await findChannel(db, { id: channel.id }))?.lastError).toContain('MAINSOURCE_SMTP_URL')
})

test('mail is signed where a key is given, and a correction follows the mail it corrects', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const keyFile = path.join(await mkdtemp(path.join(tmpdir(), 'mainsource-dkim-')), 'key.pem')
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const settings = aConfig({
    smtpUrl: server.url,
    mailFrom: 'News <alerts@news.example>',
    dkim: { keyFile, selector: 'mainsource' },
  })
  const channel = { kind: 'email', address: 'ana@example.org' } as const
  const replaces = '<dlv_first@news.example>'
  const outcome = await channelsFor(settings).email.send(toSend(channel, { replaces }), new Date())
  expect(outcome).toMatchObject({
    kind: 'delivered',
    sentAs: expect.stringMatching(/^<dlv_.*@news\.example>$/),
  })
  const [mail] = server.mails
  expect(mail!.headers.get('in-reply-to')).toBe(replaces)
  expect(isSignedBy(mail!.raw, publicKey)).toBe(true)
  await rm(path.dirname(keyFile), { recursive: true })
})

/** Checks a DKIM signature (RFC 6376) with relaxed canonicalization of head and body. */
function isSignedBy(raw: string, publicKey: KeyObject): boolean {
  const at = raw.indexOf('\r\n\r\n')
  const fields = raw.slice(0, at).split(/\r\n(?![ \t])/)
  const relaxed = (field: string) => {
    const colon = field.indexOf(':')
    const value = field
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim()
    return `${field.slice(0, colon).toLowerCase().trim()}:${value}`
  }
  const signature = fields.find((field) => /^dkim-signature:/i.test(field))!
  const tags = new Map(
    relaxed(signature)
      .slice('dkim-signature:'.length)
      .split(';')
      .map((tag) => {
        const equals = tag.indexOf('=')
        return [tag.slice(0, equals).trim(), tag.slice(equals + 1).replace(/\s/g, '')] as const
      }),
  )
  expect(Object.fromEntries(tags)).toMatchObject({ d: 'news.example', s: 'mainsource', c: 'relaxed/relaxed' })
  const body = `${raw
    .slice(at + 4)
    .replace(/[ \t]+/g, ' ')
    .replace(/ \r\n/g, '\r\n')
    .replace(/(\r\n)+$/, '')}\r\n`
  const bodyHash = createHash('sha256').update(body).digest('base64')
  if (tags.get('bh') !== bodyHash) return false
  const signed = tags
    .get('h')!
    .split(':')
    .flatMap((name) => {
      const field = fields.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      return field ? [relaxed(field)] : []
    })
  const own = relaxed(signature).replace(/([;:]\s*b=)[^;]*/, '$1')
  return verify(
    'sha256',
    Buffer.from([...signed, own].join('\r\n')),
    publicKey,
    Buffer.from(tags.get('b')!, 'base64'),
  )
}
