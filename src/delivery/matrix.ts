import type { Config } from '../config.ts'
import type { DeliveryChannel, Outcome } from './channel.ts'
import { linksOf } from './links.ts'
import { chatMessage, escapeHtml, type Markup } from './messages/chat.ts'
import { subjectOf, textOf } from './messages/text.ts'
import { type Answer, afterSeconds, objectOf, outcomeOf, type Sender } from './sender.ts'

/** An event may hold 65,536 bytes, and a correction carries its content twice, as text and as HTML. */
const longest = 8000

const html: Markup = {
  text: escapeHtml,
  bold: (text) => `<strong>${escapeHtml(text)}</strong>`,
  link: (url, label) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`,
  newline: '<br>',
}

/**
 * Sends alerts to a Matrix room. The address is the homeserver's with the room in its path; the secret is an access
 * token. The transaction id is the delivery's, so that a message sent again is the same message.
 */
export function openMatrixChannel({ siteUrl }: Pick<Config, 'siteUrl'>, sender: Sender): DeliveryChannel {
  return {
    send(delivery, now) {
      const links = linksOf(delivery, siteUrl)
      const content = {
        msgtype: 'm.text',
        body: textOf(delivery.body, links).slice(0, longest),
        format: 'org.matrix.custom.html',
        formatted_body: chatMessage(delivery.body, links, html, longest),
      }
      const event = delivery.replaces
        ? corrected(content, delivery.replaces, subjectOf(delivery.body))
        : content
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${delivery.channel.secret ?? ''}`,
      }
      const address = eventAddress(delivery.channel.address, delivery.id)
      return sender.send(address, { method: 'PUT', headers, body: JSON.stringify(event) }, now, (answer) =>
        judged(answer, now, delivery.replaces),
      )
    },
  }
}

/** An edit: clients that know edits show the new content in place of the old message. */
function corrected<Content extends object>(content: Content, eventId: string, subject: string) {
  return {
    msgtype: 'm.text',
    body: `* ${subject}`,
    'm.new_content': content,
    'm.relates_to': { rel_type: 'm.replace', event_id: eventId },
  }
}

function eventAddress(address: string, txnId: string): string {
  const { origin, pathname } = new URL(address)
  const room = encodeURIComponent(decodeURIComponent(pathname.slice(1)))
  return `${origin}/_matrix/client/v3/rooms/${room}/send/m.room.message/${encodeURIComponent(txnId)}`
}

const goneCodes: ReadonlySet<unknown> = new Set([
  'M_UNKNOWN_TOKEN',
  'M_MISSING_TOKEN',
  'M_FORBIDDEN',
  'M_USER_DEACTIVATED',
  'M_NOT_FOUND',
])

function judged(answer: Answer, now: Date, replaces: string | null): Outcome {
  const said = objectOf(answer)
  const status = String(answer.code)
  const code = said['errcode']
  if (answer.code >= 400 && goneCodes.has(code)) return { kind: 'gone', status, why: `Matrix says: ${code}` }
  if (code === 'M_TOO_LARGE' || code === 'M_BAD_JSON') {
    return { kind: 'refused', status, why: `Matrix says: ${code}` }
  }
  if (answer.code === 429) {
    const ms = said['retry_after_ms']
    const pause = answer.notBefore ?? afterSeconds(typeof ms === 'number' ? ms / 1000 : undefined, now)
    return { kind: 'failed', status, why: 'Matrix asks for a pause.', notBefore: pause }
  }
  const outcome = outcomeOf(answer)
  const id = said['event_id']
  // A later correction replaces the first message: edits of edits are not shown.
  const sentAs = replaces ?? (typeof id === 'string' ? id : undefined)
  return outcome.kind === 'delivered' ? { ...outcome, sentAs } : outcome
}
