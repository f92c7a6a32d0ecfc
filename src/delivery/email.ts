import { readFileSync } from 'node:fs'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Config } from '../config.ts'
import type { DeliveryToMake } from '../db/deliveries.ts'
import { Failure } from '../failure.ts'
import { mayPass } from './bounces/severity.ts'
import { type MailId, mailToken, returnPath } from './bounces/token.ts'
import type { DeliveryChannel, Outcome } from './channel.ts'
import { linksOf } from './links.ts'
import { MailServer, type Sent } from './mailServer.ts'
import { htmlOf } from './messages/html.ts'
import { subjectOf, textOf } from './messages/text.ts'

/** Sends mail; the same message twice where it is asked twice, told as one by its Message-ID. */
export interface Mailer {
  send(mail: SendMailOptions): Promise<Outcome>
}

const waitMs = 20_000
/** The mailbox does not exist, has moved, or is not allowed: unless what is said beside it means what may pass. */
const goneCodes: ReadonlySet<number> = new Set([550, 551, 553])

type MailSettings = Pick<Config, 'smtpUrl' | 'mailFrom' | 'dkim'>

/** Connections to the mail server that are used again and again; as many as there are lanes of delivery. */
const connections = 8
/** They are closed when no mail was sent for so long, so that a program that has finished can end. */
const idleMs = 2000

/** `silentMs`: a mail server that says nothing for so long is given up on. */
export function openMailer(settings: MailSettings, silentMs = waitMs): Mailer {
  if (!settings.smtpUrl) {
    const why = 'No mail can be sent: MAINSOURCE_SMTP_URL is not set.'
    return { send: () => Promise.resolve({ kind: 'failed', why }) }
  }
  const open = transportOf(settings, silentMs)
  const server = new MailServer(connections)
  let transport: ReturnType<typeof open> | undefined
  let sending = 0
  let closing: NodeJS.Timeout | undefined
  const close = () => {
    transport?.close()
    transport = undefined
  }
  const hand = async (mail: SendMailOptions): Promise<Sent> => {
    clearTimeout(closing)
    transport ??= open()
    sending++
    try {
      const sent = await transport.sendMail({ from: settings.mailFrom, ...mail })
      return { kind: 'delivered', status: sent.response.slice(0, 200) }
    } catch (error) {
      return { ...failureOf(error), silent: isSilence(error) }
    } finally {
      sending--
      if (sending === 0) closing = setTimeout(close, idleMs).unref()
    }
  }
  return { send: (mail) => server.send(() => hand(mail)) }
}

/** What nodemailer calls it when a mail server cannot be reached or hangs, before it says anything of the mail. */
const silences: ReadonlySet<string> = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS'])

function isSilence(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return responseCode === undefined && code !== undefined && silences.has(code)
}

function transportOf(settings: MailSettings, silentMs: number) {
  const dkim = settings.dkim && {
    domainName: hostOf(settings),
    keySelector: settings.dkim.selector,
    privateKey: readKey(settings.dkim.keyFile),
  }
  return () =>
    createTransport({
      url: settings.smtpUrl,
      pool: true,
      maxConnections: connections,
      connectionTimeout: silentMs,
      greetingTimeout: silentMs,
      socketTimeout: silentMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(dkim && { dkim }),
    })
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure(
      'invalid',
      `The key that mail is signed with cannot be read: ${(error as Error).message}. See MAINSOURCE_DKIM_KEY_FILE.`,
    )
  }
}

/** Sends alerts by mail, in text and HTML, with the headers for unsubscribing by one click (RFC 8058). */
export function openEmailChannel(config: Config, mailer: Mailer): DeliveryChannel {
  return {
    async send(delivery) {
      const outcome = await mailer.send(alertMail(delivery, config))
      if (outcome.kind !== 'delivered') return outcome
      return { ...outcome, sentAs: knownBy(delivery.id, delivery.channel, config).messageId }
    },
  }
}

export function alertMail(delivery: DeliveryToMake, config: Config): SendMailOptions {
  const links = linksOf(delivery, config.siteUrl)
  return {
    to: delivery.channel.address,
    subject: subjectOf(delivery.body),
    text: textOf(delivery.body, links),
    html: htmlOf(delivery.body, links),
    ...knownBy(delivery.id, delivery.channel, config),
    // A mail cannot be taken back: what corrects it follows it.
    ...(delivery.replaces && { inReplyTo: delivery.replaces }),
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

/**
 * What a mail is known by when something comes back about it: its Message-ID, and, where there is a bounce address, that
 * with its token, in the envelope and in what mail servers are asked to say when they return it (RFC 3461).
 */
export function knownBy(
  id: MailId,
  { address, secret }: { address: string; secret?: string | null },
  config: Pick<Config, 'mailFrom' | 'bounces'>,
): SendMailOptions & { messageId: string } {
  if (!secret) return { messageId: messageId(id, config) }
  const token = mailToken(id, secret)
  const named = { messageId: messageId(token, config) }
  if (!config.bounces) return named
  return {
    ...named,
    envelope: { from: returnPath(config.bounces.address, token), to: address },
    dsn: {
      id: token,
      return: 'headers',
      notify: ['failure'],
      // It is said in ASCII only.
      ...(/^[\x21-\x7e]+$/.test(address) && { recipient: address }),
    },
  }
}

/** An address-like id that is the same whenever the same thing is sent. */
function messageId(id: string, config: Pick<Config, 'mailFrom'>): string {
  return `<${id}@${hostOf(config)}>`
}

function hostOf({ mailFrom }: Pick<Config, 'mailFrom'>): string {
  return /@([^\s>@]+)>?\s*$/.exec(mailFrom)?.[1] ?? 'localhost'
}

function failureOf(error: unknown): Outcome {
  if (!(error instanceof Error)) return { kind: 'failed', why: String(error) }
  const code =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined
  const command = 'command' in error ? String(error.command) : ''
  const status = code === undefined ? ('code' in error ? String(error.code) : undefined) : String(code)
  const why = error.message.slice(0, 500)
  const said = 'response' in error ? String(error.response) : why
  if (code !== undefined && goneCodes.has(code) && command === 'RCPT TO' && !mayPass(said)) {
    return { kind: 'gone', status, why }
  }
  if (code !== undefined && code >= 500 && command !== 'AUTH' && !command.startsWith('AUTH')) {
    return { kind: 'refused', status, why }
  }
  return { kind: 'failed', status, why }
}
