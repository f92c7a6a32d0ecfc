import type { FeedHealth } from '../../../db/pages/sources.ts'
import { duration } from '../words.ts'

/** How a feed is doing, for people: `good` needs nothing, `bad` needs someone, `still` may be as it should. */
export interface Health {
  readonly state: 'good' | 'bad' | 'still'
  readonly words: string
}

/** Says the worst that is known of a feed. */
export function healthOf(feed: FeedHealth, now: Date): Health {
  if (feed.status === 'gone') return { state: 'bad', words: 'Gone for good' }
  if (feed.status === 'paused') return { state: 'still', words: 'Paused' }
  if (!feed.lastFetchedAt && feed.failures === 0) return { state: 'still', words: 'Not fetched yet' }
  if (feed.failures > 0) {
    const times = feed.failures === 1 ? 'Failed at the last try' : `Failed ${feed.failures} times in a row`
    return { state: 'bad', words: times }
  }
  const silentMs = silenceOf(feed, now)
  if (silentMs !== undefined)
    return { state: 'still', words: `Silent for ${duration(silentMs)}, longer than usual` }
  return { state: 'good', words: 'Doing well' }
}

/** How long a feed has been silent if that is longer than usual for it; undefined when it is not, or not known. */
function silenceOf(feed: FeedHealth, now: Date): number | undefined {
  if (!feed.lastItemAt || feed.quietAfterS === null) return undefined
  const silentMs = now.getTime() - feed.lastItemAt.getTime()
  return silentMs > feed.quietAfterS * 1000 ? silentMs : undefined
}
