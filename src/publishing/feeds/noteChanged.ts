import { hasTopics, markChanged, storiesChangedBy } from '../../db/hub/topics.ts'
import type { Tx } from '../../db/open.ts'
import type { FeedQueryId, ReportId, StoryId } from '../../domain/ids.ts'
import type { Handoff, Stage } from '../../stage.ts'
import type { Hub } from '../hub/address.ts'
import { hubOf } from '../hub/address.ts'
import { pushAfter } from '../hub/pace.ts'
import type { FeedQueries } from './feedQueries.ts'
import { pingsFor } from './tellHub.ts'

/**
 * Publishing, after it: finds which feeds a report may have changed, by being published, revised or taken back, and
 * hands on that its hub is to tell of them. Those that turn out to be as they were are not told of.
 */
export function noteChangedFeeds(feedQueries: FeedQueries): Stage<'feeds.changed'> {
  return {
    name: 'noting changed feeds',
    takes: 'feeds.changed',
    lanes: 1,
    async run({ reportId }, tx, { config, log, now }) {
      const hub = hubOf(config)
      if (!hub) return []
      const stories = await storiesChangedBy(tx, reportId)
      const queries = await feedQueries.note(tx, reportId, log)
      return hub.isOwn ? topicsOf(tx, { stories, queries }, now()) : pingsFor(tx, { stories, queries }, now())
    },
  }
}

/** What publishing hands on where someone may have to be told of a report. */
export async function changedFeeds(tx: Tx, reportId: ReportId, hub: Hub | undefined): Promise<Handoff[]> {
  if (!hub || (hub.isOwn && !(await hasTopics(tx)))) return []
  return [{ to: 'feeds.changed', message: { reportId } }]
}

async function topicsOf(
  tx: Tx,
  changed: { stories: readonly StoryId[]; queries: readonly FeedQueryId[] },
  now: Date,
): Promise<Handoff[]> {
  const topics = await markChanged(tx, changed)
  return topics.map(({ id, pushedAt }) => ({
    to: 'hubTopic.changed',
    message: { topicId: id },
    after: pushAfter(pushedAt, now),
    only: id,
  }))
}
