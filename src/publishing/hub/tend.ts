import { dropFeedQueries, thinMatches } from '../../db/feedQueries.ts'
import { hubIsUsed } from '../../db/hub/load.ts'
import { dropHubRequests } from '../../db/hub/requests.ts'
import { dropExpiredSubscribers, dropSubscribers } from '../../db/hub/subscribers.ts'
import { dropIdleTopics, topicsLookedAtBefore } from '../../db/hub/topics.ts'
import type { Tx } from '../../db/open.ts'
import type { Handoff, Stage } from '../../stage.ts'
import { matchesKept } from '../feeds/feedQueries.ts'
import { hubOf } from './address.ts'
import { deny } from './deny.ts'

const minuteMs = 60_000
const betweenMs = 10 * minuteMs
/** Topics are rendered at least this often, for changes that nobody noted, such as of a source's name. */
const lookAgainMs = 60 * minuteMs
const mostLooks = 1000
const requestsKeptMs = 60 * minuteMs

/** The hub, from time to time while it is used: ends what has expired and forgets what nobody needs. */
export const tendHub: Stage<'hub.due'> = {
  name: 'tending the hub',
  takes: 'hub.due',
  lanes: 1,
  async run(_message, tx, { config, now }) {
    const at = now()
    await dropExpiredSubscribers(tx, at)
    await dropHubRequests(tx, new Date(at.getTime() - requestsKeptMs))
    const denials = hubOf(config)?.isOwn ? [] : await closeHub(tx, at)
    await dropIdleTopics(tx)
    await dropFeedQueries(tx, at)
    await thinMatches(tx, matchesKept)
    const looks = await topicsLookedAtBefore(tx, new Date(at.getTime() - lookAgainMs), mostLooks)
    const handoffs: Handoff[] = [
      ...denials,
      ...looks.map((topicId) => ({ to: 'hubTopic.changed' as const, message: { topicId }, only: topicId })),
    ]
    return (await hubIsUsed(tx)) ? [...handoffs, tendAfter(at)] : handoffs
  },
}

/** Has the hub looked after again after a while; one message for it waits at a time. */
export function tendAfter(now: Date): Handoff {
  return { to: 'hub.due', message: {}, after: new Date(now.getTime() + betweenMs), only: 'hub' }
}

/** Tells all subscribers that they are sent nothing more: the site has no hub of its own now. */
async function closeHub(tx: Tx, now: Date): Promise<Handoff[]> {
  return deny(tx, await dropSubscribers(tx), 'This hub is closed. Ask the feed itself for its hub.', now)
}
