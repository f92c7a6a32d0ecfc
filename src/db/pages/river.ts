import { sql } from 'kysely'
import type { ReportId, StoryId } from '../../domain/ids.ts'
import type { DevelopmentKind } from '../../domain/story.ts'
import type { Db } from '../open.ts'
import { storyReports } from './storyReports.ts'
import { voice } from './voices.ts'

/** A story as the river shows it. */
export interface RiverStory {
  readonly id: StoryId
  readonly headline: string
  readonly lang: string | null
  readonly firstAt: Date
  readonly lastAt: Date
  readonly reports: number
  readonly origins: number
  readonly languages: readonly string[]
  /** The first thing its newest report added. Absent for a story in which nothing was found to be new. */
  readonly newest?: RiverDevelopment
}

export interface RiverDevelopment {
  readonly kind: DevelopmentKind
  readonly text: string
  readonly at: Date
  readonly reportId: ReportId
  readonly start: number
  readonly sourceName: string
  readonly lang: string | null
  /** Who says it, where a statement covers the sentence. */
  readonly speaker: string | null
}

/** Where a page of the river begins: after this story. */
export interface RiverPlace {
  readonly lastAt: Date
  readonly id: string
}

/** The stories that moved last, newest first, at most `limit`, those after `after` when it is given. */
export async function riverOfStories(
  db: Db,
  { after, limit }: { after?: RiverPlace; limit: number },
): Promise<RiverStory[]> {
  let stories = db
    .selectFrom('stories')
    .select(['id', 'headline', 'lang', 'first_at', 'last_at'])
    .where('merged_into', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('story_reports as sr')
          .innerJoin('public_reports as r', 'r.id', 'sr.report_id')
          .select('r.id')
          .whereRef('sr.story_id', '=', 'stories.id'),
      ),
    )
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) stories = stories.where(sql<boolean>`(last_at, id) < (${after.lastAt}, ${after.id})`)
  const rows = await stories.execute()
  const ids = rows.map((row) => row.id)
  const [counts, newest] = await Promise.all([countsOf(db, ids), newestOf(db, ids)])
  return rows.map((row) => ({
    id: row.id,
    headline: row.headline,
    lang: row.lang,
    firstAt: row.first_at,
    lastAt: row.last_at,
    reports: counts.get(row.id)?.reports ?? 0,
    origins: counts.get(row.id)?.origins ?? 0,
    languages: counts.get(row.id)?.languages ?? [],
    newest: newest.get(row.id),
  }))
}

async function countsOf(db: Db, ids: readonly StoryId[]) {
  if (ids.length === 0) return new Map()
  const rows = await storyReports(db)
    .select([
      'sr.story_id',
      sql<number>`count(*)::int`.as('reports'),
      sql<number>`count(distinct ${voice})::int`.as('origins'),
      sql<string[]>`array_remove(array_agg(distinct r.lang), null)`.as('languages'),
    ])
    .where('sr.story_id', 'in', ids)
    .groupBy('sr.story_id')
    .execute()
  return new Map(rows.map((row) => [row.story_id, row]))
}

async function newestOf(db: Db, ids: readonly StoryId[]): Promise<Map<StoryId, RiverDevelopment>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('public_developments as d')
    .innerJoin('public_reports as r', 'r.id', 'd.report_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .distinctOn('d.story_id')
    .select([
      'd.story_id',
      'd.kind',
      'd.text',
      'd.at',
      'd.report_id as reportId',
      'd.start_at as start',
      's.name as sourceName',
      'r.lang',
      speakerOf.as('speaker'),
    ])
    .where('d.story_id', 'in', ids)
    .orderBy('d.story_id')
    .orderBy('d.at', 'desc')
    .orderBy('d.start_at')
    .orderBy('d.id')
    .execute()
  return new Map(rows.map(({ story_id, ...development }) => [story_id, development]))
}

/** The speaker of the first statement that shares words with the development `d`. */
export const speakerOf = sql<string | null>`(
  select st.speaker from statements st
  where st.revision_id = d.revision_id and st.speaker is not null
    and (st.claim -> 'passage' ->> 'start')::int < d.end_at
    and (st.claim -> 'passage' ->> 'end')::int > d.start_at
  order by st.position limit 1
)`
