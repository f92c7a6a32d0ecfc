import { sql } from 'kysely'
import { type MoveId, newId, type ReportId, type RevisionId, type StoryId } from '../domain/ids.ts'
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
  /** 1 for the first revision. */
  readonly number: number
  readonly headline: string
  readonly text: string
  readonly reading: Reading
  readonly lang: string | undefined
  /** When the report was published. */
  readonly at: Date
  /** When this revision was seen. */
  readonly seenAt: Date
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
    .select(['v.number', 'v.headline', 'v.text', 'v.reading', 'v.seen_at as seenAt', 'r.lang', 'r.at'])
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

/** The texts of a report before a revision, the first first, at most twenty. */
export async function earlierRevisions(
  db: Db | Tx,
  reportId: ReportId,
  before: number,
): Promise<{ text: string; reading: Reading }[]> {
  if (before <= 1) return []
  return db
    .selectFrom('revisions')
    .select(['text', 'reading'])
    .where('report_id', '=', reportId)
    .where('number', '<', before)
    .orderBy('number')
    .limit(20)
    .execute()
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
  /** The report it stays with. */
  readonly follows: string | null
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
      sql<string | null>`sr.placement->>'follows'`.as('follows'),
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

/** Those of some stories that became part of this one. */
export async function partsOfStory(db: Db | Tx, into: StoryId, among: readonly string[]): Promise<StoryId[]> {
  if (among.length === 0) return []
  const rows = await db
    .selectFrom('stories')
    .select('id')
    .where(sql<boolean>`id = any(${among}::text[])`)
    .where('merged_into', '=', into)
    .execute()
  return rows.map((row) => row.id)
}

/** A report at an address, with the story it is in. */
export interface AddressedReport {
  readonly reportId: ReportId
  readonly storyId: StoryId
  readonly headline: string
  readonly lang: string | null
  /** All keys it is known by. */
  readonly keys: readonly string[]
}

/** The placed reports that are known by one of these keys (see `addressKey`), the newest first, at most twenty. */
export async function placedByKeys(db: Db | Tx, keys: readonly string[]): Promise<AddressedReport[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('reports as r')
    .innerJoin('story_reports as sr', 'sr.report_id', 'r.id')
    .select(['r.id as reportId', 'sr.story_id as storyId', 'r.headline', 'r.lang', 'r.identity_keys as keys'])
    .where(sql<boolean>`r.identity_keys && ${keys.map(storable)}::text[]`)
    .orderBy('r.at', 'desc')
    .orderBy('r.id')
    .limit(20)
    .execute()
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

/**
 * Moves all of a story into another, with who follows it, who muted it, and what waits in it to be told. The story stays,
 * and says what it became part of.
 */
export async function mergeStories(db: Db | Tx, into: StoryId, from: StoryId): Promise<void> {
  await db.updateTable('story_reports').set({ story_id: into }).where('story_id', '=', from).execute()
  await db.updateTable('developments').set({ story_id: into }).where('story_id', '=', from).execute()
  await db.updateTable('subscriptions').set({ story_id: into }).where('story_id', '=', from).execute()
  await db
    .insertInto('muted_stories')
    .columns(['subscription_id', 'story_id', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('muted_stories')
        .select(['subscription_id', sql<StoryId>`${into}`.as('story_id'), 'at'])
        .where('story_id', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db.deleteFrom('muted_stories').where('story_id', '=', from).execute()
  await db
    .updateTable('held_back')
    .set({ story_id: into })
    .where('story_id', '=', from)
    .where('state', '=', 'waiting')
    .execute()
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

export interface NewMove {
  readonly reportId: ReportId
  readonly from: StoryId
  readonly to: StoryId
  /** The report that showed it. */
  readonly becauseOf: ReportId
  readonly placement: Placement
}

/**
 * Moves a report and what it added into another story, with what of it waits to be told, and records that it was moved.
 * Who follows or muted the story it leaves does so still, and not the other one: what they chose goes by the name.
 */
export async function moveReport(db: Db | Tx, move: NewMove): Promise<void> {
  const { reportId, from, to, becauseOf, placement } = move
  await db
    .updateTable('story_reports')
    .set({
      story_id: to,
      placement: sql`${json(storableValue(placement))}::jsonb
        || jsonb_strip_nulls(jsonb_build_object('follows', placement->'follows'))`,
    })
    .where('report_id', '=', reportId)
    .execute()
  await db.updateTable('developments').set({ story_id: to }).where('report_id', '=', reportId).execute()
  await db
    .updateTable('held_back')
    .set({ story_id: to })
    .where('story_id', '=', from)
    .where('state', '=', 'waiting')
    .where('report_id', '=', reportId)
    .execute()
  await db
    .insertInto('story_moves')
    .values({
      id: newId('move'),
      report_id: reportId,
      from_story_id: from,
      to_story_id: to,
      because_of_report_id: becauseOf,
      reasons: json(storableValue(placement.reasons)),
    })
    .execute()
}

/** Finds a story's ends anew from its reports, and its headline and language: those of the report placed first. */
export async function measureStory(db: Db | Tx, id: StoryId): Promise<void> {
  const placed = db
    .selectFrom('story_reports as sr')
    .innerJoin('reports as r', 'r.id', 'sr.report_id')
    .where('sr.story_id', '=', id)
  const first = await placed
    .innerJoin('revisions as v', 'v.report_id', 'r.id')
    .select(['v.headline', 'r.lang'])
    .orderBy('sr.placed_at')
    .orderBy('r.id')
    .orderBy('v.number')
    .limit(1)
    .executeTakeFirst()
  if (!first) return
  await db
    .updateTable('stories')
    .set({
      headline: first.headline,
      lang: first.lang,
      first_at: placed.select((eb) => eb.fn.min('r.at').as('at')),
      last_at: placed.select((eb) => eb.fn.max('r.at').as('at')),
    })
    .where('id', '=', id)
    .execute()
}

/** Where reports went that a story no longer has. */
export interface StoryMove {
  readonly id: MoveId
  readonly reportId: ReportId
  readonly headline: string
  readonly to: StoryId
  readonly toHeadline: string
  readonly reasons: readonly string[]
  readonly at: Date
}

/** The reports that were moved out of a story, the latest first, with where they are now. */
export async function movesFrom(db: Db | Tx, story: StoryId, limit = 100): Promise<StoryMove[]> {
  return db
    .selectFrom('story_moves as m')
    .innerJoin('reports as r', 'r.id', 'm.report_id')
    .innerJoin('story_reports as sr', 'sr.report_id', 'r.id')
    .innerJoin('stories as s', 's.id', 'sr.story_id')
    .select([
      'm.id',
      'm.report_id as reportId',
      'r.headline',
      's.id as to',
      's.headline as toHeadline',
      'm.reasons',
      'm.moved_at as at',
    ])
    .where('m.from_story_id', '=', story)
    .where('s.id', '!=', story)
    .orderBy('m.moved_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
}

/** The name of the transaction that this is in, and whether an earlier one was committed or is this one; true for none. */
export async function transaction(tx: Tx, earlier?: string): Promise<{ name: string; committed: boolean }> {
  const committed = earlier
    ? sql`(${earlier}::text::xid8 = pg_current_xact_id()
        or pg_xact_status(${earlier}::text::xid8) is not distinct from 'committed')`
    : sql`true`
  const { rows } = await sql<{ name: string; committed: boolean }>`
    select pg_current_xact_id()::text as name, ${committed} as committed`.execute(tx)
  return rows[0]!
}

/** True where a person decided about a story or the placement of a report in it. */
export async function isSettled(db: Db | Tx, story: StoryId): Promise<boolean> {
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
            eb.selectFrom('story_reports').select('report_id').where('story_id', '=', story),
          ),
        ]),
        eb.and([eb('d.subject_kind', '=', 'story'), eb('d.subject_id', '=', story)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
