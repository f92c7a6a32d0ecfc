import net from 'node:net'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChannel, insertChannel } from '../../../src/db/channels.ts'
import type { Db } from '../../../src/db/open.ts'
import { insertSubscription } from '../../../src/db/subscriptions.ts'
import { askToConfirm } from '../../../src/delivery/askToConfirm.ts'
import { type BounceListener, listenForBounces } from '../../../src/delivery/bounces/listen.ts'
import { largestNotice } from '../../../src/delivery/bounces/readNotice.ts'
import { mailToken } from '../../../src/delivery/bounces/token.ts'
import { deliver } from '../../../src/delivery/deliver.ts'
import type { StageContext } from '../../../src/stage.ts'
import { aConfig, aContext, runStage } from '../../support/context.ts'
import { aDatabase } from '../../support/database.ts'
import { aDelivery } from '../aDelivery.ts'
import { aMailServer, type Mail } from '../receiver.ts'
import { bounceAddress } from './aNotice.ts'

let db: Db
let server: Awaited<ReturnType<typeof aMailServer>>
let listener: BounceListener
let context: StageContext

beforeAll(async () => {
  db = (await aDatabase()).db
  server = await aMailServer()
  context = aContext({
    config: aConfig({
      smtpUrl: server.url,
      siteUrl: 'https://news.example',
      mailFrom: 'News <alerts@news.example>',
      bounces: { address: bounceAddress },
    }),
  })
  listener = await listenForBounces({ host: '127.0.0.1', port: 0 }, { ...context, db })
})

afterAll(() => listener.close())

/** Brings a mail to our listener, as another mail server would. Gives its answer. */
async function bring(mail: SendMailOptions): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true })
  try {
    return (await transport.sendMail(mail)).response
  } catch (error) {
    return (error as { response?: string }).response ?? String(error)
  } finally {
    transport.close()
  }
}

/** What a mail server sends back of a mail that it took: nobody of that name is here. */
function returned(mail: Mail): SendMailOptions {
  const report = [
    'From: MAILER-DAEMON@harbour.example',
    `To: ${mail.from}`,
    'Subject: Undelivered',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.harbour.example',
    `Original-Envelope-Id: ${mail.envelopeId}`,
    '',
    `Final-Recipient: rfc822; ${mail.to}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--r',
    'Content-Type: message/rfc822',
    '',
    mail.raw,
    '--r--',
    '',
  ]
  return { envelope: { from: '', to: mail.from }, raw: report.join('\r\n') }
}

test('a mail that comes back by SMTP ends its channel, and no further mail goes out', async () => {
  const first = await aDelivery(db, { kind: 'email', address: 'ana@harbour.example' })
  const second = await aDelivery(db, { kind: 'email', address: 'ana@harbour.example' })
  await runStage(deliver, { deliveryId: first.id }, db, context)
  const mail = server.mails.at(-1)!
  const token = mailToken(first.id, first.secret)
  expect(mail).toMatchObject({
    to: 'ana@harbour.example',
    from: `bounces+${token}@news.example`,
    envelopeId: token,
  })
  expect(mail.headers.get('message-id')).toBe(`<${token}@news.example>`)

  expect(await bring(returned(mail))).toMatch(/^250 .*Turned off ana@harbour\.example/)
  expect((await findChannel(db, { id: first.channelId }))?.endedWhy).toContain(
    'there is no such mailbox (5.1.1)',
  )
  expect(await bring(returned(mail))).toMatch(/^250 .*Known already/)

  const sent = server.mails.length
  await runStage(deliver, { deliveryId: second.id }, db, context)
  expect(server.mails).toHaveLength(sent)
})

test('the mail that asks to confirm comes back to us too', async () => {
  const subscription = await insertSubscription(db, { query: 'olm', title: 'olm' })
  const place = { kind: 'email', address: 'typo@harbour.example' } as const
  const channel = await insertChannel(db, subscription.id, place, new Date())
  await runStage(askToConfirm, { channelId: channel.id }, db, context)
  expect(await bring(returned(server.mails.at(-1)!))).toMatch(/^250/)
  expect((await findChannel(db, { id: channel.id }))?.endedAt).toBeDefined()
})

test('mail to any other address is refused before it is sent', async () => {
  const { id } = await aDelivery(db, { kind: 'email', address: 'ola@harbour.example' })
  const raw = 'Subject: hello\r\n\r\nhello'
  for (const to of [
    'alerts@news.example',
    bounceAddress,
    `bounces+${mailToken(id, 'a guess')}@news.example`,
    `bounces+${mailToken('dlv_00000000000000000000000000' as never, 'm')}@news.example`,
  ])
    expect(await bring({ envelope: { from: '', to }, raw })).toMatch(/^550/)
})

test('a mail that is too large or cannot be taken apart is refused, and the listener goes on', async () => {
  const { id, secret } = await aDelivery(db, { kind: 'email', address: 'eva@harbour.example' })
  const to = `bounces+${mailToken(id, secret)}@news.example`
  const large = `Subject: a\r\n\r\n${'a'
    .repeat(70)
    .concat('\r\n')
    .repeat(largestNotice / 70)}`
  expect(await bring({ envelope: { from: '', to }, raw: large })).toMatch(/^552/)
  const parts = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(5000)}`
  expect(await bring({ envelope: { from: '', to }, raw: parts })).toMatch(/^554 .*more than 2000 parts/)
  expect(await bring({ envelope: { from: '', to }, raw: 'Subject: a\r\n\r\na' })).toMatch(
    /^250 .*Not understood/,
  )
})

test('a fault of ours is answered with “later”, so that nothing is lost', async () => {
  const { id, secret } = await aDelivery(db, { kind: 'email', address: 'ida@harbour.example' })
  const broken = await listenForBounces(
    { host: '127.0.0.1', port: 0 },
    {
      ...context,
      db: {
        selectFrom: () => {
          throw new Error('The database is away.')
        },
      } as unknown as Db,
    },
  )
  const transport = createTransport({ host: '127.0.0.1', port: broken.port, ignoreTLS: true })
  const to = `bounces+${mailToken(id, secret)}@news.example`
  await expect(
    transport.sendMail({ envelope: { from: '', to }, raw: 'Subject: a\r\n\r\na' }),
  ).rejects.toThrow(/451/)
  await broken.close()
})

test('a port that is taken is told with the setting to change', async () => {
  const other = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as net.AddressInfo
  await expect(listenForBounces({ host: '127.0.0.1', port }, { ...context, db })).rejects.toThrow(
    /MAINSOURCE_BOUNCE_LISTEN/,
  )
  other.close()
})

test('without a bounce address mail comes back to whom it is from, and is known by its Message-ID', async () => {
  const config = aConfig({ smtpUrl: server.url, mailFrom: 'News <alerts@news.example>' })
  const made = await aDelivery(db, { kind: 'email', address: 'una@harbour.example' })
  await runStage(deliver, { deliveryId: made.id }, db, { ...context, config })
  expect(server.mails.at(-1)).toMatchObject({ from: 'alerts@news.example', envelopeId: undefined })
  expect(server.mails.at(-1)!.headers.get('message-id')).toContain(mailToken(made.id, made.secret))
})
