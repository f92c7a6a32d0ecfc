import type { AddressInfo } from 'node:net'
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import { readConfig } from '../../src/config.ts'
import { alertMail, openEmailChannel, openMailer } from '../../src/delivery/email.ts'
import type { Beside } from '../delivery.ts'
import { aDelivery, perSecond } from './anAlert.ts'

const times = 400
const atOnce = 8

/** Alerts by mail beside the same mail, made ready once, through nodemailer's own pool. */
export async function mailSpeed(
  beside: (measure: () => Promise<Beside>) => Promise<Beside & { share: number }>,
) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      stream.on('end', done).resume()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const config = { ...readConfig({}), smtpUrl, mailFrom: 'News <alerts@news.example>' }
  const channel = openEmailChannel(config, openMailer(config))
  const pool = createTransport({ url: smtpUrl, pool: true, maxConnections: atOnce })
  const place = { kind: 'email', address: 'ana@example.org' } as const
  const mail = { from: config.mailFrom, ...alertMail(aDelivery(place), config) }
  const measured = await beside(async () => ({
    ours: await perSecond(times, atOnce, () => channel.send(aDelivery(place), new Date())),
    theirs: await perSecond(times, atOnce, () => pool.sendMail(mail)),
  }))
  pool.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return measured
}
