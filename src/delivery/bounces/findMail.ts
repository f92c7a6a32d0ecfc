import type { Db } from '../../db/open.ts'
import { findSentMail, mailChannelsOf, type SentMail } from '../../db/sentMails.ts'
import { isId } from '../../domain/ids.ts'
import type { Notice } from './readNotice.ts'
import { isProven, tokensIn } from './token.ts'

/** As many are looked up; a true report bears one, several times. */
const mostLookedUp = 20

/** A mail of ours, and what proved that a report is about it: its own token, or the link of its subscription. */
export interface FoundMail {
  readonly mail: SentMail
  readonly by: 'token' | 'link'
}

/**
 * The mail of ours that a report is about, by the first token in it that proves to be ours: in the addresses that it was
 * sent to, its head, its blocks for machines, the head of the mail that it returns, its text. Without any, by the secret
 * link for unsubscribing in the returned mail. Undefined where nothing proves that it is about a mail of ours.
 */
export async function findMail(
  db: Db,
  notice: Notice,
  recipients: readonly string[],
): Promise<FoundMail | undefined> {
  const mail = await mailByToken(db, placesOf(notice, recipients).join('\n'))
  if (mail) return { mail, by: 'token' }
  const linked = await mailByLink(db, notice)
  return linked && { mail: linked, by: 'link' }
}

/** The mail of the first token in a text that proves to be ours; undefined where there is none. */
export async function mailByToken(db: Db, text: string): Promise<SentMail | undefined> {
  for (const token of tokensIn(text).slice(0, mostLookedUp)) {
    const mail = await findSentMail(db, token.id)
    if (mail?.secret && isProven(token, mail.secret)) return mail
  }
  return undefined
}

function placesOf(
  { head, statuses, feedback, original, text }: Notice,
  recipients: readonly string[],
): string[] {
  const blocks = [...statuses.flat(), ...(feedback ? [feedback] : [])]
  return [
    ...recipients,
    ...head.values(),
    ...blocks.flatMap((fields) => [...fields.values()]),
    original,
    text,
  ]
}

const unsubscribeLink = /\/subscriptions\/([\w-]{43})\/unsubscribe/
const bareId = /\bdlv_[0-9a-hjkmnp-tv-z]{26}\b/

/** Feedback often lacks all addresses; the link stays. Where the delivery is not named, its channel's asking mail stands for it. */
async function mailByLink(db: Db, { original, text }: Notice): Promise<SentMail | undefined> {
  const returned = `${original}\n${text}`
  const manageToken = unsubscribeLink.exec(returned.replace(/=?\r?\n[ \t]*/g, ''))?.[1]
  if (manageToken === undefined) return undefined
  const channels = await mailChannelsOf(db, manageToken)
  const id = bareId.exec(returned)?.[0] ?? ''
  const mail = isId('delivery', id) ? await findSentMail(db, id) : undefined
  if (mail?.manageToken === manageToken) return mail
  return channels[0] && findSentMail(db, channels[0])
}
