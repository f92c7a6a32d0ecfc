import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideFinding } from '../../../src/delivery/bounces/decideFinding.ts'
import { largestNotice, readNotice } from '../../../src/delivery/bounces/readNotice.ts'
import { newId } from '../../../src/domain/ids.ts'
import { aNotice } from './aNotice.ts'

const about = {
  id: newId('delivery'),
  address: 'ana@harbour.example',
  secret: 's',
  manageToken: 'm'.repeat(43),
}

async function read(text: string | Buffer) {
  return readNotice(Buffer.from(text))
}

test('a mail that is too large, has too many parts or lines, or is nested or headed without end is refused', async () => {
  const nested = Array.from(
    { length: 60 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  ).join('')
  const hostile = [
    Buffer.alloc(largestNotice + 1, 'a'),
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(200_000)}`,
    '\r\n'.repeat(50_000),
    nested,
    `X-A: ${'a'.repeat(300_000)}\r\n\r\n`,
    'X-A: a\r\n'.repeat(60_000),
  ]
  for (const mail of hostile) {
    const started = performance.now()
    expect(await read(mail)).toMatchObject({ kind: 'unreadable', why: expect.any(String) })
    expect(performance.now() - started).toBeLessThan(4000)
  }
})

test('what looks like markup or a report without end is read in time', async () => {
  const half = largestNotice / 2
  const status = (text: string) =>
    `Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${text}\r\n--b--\r\n`
  const slow = [
    `Content-Type: text/html\r\n\r\n${'<'.repeat(half)}`,
    `Content-Type: text/html\r\n\r\n${'<a '.repeat(half / 3)}`,
    `From: mailer-daemon@a\r\n\r\n550 ${'-'.repeat(half)}`,
    `From: mailer-daemon@a\r\n\r\nHi. This is the ${' \t'.repeat(half / 2)}`,
    `From: mailer-daemon@a\r\n\r\nHi. This is the\n\n<${'<a>:'.repeat(half / 4)}`,
    `From: mailer-daemon@a\r\n\r\n${'-'.repeat(half)} 550 `,
    `From: mailer-daemon@a\r\n\r\n550 ${'- '.repeat(half / 2)}`,
    `From: mailer-daemon@a\r\n\r\n550 ${' \t\n'.repeat(half / 3)}`,
    `From: mailer-daemon@a\r\n\r\n550 ${'unknown user '.repeat(half / 13)}`,
    `From: mailer-daemon@a\r\n\r\n550 ${'account '.repeat(half / 8)}`,
    `From: mailer-daemon@a\r\n\r\n550 ${'5.1.'.repeat(half / 4)}`,
    `From: mailer-daemon@a\r\n\r\n550 ${'dlv_'.repeat(half / 4)}`,
    `From: mailer-daemon@a\r\n\r\n550 ${'a@'.repeat(half / 2)}`,
    status(`Action: failed\r\nDiagnostic-Code: ${' \r\n'.repeat(half / 3)}`),
    status(' \t'.repeat(half / 2)),
    status('Action: failed\r\n'.repeat(half / 16)),
    status(`Action: failed\r\nFinal-Recipient: ${'\\x{61}'.repeat(half / 6)}`),
  ]
  for (const mail of slow) {
    const started = performance.now()
    const notice = await read(mail)
    if (!('kind' in notice)) decideFinding(notice, about.address)
    expect(performance.now() - started, mail.slice(0, 120)).toBeLessThan(4000)
  }
})

test('a report is read whatever its letters: broken UTF-8, unknown charsets, no letters at all', async () => {
  const notice = (await aNotice('postfix-unknown', about)).toString('latin1')
  const latin = Buffer.from(notice.replaceAll('virtual', 'Empf\xe4nger'), 'latin1')
  const taken = await readNotice(latin)
  expect('kind' in taken || taken.statuses[0]![1]!.get('diagnostic-code')).toContain(
    'User unknown in Empfänger',
  )
  const strange = notice.replace('charset=us-ascii', 'charset=klingon-8')
  expect(await read(strange)).not.toHaveProperty('kind')
  expect(await read('')).not.toHaveProperty('kind')
})

test('mail broken at random never makes anything but a finding or a refusal', async () => {
  const whole = await aNotice('gmail-unknown', about)
  const broken = fc
    .tuple(fc.nat(whole.length), fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }))
    .map(([from, to, bytes]) => Buffer.concat([whole.subarray(0, from), bytes, whole.subarray(to)]))
  await fc.assert(
    fc.asyncProperty(broken, async (mail) => {
      const notice = await readNotice(mail)
      if (!('kind' in notice)) expect(decideFinding(notice, about.address)).toHaveProperty('kind')
    }),
    { numRuns: 500 },
  )
})
