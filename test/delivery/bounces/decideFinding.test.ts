import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideFinding } from '../../../src/delivery/bounces/decideFinding.ts'
import type { Finding } from '../../../src/delivery/bounces/finding.ts'
import { readNotice } from '../../../src/delivery/bounces/readNotice.ts'
import { newId } from '../../../src/domain/ids.ts'
import { aNotice } from './aNotice.ts'

const about = {
  id: newId('delivery'),
  address: 'ana@harbour.example',
  secret: 's',
  manageToken: 'm'.repeat(43),
}

async function found(name: string, address = about.address): Promise<Finding> {
  const notice = await readNotice(await aNotice(name, { ...about, address }))
  if ('kind' in notice) throw new Error(notice.why)
  return decideFinding(notice, address)
}

const hard = { kind: 'returned', severity: 'hard' }
const soft = { kind: 'returned', severity: 'soft' }

test.each([
  [
    'postfix-unknown',
    { ...hard, status: '5.1.1', text: expect.stringContaining('User unknown in virtual mailbox table') },
  ],
  ['exchange-unknown', { ...hard, status: '5.1.10', text: expect.stringContaining('RecipientNotFound') }],
  ['gmail-unknown', { ...hard, status: '5.1.1' }],
  ['exim-unknown', { ...hard, text: '550 No such user here' }],
  ['qmail-unknown', { ...hard, status: '5.1.1', text: expect.stringContaining('User unknown') }],
  ['qmail-local', { ...hard, status: '5.1.1' }],
  ['quoted-unknown', { ...hard, status: '5.1.1' }],
  ['several-recipients', { ...hard, status: '5.1.1' }],
])('an address that is no good: %s', async (name, finding) => {
  expect(await found(name)).toMatchObject(finding)
})

test.each([
  ['gmail-full', '5.2.2'],
  ['postfix-gave-up', '4.4.1'],
  ['exchange-blocked', '5.7.1'],
  ['exim-blocked', undefined],
  ['exim-gave-up', undefined],
  ['qmail-gave-up', '4.4.1'],
  ['behind-a-forward', '5.1.1'],
])('a mail that did not arrive, to an address that may be good: %s', async (name, status) => {
  expect(await found(name)).toMatchObject({ ...soft, ...(status && { status }) })
})

test.each([
  ['postfix-delayed', 'the mail is only delayed'],
  ['reached-one-of-two', 'the mail arrived'],
  ['vacation', 'it is an automatic answer'],
  ['read-receipt', 'it only says that a mail was opened'],
  ['not-spam', 'it is feedback of the kind “not-spam”'],
])('what asks for nothing: %s', async (name, because) => {
  expect(await found(name)).toEqual({ kind: 'nothing', because })
})

test('a report for machines with letters beyond ASCII names its recipient', async () => {
  expect(await found('non-ascii', 'anä@xn--bcher-kva.example')).toMatchObject({
    ...hard,
    text: '550 5.1.1 Das Postfach „anä“ gibt es nicht',
  })
})

test('a complaint says by whom it was reported', async () => {
  expect(await found('complaint')).toEqual({ kind: 'complaint', by: 'mail.letters.example' })
})

test('a complaint of Outlook.com is the mail itself with a field more in its head', async () => {
  expect(await found('complaint-outlook')).toEqual({ kind: 'complaint', by: 'Outlook.com' })
})

test('what a person writes is never taken for a bounce, whatever it quotes', async () => {
  expect(await found('reply')).toEqual({
    kind: 'unclear',
    because: 'it is called “Re: Changed figure: Olm floods Karsa”',
  })
})

/** A delivery status of one recipient. */
function status(fields: Record<string, string>): Buffer {
  const lines = Object.entries({ 'Final-Recipient': `rfc822; ${about.address}`, ...fields })
  const block = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')
  return Buffer.from(
    `Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n${block}\r\n\r\n--b--\r\n`,
  )
}

async function statusFinding(fields: Record<string, string>): Promise<Finding> {
  const notice = await readNotice(status(fields))
  if ('kind' in notice) throw new Error(notice.why)
  return decideFinding(notice, about.address)
}

test.each([
  ['5.2.1', '550 5.2.1 The account is disabled', 'hard'],
  ['5.2.1', '550 5.2.1 The user receives mail at a rate that prevents more', 'soft'],
  ['5.1.1', '550 5.7.1 blocked by our policy', 'soft'],
  ['5.1.1', '552 5.1.1 user unknown: mailbox full', 'soft'],
  ['5.1.8', '550 5.1.8 Sender address rejected: domain not found', 'soft'],
  ['5.0.0', '550 5.1.2 no such domain', 'hard'],
  ['5.0.0', '550 mailbox not found', 'hard'],
  ['5.0.0', '550 unknown sender, mailbox not found', 'soft'],
  ['5.0.0', '550 refused', 'soft'],
  ['5.0.0', '552 quota: user unknown to have space', 'soft'],
  ['5.4.4', 'host not found', 'soft'],
  ['5.6.3', 'conversion required', 'soft'],
  ['4.1.1', '450 user unknown', 'soft'],
])('status %s with “%s” is %s', async (code, text, severity) => {
  expect(
    await statusFinding({ Action: 'failed', Status: code, 'Diagnostic-Code': `smtp; ${text}` }),
  ).toMatchObject({ kind: 'returned', severity })
})

test('without an action a status of class 5 has failed, and one of class 4 is tried again', async () => {
  expect(await statusFinding({ Status: '5.1.1' })).toMatchObject(hard)
  expect(await statusFinding({ Status: '4.2.2' })).toMatchObject({ kind: 'nothing' })
})

test('no status but those of an address that is no good is hard, whatever words stand beside it', async () => {
  const good = new Set([
    '5.1.1',
    '5.1.2',
    '5.1.3',
    '5.1.6',
    '5.1.10',
    '5.2.1',
    '5.0.0',
    '5.1.0',
    '5.2.0',
    '5.3.0',
    '5.5.0',
  ])
  const code = fc.tuple(fc.constantFrom(2, 4, 5), fc.nat(9), fc.nat(30)).map((parts) => parts.join('.'))
  await fc.assert(
    fc.asyncProperty(
      code.filter((one) => !good.has(one)),
      fc.constantFrom('user unknown', '550 5.1.1 no such user', ''),
      async (one, text) => {
        const finding = await statusFinding({
          Action: 'failed',
          Status: one,
          'Diagnostic-Code': `smtp; ${text}`,
        })
        expect(finding).toMatchObject(soft)
      },
    ),
    { numRuns: 300 },
  )
})
