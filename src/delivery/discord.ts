import type { Config } from '../config.ts'
import type { DeliveryChannel } from './channel.ts'
import { linksOf } from './links.ts'
import { chatMessage, type Markup, plainUrl } from './messages/chat.ts'
import { type Answer, afterSeconds, objectOf, outcomeOf, type Sender } from './sender.ts'

const longest = 2000

const markdown: Markup = {
  text: escaped,
  bold: (text) => `**${escaped(text)}**`,
  link: (url, label) => (plainUrl(url) ? `[${escaped(label)}](<${plainUrl(url)}>)` : escaped(label)),
  newline: '\n',
}

/** Everything that Discord's markdown reads as a mark, mentions and addresses included. */
function escaped(text: string): string {
  return text.replace(/[\\*_~`|>#\-[\]()<:@.]/g, '\\$&').replace(/\s+/gu, ' ')
}

const suppressEmbeds = 4
const unknownMessage = 10_008

/** Posts alerts to a webhook of Discord, and edits a message where a later one corrects it. */
export function openDiscordChannel({ siteUrl }: Pick<Config, 'siteUrl'>, sender: Sender): DeliveryChannel {
  return {
    async send(delivery, now) {
      const content = chatMessage(delivery.body, linksOf(delivery, siteUrl), markdown, longest)
      const message = { content, flags: suppressEmbeds, allowed_mentions: { parse: [] } }
      const sending = {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
      }
      const judge = (answer: Answer) => judged(answer, now)
      if (delivery.replaces) {
        const address = messageAddress(delivery.channel.address, delivery.replaces)
        const edited = await sender.send(address, { ...sending, method: 'PATCH' }, now, judge)
        // Someone deleted the message: it is sent anew.
        if (edited.kind !== 'refused' || edited.status !== String(unknownMessage)) return edited
      }
      const address = new URL(delivery.channel.address)
      // The answer then says which message it became.
      address.searchParams.set('wait', 'true')
      return sender.send(address.href, sending, now, judge)
    },
  }
}

function messageAddress(webhook: string, id: string): string {
  const address = new URL(webhook)
  address.pathname = `${address.pathname.replace(/\/$/, '')}/messages/${encodeURIComponent(id)}`
  return address.href
}

function judged(answer: Answer, now: Date) {
  const { code, notBefore } = answer
  const status = String(code)
  const said = objectOf(answer)
  if (code === 404 && said['code'] === unknownMessage) {
    return { kind: 'refused', status: String(unknownMessage), why: 'There is no such message.' } as const
  }
  if (code === 404 || code === 401 || code === 403) {
    return { kind: 'gone', status, why: `Discord knows no such webhook (${code}).` } as const
  }
  if (code === 400)
    return {
      kind: 'refused',
      status,
      why: `Discord takes no such message: ${answer.text.slice(0, 200)}`,
    } as const
  if (code === 429) {
    const pause = afterSeconds(said['retry_after'], now) ?? notBefore
    return { kind: 'failed', status, why: 'Discord asks for a pause.', notBefore: pause } as const
  }
  const outcome = outcomeOf(answer)
  const id = said['id']
  return outcome.kind === 'delivered' && typeof id === 'string' ? { ...outcome, sentAs: id } : outcome
}
