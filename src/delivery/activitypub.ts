import type { Config } from '../config.ts'
import { notePlace } from '../db/activitypub/notes.ts'
import type { DeliveryToMake } from '../db/deliveries.ts'
import { knownUnder } from './activitypub/known.ts'
import { writeCreate, writeNote, writeUpdate } from './activitypub/note.ts'
import type { DeliveryChannel, Outcome } from './channel.ts'
import type { Sender } from './sender.ts'

/**
 * Says alerts to the followers of an actor, one post for each inbox. An alert is one note for all of them, under one
 * address; what corrects it is an `Update` of that note where the inbox was sent it, and its `Create` where it was not.
 */
export function openActivityPubChannel(config: Config, sender: Sender): DeliveryChannel {
  return {
    async send(delivery, now) {
      const { db, key } = knownUnder(config)
      const place = await notePlace(db, delivery.alertId)
      if (!place) return noActor
      const { siteUrl } = config
      const updatedAt = place.root === delivery.alertId ? undefined : delivery.raisedAt
      const note = writeNote({ ...place, updatedAt, body: delivery.body }, siteUrl)
      const activity = wasSent(delivery, note.id) ? writeUpdate(note, delivery.alertId) : writeCreate(note)
      const { postSigned } = await import('./activitypub/signedPost.ts')
      const outcome = await postSigned(
        { inbox: delivery.channel.address, activity, actor: place.actor },
        { sender, siteUrl, key: await key() },
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
