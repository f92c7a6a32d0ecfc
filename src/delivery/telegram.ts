import type { Config } from '../config.ts'
import type { DeliveryChannel, Outcome } from './channel.ts'
import { linksOf } from './links.ts'
import { chatMessage, escapeHtml, type Markup, plainUrl } from './messages/chat.ts'
import { type Answer, afterSeconds, objectOf, outcomeOf, type Sender } from './sender.ts'

/** Counted by Telegram once the markup is read, so this is never too long. */
const longest = 4096

const html: Markup = {
  text: escapedText,
  bold: (text) => `<b>${escapedText(text)}</b>`,
  link: (url, label) => {
    const href = escapeHtml(plainUrl(url))
    return href ? `<a href="${href}">${escapedText(label)}</a>` : escapedText(label)
  },
  newline: '\n',
}

/** Line ends mean themselves here, so those of a text become spaces. */
function escapedText(text: string): string {
  return escapeHtml(text.replace(/[\r\n]+/g, ' '))
}

const noSuchMessage = 'no such message'

/**
 * Sends alerts by a bot of Telegram and edits them where they are corrected. The address is the Bot API's with the chat
 * in its path; the secret is the bot's token.
 */
export function openTelegramChannel({ siteUrl }: Pick<Config, 'siteUrl'>, sender: Sender): DeliveryChannel {
  return {
    async send(delivery, now) {
      const { origin, pathname } = new URL(delivery.channel.address)
      const bot = `${origin}/bot${delivery.channel.secret ?? ''}`
      const message = {
        chat_id: decodeURIComponent(pathname.slice(1)),
        text: chatMessage(delivery.body, linksOf(delivery, siteUrl), html, longest),
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
      }
      const call = (method: string, given: object) =>
        sender.send(
          `${bot}/${method}`,
          { headers: { 'content-type': 'application/json' }, body: JSON.stringify(given) },
          now,
          (answer) => judged(answer, now),
        )
      if (delivery.replaces) {
        const edited = await call('editMessageText', { ...message, message_id: Number(delivery.replaces) })
        if (edited.kind === 'delivered') return { ...edited, sentAs: delivery.replaces }
        // Deleted, or too old to be edited: it is sent anew.
        if (edited.kind !== 'refused' || edited.status !== noSuchMessage) return edited
      }
      return call('sendMessage', message)
    },
  }
}

function judged(answer: Answer, now: Date): Outcome {
  const status = String(answer.code)
  const said = objectOf(answer)
  const why = String(said['description'] ?? '').slice(0, 200)
  if (answer.code === 429) {
    const seconds = (said['parameters'] as { retry_after?: unknown } | undefined)?.retry_after
    const notBefore = afterSeconds(seconds, now) ?? answer.notBefore
    return { kind: 'failed', status, why: 'Telegram asks for a pause.', notBefore }
  }
  if (answer.code === 400 && why.includes('not modified')) return { kind: 'delivered', status }
  if (answer.code === 400 && /message (to edit not found|can't be edited)/i.test(why)) {
    return { kind: 'refused', status: noSuchMessage, why }
  }
  const isGone = answer.code === 401 || answer.code === 403 || answer.code === 404
  if (isGone || (answer.code === 400 && /chat not found|group chat was upgraded/i.test(why))) {
    return { kind: 'gone', status, why: `Telegram says: ${why}` }
  }
  if (answer.code === 400) return { kind: 'refused', status, why: `Telegram says: ${why}` }
  const outcome = outcomeOf(answer)
  const id = (said['result'] as { message_id?: unknown } | undefined)?.message_id
  return outcome.kind === 'delivered' && typeof id === 'number' ? { ...outcome, sentAs: String(id) } : outcome
}
