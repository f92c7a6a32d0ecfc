import type { Config } from '../config.ts'
import { developmentWords } from '../domain/story.ts'
import type { DeliveryChannel } from './channel.ts'
import { linksOf } from './links.ts'
import { subjectOf } from './messages/text.ts'
import { originsAfter, restInWords, shortened, shownDevelopments } from './messages/words.ts'
import { type Judge, outcomeOf, type Sender } from './sender.ts'

/** ntfy makes a longer message an attachment: 4,096 bytes. */
const mostBytes = 4000
const priorities = { usual: 3, high: 4 } as const

/**
 * Publishes alerts to a topic of ntfy. The address is the topic's; the secret, where there is one, an access token.
 * A message and its corrections share a sequence, so that the newer takes the place of the older.
 */
export function openNtfyChannel({ siteUrl }: Pick<Config, 'siteUrl'>, sender: Sender): DeliveryChannel {
  return {
    async send(delivery, now) {
      const { body, channel } = delivery
      const links = linksOf(delivery, siteUrl)
      const { origin, pathname } = new URL(channel.address)
      const at = pathname.lastIndexOf('/')
      const kind = body.developments[0]?.kind
      const isCorrection = kind === 'correction' || kind === 'withdrawal' || kind === 'denial'
      const sequence = delivery.replaces ?? delivery.id
      const message = {
        topic: decodeURIComponent(pathname.slice(at + 1)),
        title: subjectOf(body),
        message: messageOf(delivery.body),
        click: links.report,
        tags: [isCorrection ? 'warning' : 'newspaper', ...(kind ? [kind] : [])],
        priority: isCorrection ? priorities.high : priorities.usual,
        actions: [
          { action: 'view', label: 'Story', url: links.story },
          { action: 'view', label: 'Mute this story', url: links.mute },
          { action: 'view', label: 'Unsubscribe', url: links.unsubscribe },
        ],
        sequence_id: sequence,
      }
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (channel.secret) headers['authorization'] = `Bearer ${channel.secret}`
      const sending = { headers, body: JSON.stringify(message) }
      const outcome = await sender.send(`${origin}${pathname.slice(0, at + 1)}`, sending, now, judge)
      return outcome.kind === 'delivered' ? { ...outcome, sentAs: sequence } : outcome
    },
  }
}

function messageOf(body: Parameters<typeof shownDevelopments>[0]): string {
  const lines = shownDevelopments(body).map(
    (one) =>
      `${developmentWords[one.kind]}${one.speaker ? ` (${one.speaker})` : ''}: ${shortened(one.text)}${one.before ? `\nBefore: ${shortened(one.before)}` : ''}${originsAfter(one)}`,
  )
  const source = `Main source: ${body.mainSource.name.slice(0, 100)}`
  const rest = restInWords(body)
  return [withinBytes(lines, mostBytes - 200), ...(rest ? [rest] : []), source].join('\n\n')
}

/** As many of the first lines as fit; of the first at least its beginning. */
function withinBytes(lines: readonly string[], most: number): string {
  const [first = '', ...others] = lines
  let text = first
  while (Buffer.byteLength(text) > most) text = `${text.slice(0, Math.floor(text.length * 0.9))} …`
  for (const line of others) {
    const longer = `${text}\n\n${line}`
    if (Buffer.byteLength(longer) > most) return text
    text = longer
  }
  return text
}

/** 401 and 403: the token or the topic is closed to us. */
const judge: Judge = (answer) => {
  const status = String(answer.code)
  if (answer.code === 401 || answer.code === 403) {
    return { kind: 'gone', status, why: `ntfy refuses the topic or the token (${answer.code}).` }
  }
  if (answer.code === 400 || answer.code === 413) {
    return { kind: 'refused', status, why: `ntfy says: ${answer.text.slice(0, 200)}` }
  }
  return outcomeOf(answer)
}
