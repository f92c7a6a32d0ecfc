import { ensureActorKey } from '../db/activitypub/actorKey.ts'
import { endFollowing, type Follower, findFollower, noteAccepted } from '../db/activitypub/followers.ts'
import { actorAddresses } from '../domain/fediverse.ts'
import { onceFor } from '../onceFor.ts'
import type { Stage } from '../stage.ts'
import { activityStreams } from './activitypub/vocabulary.ts'
import type { Outcome } from './channel.ts'
import { decideNext } from './decideNext.ts'
import { openSender } from './sender.ts'

const senderFor = onceFor(openSender)

interface Answered {
  readonly follower: Follower
  readonly outcome: Outcome
}

/** Tells someone in the fediverse that they follow; what is new goes to them from then on. */
export const answerFollow: Stage<'follow.asked', Answered | undefined> = {
  name: 'answering followers',
  takes: 'follow.asked',
  lanes: 8,
  async reach({ followerId }, db, { config, now }) {
    const follower = await findFollower(db, followerId)
    if (!follower) return undefined
    const { postSigned } = await import('./activitypub/signedPost.ts')
    const activity = acceptOf(follower, config.siteUrl, now())
    const key = await ensureActorKey(db)
    const { inbox, actor } = follower
    const post = { inbox, activity, actor }
    const outcome = await postSigned(post, { sender: senderFor(config), siteUrl: config.siteUrl, key }, now())
    return { follower, outcome }
  },
  async run({ followerId, tries }, tx, { now }, answered) {
    if (!answered) return []
    const { follower, outcome } = answered
    if (outcome.kind === 'delivered') {
      await noteAccepted(tx, follower, now())
      return []
    }
    const next = decideNext(outcome, tries, now(), Math.random())
    if (next.kind === 'again') {
      return [
        {
          to: 'follow.asked',
          message: { followerId, tries: tries + 1 },
          after: next.at,
          only: followerId,
        },
      ]
    }
    await endFollowing(tx, follower, now(), outcome.why)
    return []
  },
}

function acceptOf({ id, actor, follower, askedBy }: Follower, siteUrl: string, now: Date) {
  const ours = actorAddresses(siteUrl, actor).actor
  return {
    '@context': activityStreams,
    id: `${ours}#accept-${id}-${now.getTime()}`,
    type: 'Accept',
    actor: ours,
    to: [follower],
    object: { ...(askedBy && { id: askedBy }), type: 'Follow', actor: follower, object: ours },
  }
}
