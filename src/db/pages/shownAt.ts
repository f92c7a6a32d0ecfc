import { type RawBuilder, sql } from 'kysely'
import type { StoryId } from '../../domain/ids.ts'
import type { Db } from '../open.ts'

/**
 * When the public was first shown the development `d`: when the revision that adds it was let through. Of revisions
 * that were replaced, and of those let through before this was noted, when both the report and the revision were there.
 */
export const shownAt: RawBuilder<Date> = sql<Date>`(
  select coalesce(
    case when p.public_revision_id = d.revision_id then p.public_revision_at end,
    greatest(p.public_at, w.seen_at)
  )
  from reports p join revisions w on w.id = d.revision_id
  where p.id = d.report_id
)`

/** How many developments of each of these stories were shown since a time of its own; stories with none are left out. */
export async function countShownSince(
  db: Db,
  seen: readonly { story: StoryId; since: Date }[],
): Promise<Map<StoryId, number>> {
  if (seen.length === 0) return new Map()
  const { rows } = await sql<{ story: StoryId; count: number }>`
    select d.story_id as story, count(*)::int as count
    from unnest(${seen.map((one) => one.story)}::text[], ${seen.map((one) => one.since)}::timestamptz[])
      as seen (story, since)
    join public_developments d on d.story_id = seen.story
    where ${shownAt} > seen.since
    group by d.story_id`.execute(db)
  return new Map(rows.map(({ story, count }) => [story, count]))
}
