import { type FoundReport, fillFeedQuery, findFeedQuery } from '../../db/feedQueries.ts'
import { topicsOfQuery } from '../../db/hub/topics.ts'
import type { Stage } from '../../stage.ts'
import { parseQuery } from '../../text/queries/parse.ts'
import type { FeedQueries } from '../feeds/feedQueries.ts'

/**
 * The hub: looks through what was public before a query was first subscribed to. That takes up to a second each, so one
 * at a time is done, and no other topic waits for it.
 */
export function fillQuery(feedQueries: FeedQueries): Stage<'feedQuery.due', FoundReport[] | undefined> {
  return {
    name: 'looking through for a query',
    takes: 'feedQuery.due',
    lanes: 1,
    async reach({ queryId }, db) {
      const kept = await findFeedQuery(db, { id: queryId })
      const parsed = kept && !kept.isFilled ? parseQuery(kept.query) : undefined
      return parsed?.ok ? feedQueries.lookThrough(db, parsed.query) : undefined
    },
    async run({ queryId }, tx, { now }, found) {
      if (found) await fillFeedQuery(tx, queryId, found, now())
      const topics = await topicsOfQuery(tx, queryId)
      return topics.map((topicId) => ({ to: 'hubTopic.changed', message: { topicId }, only: topicId }))
    },
  }
}
