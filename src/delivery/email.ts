import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Config } from '../config.ts'
import type { DeliveryToMake } from '../db/deliveries.ts'
import type { DeliveryChannel, Outcome } from './channel.ts'
import { linksOf } from './links.ts'
import { htmlOf } from './messages/html.ts'
import { subjectOf, textOf } from './messages/text.ts'

/** Sends mail; the same message twice where it is asked twice, told as one by its Message-ID. */
export interface Mailer {
  send(mail: SendMailOptions): Promise<Outcome>
}

const waitMs = 20_000
/** The mailbox does not exist, has moved, is not allowed, or the mail was refused for good. */
const goneCodes: ReadonlySet<number> = new Set([550, 551, 553])

export function openMailer({ smtpUrl, mailFrom }: Config): Mailer {
  if (!smtpUrl) {
    const why = 'No mail can be sent: MAINSOURCE_SMTP_URL is not set.'
    return { send: () => Promise.resolve({ kind: 'failed', why }) }
  }
  const waits = { connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs }
  const transport = createTransport({
    url: smtpUrl,
    ...waits,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      try {
        const sent = await transport.sendMail({ from: mailFrom, ...mail })
        return { kind: 'delivered', status: sent.response.slice(0, 200) }
      } catch (error) {
        return failureOf(error)
      }
    },
  }
}

/** Sends alerts by mail, in text and HTML, with the headers for unsubscribing by one click (RFC 8058). */
export function openEmailChannel(config: Config, mailer: Mailer): DeliveryChannel {
  return {
    send: (delivery) => mailer.send(alertMail(delivery, config)),
  }
}

export function alertMail(delivery: DeliveryToMake, config: Config): SendMailOptions {
  const links = linksOf(delivery, config.siteUrl)
  return {
    to: delivery.channel.address,
    subject: subjectOf(delivery.body),
    text: textOf(delivery.body, links),
    html: htmlOf(delivery.body, links),
    messageId: messageId(delivery.id, config),
    // One thread for a story, so that a mail program gathers what is told of it.
    references: messageId(`${delivery.storyId}.${delivery.subscription.id}`, config),
    headers: {
      'List-Unsubscribe': `<${links.unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `<${delivery.subscription.id.replace('_', '-')}.${hostOf(config)}>`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  }
}

/** An address-like id that is the same whenever the same thing is sent. */
export function messageId(id: string, config: Config): string {
  return `<${id}@${hostOf(config)}>`
}

function hostOf({ mailFrom }: Config): string {
  return /@([^\s>@]+)>?\s*$/.exec(mailFrom)?.[1] ?? 'localhost'
}

function failureOf(error: unknown): Outcome {
  if (!(error instanceof Error)) return { kind: 'failed', why: String(error) }
  const code =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined
  const command = 'command' in error ? String(error.command) : ''
  const status = code === undefined ? ('code' in error ? String(error.code) : undefined) : String(code)
  const why = error.message.slice(0, 500)
  if (code !== undefined && goneCodes.has(code) && command === 'RCPT TO') return { kind: 'gone', status, why }
  if (code !== undefined && code >= 500 && command !== 'AUTH' && !command.startsWith('AUTH')) {
    return { kind: 'refused', status, why }
  }
  return { kind: 'failed', status, why }
}
