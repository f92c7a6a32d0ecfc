import { sql } from 'kysely'
import type { ReportId, RevisionId, StoryId } from '../domain/ids.ts'
import type { Reading } from '../domain/reading.ts'
import type { Placement } from '../domain/story.ts'
import type { Traced } from '../domain/tracing.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storable, storableValue } from './storable.ts'

/** A revision with what tracing found in it. */
export interface ReportToPlace {
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly headline: string
  readonly text: string
  readonly reading: Reading
  readonly lang: string | undefined
  readonly at: Date
  readonly traced: Traced | undefined
}

/** Undefined when there is no such revision of that report. */
export async function reportToPlace(
  db: Db | Tx,
  reportId: ReportId,
  revisionId: RevisionId,
): Promise<ReportToPlace | undefined> {
  const row = await db
    .selectFrom('revisions as v')
    .innerJoin('reports as r', 'r.id', 'v.report_id')
    .select(['v.headline', 'v.text', 'v.reading', 'r.lang', 'r.at'])
    .where('v.id', '=', revisionId)
    .where('r.id', '=', reportId)
    .executeTakeFirst()
  if (!row) return undefined
  const origin = await db
    .selectFrom('origins')
    .select('traced')
    .where('revision_id', '=', revisionId)
    .orderBy('found_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return { ...row, reportId, revisionId, lang: row.lang ?? undefined, traced: origin?.traced }
}

/** A placed report as memory is filled from it. */
export interface PlacedReport {
  readonly reportId: ReportId
  readonly storyId: StoryId
  readonly storyHeadline: string
  readonly headline: string
  readonly text: string
  readonly reading: Reading
  readonly at: Date
  readonly whole: boolean
  readonly placedAt: Date
}

/** The reports of stories in which any was placed since `since`, in the order they were placed, those after `after`. */
export async function placedReports(
  db: Db | Tx,
  since: Date,
  limit: number,
  after?: PlacedReport,
): Promise<PlacedReport[]> {
  let rows = db
    .selectFrom('story_reports as sr')
    .innerJoin('stories as s', 's.id', 'sr.story_id')
    .innerJoin('reports as r', 'r.id', 'sr.report_id')
    .innerJoin('revisions as v', 'v.id', 'r.revision_id')
    .select([
      'r.id as reportId',
      's.id as storyId',
      's.headline as storyHeadline',
      'v.headline',
      'v.text',
      'v.reading',
      'r.at',
      'sr.placed_at as placedAt',
      sql<boolean>`exists (select from origins o where o.revision_id = v.id and o.kind = 'whole')`.as(
        'whole',
      ),
    ])
    .where('s.id', 'in', (eb) =>
      eb.selectFrom('story_reports').select('story_id').where('placed_at', '>=', since),
    )
    .where('s.merged_into', 'is', null)
    .orderBy('sr.placed_at')
    .orderBy('r.id')
    .limit(limit)
  if (after) rows = rows.where(sql<boolean>`(sr.placed_at, r.id) > (${after.placedAt}, ${after.reportId})`)
  return rows.execute()
}

export async function storyOfReport(db: Db | Tx, reportId: ReportId): Promise<StoryId | undefined> {
  const row = await db
    .selectFrom('story_reports')
    .select('story_id')
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  return row?.story_id
}

/** The story an address leads to: the story itself, or the one it became part of. Undefined when there is none. */
export async function livingStory(db: Db | Tx, id: StoryId): Promise<StoryId | undefined> {
  let next: StoryId | null = id
  for (let steps = 0; next && steps < 50; steps++) {
    const row: { id: StoryId; merged_into: StoryId | null } | undefined = await db
      .selectFrom('stories')
      .select(['id', 'merged_into'])
      .where('id', '=', next)
      .executeTakeFirst()
    if (!row) return undefined
    if (!row.merged_into) return row.id
    next = row.merged_into
  }
  return undefined
}

export interface NewStory {
  readonly id: StoryId
  readonly headline: string
  readonly lang: string | undefined
  readonly at: Date
}

export async function addStory(db: Db | Tx, story: NewStory): Promise<void> {
  await db
    .insertInto('stories')
    .values({
      id: story.id,
      headline: storable(story.headline),
      lang: story.lang ?? null,
      first_at: story.at,
      last_at: story.at,
      merged_into: null,
    })
    .execute()
}

/** Puts a report in a story, or in another one than before, and stretches the story's time over it. */
export async function placeReport(
  db: Db | Tx,
  reportId: ReportId,
  storyId: StoryId,
  placement: Placement,
  at: Date,
): Promise<void> {
  const row = { story_id: storyId, placement: json(storableValue(placement)) }
  await db
    .insertInto('story_reports')
    .values({ report_id: reportId, ...row })
    .onConflict((conflict) => conflict.column('report_id').doUpdateSet(row))
    .execute()
  await stretchStory(db, storyId, at)
}

/** Makes a story's time hold a report's. */
export async function stretchStory(db: Db | Tx, storyId: StoryId, at: Date): Promise<void> {
  await db
    .updateTable('stories')
    .set({ first_at: sql`least(first_at, ${at})`, last_at: sql`greatest(last_at, ${at})` })
    .where('id', '=', storyId)
    .execute()
}

/** Moves all of a story into another. The story stays, and says what it became part of. */
export async function mergeStories(db: Db | Tx, into: StoryId, from: StoryId): Promise<void> {
  await db.updateTable('story_reports').set({ story_id: into }).where('story_id', '=', from).execute()
  await db.updateTable('developments').set({ story_id: into }).where('story_id', '=', from).execute()
  await db.updateTable('subscriptions').set({ story_id: into }).where('story_id', '=', from).execute()
  await db.updateTable('stories').set({ merged_into: into }).where('merged_into', '=', from).execute()
  const span = db.selectFrom('stories').where('id', '=', from)
  await db
    .updateTable('stories')
    .set({
      first_at: sql`least(first_at, (${span.select('first_at')}))`,
      last_at: sql`greatest(last_at, (${span.select('last_at')}))`,
    })
    .where('id', '=', into)
    .execute()
  await db.updateTable('stories').set({ merged_into: into }).where('id', '=', from).execute()
}

/** True where a person decided about the placement of a report in either story, or about either story. */
export async function isSettled(db: Db | Tx, one: StoryId, other: StoryId): Promise<boolean> {
  const row = await db
    .selectFrom('decisions as d')
    .select('d.id')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('d.subject_kind', '=', 'placement'),
          eb(
            'd.subject_id',
            'in',
            eb.selectFrom('story_reports').select('report_id').where('story_id', 'in', [one, other]),
          ),
        ]),
        eb.and([eb('d.subject_kind', '=', 'story'), eb('d.subject_id', 'in', [one, other])]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
