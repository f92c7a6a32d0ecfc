import type { FeedHealth } from '../../../db/pages/sources.ts'
import { type Health, healthOf } from '../../../domain/feedHealth.ts'

/** How a feed is doing, for people: `good` needs nothing, `bad` needs someone, `still` may be as it should. */
export interface ShownHealth {
  readonly state: 'good' | 'bad' | 'still'
  readonly words: string
  /** What is the matter, in a sentence. */
  readonly say?: string
}

const shown: Record<Health['health'], Omit<ShownHealth, 'say'>> = {
  sound: { state: 'good', words: 'Doing well' },
  silent: { state: 'still', words: 'Silent for longer than usual' },
  failing: { state: 'bad', words: 'Failing' },
  gone: { state: 'bad', words: 'Gone for good' },
  paused: { state: 'still', words: 'Paused' },
  new: { state: 'still', words: 'Not fetched yet' },
}

/** The health of a feed in the words of the pages. */
export function shownHealth(feed: FeedHealth, now: Date): ShownHealth {
  const { health, say } = healthOf(
    {
      kind: feed.kind,
      status: feed.status,
      failures: feed.failures,
      lastError: feed.lastError ?? undefined,
      lastFetchedAt: feed.lastFetchedAt ?? undefined,
      lastItemAt: feed.lastItemAt ?? undefined,
      rhythmS: feed.rhythmS ?? undefined,
      quietAfterS: feed.quietAfterS ?? undefined,
    },
    now,
  )
  return { ...shown[health], say }
}
