import net, { type AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { openMailer } from '../../src/delivery/email.ts'
import { MailServer } from '../../src/delivery/mailServer.ts'

const settings = { mailFrom: 'News <alerts@news.example>' }
const silentMs = 300

/** A mail server that takes connections and says nothing. Counts them. */
async function aHangingServer() {
  const hanging = { url: '', connections: 0 }
  const open = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    hanging.connections++
    open.add(socket.on('error', () => {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  hanging.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
  afterAll(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return hanging
}

const mailTo = (number: number) => ({ to: `reader${number}@example.org`, subject: 'Olm', text: 'It rose.' })

test('a mail server that hangs is waited for once, not by each mail in turn', async () => {
  const hanging = await aHangingServer()
  const mailer = openMailer({ ...settings, smtpUrl: hanging.url }, silentMs)
  const began = performance.now()
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, i) => mailer.send(mailTo(i))))
  expect(performance.now() - began).toBeLessThan(10 * silentMs)
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['failed']))
  expect(hanging.connections).toBeLessThanOrEqual(8)
  // From then on one mail at a time asks whether it works again; the others are told what that one knows.
  await Promise.all(Array.from({ length: 50 }, (_, i) => mailer.send(mailTo(i))))
  expect(hanging.connections).toBeLessThanOrEqual(9)
})

test('once a mail server takes a mail again, all go', async () => {
  const server = new MailServer(2)
  const failed = { kind: 'failed', why: 'It hangs.' } as const
  await server.send(async () => ({ ...failed, silent: true }))
  let answer = () => {}
  const probe = server.send(
    () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'delivered' })
      }),
  )
  expect(await server.send(async () => ({ kind: 'delivered' }))).toEqual(failed)
  answer()
  expect(await probe).toEqual({ kind: 'delivered' })
  const all = await Promise.all([1, 2, 3, 4].map(() => server.send(async () => ({ kind: 'delivered' }))))
  expect(all.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
})

test('a mail that is refused says nothing against its server, and at most so many are under way', async () => {
  const server = new MailServer(3)
  let now = 0
  let most = 0
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      server.send(async () => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setTimeout(resolve, 2))
        now--
        return { kind: 'refused', why: 'No such mailbox.' }
      }),
    ),
  )
  expect(outcomes).toHaveLength(20)
  expect(most).toBe(3)
})
