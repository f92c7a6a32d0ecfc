import type { Config } from '../config.ts'
import type { DeliveryToMake } from '../db/deliveries.ts'
import { writeCreate, writeNote, writeUpdate } from './activitypub/note.ts'
import type { DeliveryChannel, Outcome } from './channel.ts'
import type { Sender } from './sender.ts'

/**
 * Says alerts to the followers of an actor, one post for each inbox. An alert is one note for all of them, under one
 * address; what corrects it is an `Update` of that note where the inbox was sent it, and its `Create` where it was not.
 */
export function openActivityPubChannel(
  { siteUrl }: Pick<Config, 'siteUrl'>,
  sender: Sender,
): DeliveryChannel {
  return {
    async send(delivery, now) {
      const { notePlace: place } = delivery
      if (!place) return noActor
      if (!place.key) return noKey
      const updatedAt = place.root === delivery.alertId ? undefined : delivery.raisedAt
      const note = writeNote({ ...place, updatedAt, body: delivery.body }, siteUrl)
      const activity = wasSent(delivery, note.id) ? writeUpdate(note, delivery.alertId) : writeCreate(note)
      const { postSigned } = await import('./activitypub/signedPost.ts')
      const outcome = await postSigned(
        { inbox: delivery.channel.address, activity, actor: place.actor },
        { sender, siteUrl, key: place.key },
        now,
      )
      return outcome.kind === 'delivered' ? { ...outcome, sentAs: note.id } : outcome
    },
  }
}

/** Where the site has moved since, the note has another address, and is another to them. */
function wasSent({ replaces }: DeliveryToMake, note: string): boolean {
  return replaces === note
}

const noActor: Outcome = { kind: 'gone', why: 'What was followed is no more.' }
const noKey: Outcome = {
  kind: 'failed',
  why: 'The key that posts are signed with is missing. It is made anew when an actor is looked up.',
}
