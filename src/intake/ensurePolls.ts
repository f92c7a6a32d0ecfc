import { feedsWithoutPoll } from '../db/feeds.ts'
import type { Db, Tx } from '../db/open.ts'
import type { Handoff } from '../stage.ts'
import { duePoll } from './savePolled.ts'

/**
 * The polls that are missing from the queue: for each active feed for which no message waits or is in work, one, at the
 * time its last poll set. To be handed on when the stages have started.
 */
export async function ensurePolls(db: Db | Tx): Promise<Handoff[]> {
  const missing = await feedsWithoutPoll(db)
  return missing.map(({ feedId, nextPollAt }) => duePoll({ id: feedId }, nextPollAt))
}
