import type { Config } from '../config.ts'
import type { DeliveryChannel } from './channel.ts'
import { linksOf } from './links.ts'
import { chatMessage, type Markup, plainUrl } from './messages/chat.ts'
import { type Judge, outcomeOf, type Sender } from './sender.ts'

/** Slack shows 4,000 characters of a message well; Mattermost takes no more than that in one. */
const longest = 3900

/**
 * Slack's mrkdwn. It can escape only & < >; an invisible word joiner around its other marks keeps them from being marks, as
 * they are ones only beside a space or the end of a word.
 */
const mrkdwn: Markup = {
  text: escaped,
  bold: (text) => `*${escaped(text)}*`,
  link: (url, label) => (plainUrl(url) ? `<${plainUrl(url)}|${escaped(label)}>` : escaped(label)),
  newline: '\n',
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[*_~`|@]/g, '\u2060$&\u2060')
}

/** Posts alerts to an incoming webhook of Slack, or of what takes the same: Mattermost, Rocket.Chat, Zulip. */
export function openSlackChannel({ siteUrl }: Pick<Config, 'siteUrl'>, sender: Sender): DeliveryChannel {
  return {
    send(delivery, now) {
      const text = chatMessage(delivery.body, linksOf(delivery, siteUrl), mrkdwn, longest)
      const body = JSON.stringify({ text, mrkdwn: true, unfurl_links: false, unfurl_media: false })
      return sender.send(
        delivery.channel.address,
        { headers: { 'content-type': 'application/json' }, body },
        now,
        judge,
      )
    },
  }
}

const goneWords = /no_service|no_team|channel_not_found|channel_is_archived|action_prohibited|user_not_found/
const refusedWords = /invalid_payload|too_many_attachments|posting_to_general_channel_denied/

/** A webhook that was taken down answers 404 or 403 with one of these words. */
const judge: Judge = (answer) => {
  const status = String(answer.code)
  const word = answer.text.slice(0, 200)
  if (answer.code >= 400 && goneWords.test(word)) return { kind: 'gone', status, why: `Slack says: ${word}` }
  if (answer.code === 400 && refusedWords.test(word)) {
    return { kind: 'refused', status, why: `Slack says: ${word}` }
  }
  return outcomeOf(answer)
}
