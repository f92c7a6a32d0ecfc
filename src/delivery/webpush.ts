import type { Config } from '../config.ts'
import type { DeliveryToMake } from '../db/deliveries.ts'
import { developmentWords } from '../domain/story.ts'
import type { DeliveryChannel, Outcome } from './channel.ts'
import { type BrowserKeys, encryptPush, mostPlainBytes } from './encryptPush.ts'
import { linksOf } from './links.ts'
import { originsAfter, shortened, shownDevelopments } from './messages/words.ts'
import { type Judge, outcomeOf, type Sender } from './sender.ts'
import { Vapid } from './vapid.ts'

/** How long a push service keeps a notification for a browser that is away: news of two days ago is none. */
const keptSeconds = 2 * 86_400

/**
 * Sends alerts to browsers. A notification's topic is the first delivery's id: while the browser is away a correction
 * takes the place of what it corrects, and so it does in the browser.
 */
export function openWebPushChannel(
  { siteUrl, mailFrom }: Pick<Config, 'siteUrl' | 'mailFrom'>,
  sender: Sender,
): DeliveryChannel {
  const vapid = new Vapid(contactOf(siteUrl, mailFrom))
  return {
    async send(delivery, now) {
      const { address, secret } = delivery.channel
      const browser = browserKeysOf(secret)
      if (!browser || !delivery.pushKeys) return { kind: 'refused', why: 'The browser’s keys are missing.' }
      const topic = delivery.replaces ?? delivery.id
      const encrypted = tryToEncrypt(pushedOf(delivery, siteUrl, topic), browser)
      if (!Buffer.isBuffer(encrypted)) return encrypted
      const headers = {
        'content-type': 'application/octet-stream',
        'content-encoding': 'aes128gcm',
        authorization: vapid.headerFor(new URL(address).origin, delivery.pushKeys, now),
        ttl: String(keptSeconds),
        urgency: urgencyOf(delivery),
        topic,
      }
      const outcome = await sender.send(address, { headers, body: encrypted }, now, judge)
      return outcome.kind === 'delivered' ? { ...outcome, sentAs: topic } : outcome
    },
  }
}

/** A browser's keys as a channel keeps them. */
export function browserSecret({ p256dh, auth }: BrowserKeys): string {
  return `${p256dh}.${auth}`
}

function browserKeysOf(secret: string | null): BrowserKeys | undefined {
  const [p256dh, auth] = (secret ?? '').split('.')
  return p256dh && auth ? { p256dh, auth } : undefined
}

/** What the service worker is given; the story is the tag that gathers its notifications. */
export function pushedOf({ body, raisedAt, subscription }: DeliveryToMake, siteUrl: string, key: string) {
  const links = linksOf({ body, subscription }, siteUrl)
  return {
    key,
    story: body.story.id,
    title: body.report.headline.slice(0, 200),
    source: body.report.source.slice(0, 100),
    lines: shownDevelopments(body).map(
      (one) =>
        `${developmentWords[one.kind]}${one.speaker ? ` (${one.speaker})` : ''}: ${shortened(one.text)}${originsAfter(one)}`,
    ),
    lang: body.report.lang ?? '',
    dir: body.report.dir,
    at: raisedAt.getTime(),
    url: links.report,
    mute: links.mute,
  }
}

type Pushed = ReturnType<typeof pushedOf>

function tryToEncrypt(pushed: Pushed, browser: BrowserKeys): Buffer | Outcome {
  try {
    return encryptPush(fitting(pushed), browser)
  } catch (error) {
    return { kind: 'gone', why: `The browser’s keys cannot be used: ${(error as Error).message}` }
  }
}

/** Leaves out the last lines, and then shortens the one that is left, until it fits. */
function fitting(pushed: Pushed): Buffer {
  const bytes = Buffer.from(JSON.stringify(pushed))
  if (bytes.length <= mostPlainBytes) return bytes
  const { lines } = pushed
  if (lines.length > 1) return fitting({ ...pushed, lines: lines.slice(0, -1) })
  return fitting({ ...pushed, lines: [lines[0]!.slice(0, Math.floor(lines[0]!.length / 2))] })
}

function urgencyOf({ body }: DeliveryToMake): 'normal' | 'high' {
  const kind = body.developments[0]?.kind
  return kind === 'correction' || kind === 'withdrawal' ? 'high' : 'normal'
}

/** Push services want a mail address; the site's own where mail is from nowhere. */
function contactOf(siteUrl: string, mailFrom: string): string {
  const address = /([^\s<>]+@[^\s<>]+)/.exec(mailFrom)?.[1]
  return address && !address.endsWith('@localhost') ? `mailto:${address}` : siteUrl
}

/** 404 and 410: the browser's subscription has ended (RFC 8030, section 7.3). */
const judge: Judge = (answer) => {
  const { code } = answer
  const status = String(code)
  if (code === 404 || code === 410) {
    return { kind: 'gone', status, why: `The browser takes no more notifications (${code}).` }
  }
  if (code === 400 || code === 401 || code === 403 || code === 413) {
    return { kind: 'refused', status, why: `The push service says: ${answer.text.slice(0, 200) || code}` }
  }
  return outcomeOf(answer)
}
