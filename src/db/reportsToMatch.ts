import { sql } from 'kysely'
import type { Figure, Statement } from '../domain/claims.ts'
import type { DevelopmentId, ReportId, RevisionId, StoryId } from '../domain/ids.ts'
import type { Passage } from '../domain/passage.ts'
import type { Reading } from '../domain/reading.ts'
import type { DevelopmentKind } from '../domain/story.ts'
import type { Db, Tx } from './open.ts'
import { voice, voiceName } from './pages/voices.ts'

/** A report with all that a standing query may ask of it and an alert says of it. */
export interface ReportToMatch {
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly headline: string
  readonly text: string
  readonly reading: Reading
  readonly url: string | null
  readonly lang: string | null
  readonly at: Date
  readonly sourceName: string
  readonly sourceHost: string | null
  readonly storyId: StoryId | null
  readonly storyHeadline: string | null
  readonly mainReportId: ReportId | null
  readonly mainName: string | null
  readonly mainUrl: string | null
  /** With which voice it speaks: reports of one voice are one origin. */
  readonly voice: string
  /** The voice as it is written. */
  readonly voiceName: string
}

const reportColumns = [
  'r.id as reportId',
  'v.id as revisionId',
  'v.headline',
  'v.text',
  'v.reading',
  'r.url',
  'r.lang',
  'r.at',
  's.name as sourceName',
  's.host as sourceHost',
  't.id as storyId',
  't.headline as storyHeadline',
  'o.main_report_id as mainReportId',
  'o.main_name as mainName',
  'm.url as mainUrl',
] as const

function reportsToMatch(db: Db | Tx) {
  return db
    .selectFrom('reports as r')
    .innerJoin('revisions as v', 'v.report_id', 'r.id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('story_reports as sr', 'sr.report_id', 'r.id')
    .leftJoin('stories as t', 't.id', 'sr.story_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .leftJoin('reports as m', 'm.id', 'o.main_report_id')
    .select(reportColumns)
    .select([voice.as('voice'), voiceName.as('voiceName')])
}

export async function reportToMatch(
  db: Db | Tx,
  reportId: ReportId,
  revisionId: RevisionId,
): Promise<ReportToMatch | undefined> {
  return reportsToMatch(db).where('r.id', '=', reportId).where('v.id', '=', revisionId).executeTakeFirst()
}

/** What the public was shown since a time, newest first, at most `limit` reports, after the report `before`. */
export async function publicReportsSince(
  db: Db | Tx,
  since: Date,
  limit: number,
  before?: { at: Date; id: ReportId },
): Promise<ReportToMatch[]> {
  let reports = reportsToMatch(db)
    .whereRef('v.id', '=', 'r.public_revision_id')
    .where('r.public_at', 'is not', null)
    .where('r.withdrawn_at', 'is', null)
    .where('r.at', '>=', since)
  if (before) {
    reports = reports.where(sql<boolean>`(r.at, r.id) < (${before.at}, ${before.id})`)
  }
  return reports.orderBy('r.at', 'desc').orderBy('r.id', 'desc').limit(limit).execute()
}

export interface NewDevelopment {
  readonly id: DevelopmentId
  readonly kind: DevelopmentKind
  /** What it counts as where only some kinds are asked for. */
  readonly countsAs: DevelopmentKind
  readonly text: string
  readonly replaces: string | null
  readonly start: number
  readonly end: number
}

/** The kind of a development, but for a first report whose sentence gives a figure: that is a new figure. Expects d. */
const countsAs = sql<DevelopmentKind>`case when d.kind = 'first-report' and exists (
  select 1 from figures f where f.revision_id = d.revision_id
    and (f.claim -> 'passage' ->> 'start')::int >= d.start_at and (f.claim -> 'passage' ->> 'end')::int <= d.end_at)
  then 'new-figure' else d.kind end`

/** What a revision added to its story, in the order of the text. */
export async function developmentsOfRevision(db: Db | Tx, id: RevisionId): Promise<NewDevelopment[]> {
  return db
    .selectFrom('developments as d')
    .select(['d.id', 'd.kind', countsAs.as('countsAs'), 'd.text'])
    .select(['d.replaces_text as replaces', 'd.start_at as start', 'd.end_at as end'])
    .where('revision_id', '=', id)
    .orderBy('start_at')
    .orderBy('id')
    .limit(500)
    .execute()
}

/** The spans of a revision that tracing found nowhere before, in order; undefined where it was not traced. */
export async function freshSpans(db: Db | Tx, id: RevisionId): Promise<Passage[] | undefined> {
  const row = await db
    .selectFrom('origins')
    .select(sql<Passage[]>`traced -> 'fresh'`.as('fresh'))
    .where('revision_id', '=', id)
    .orderBy('found_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.fresh
}

/** What the developments of each of these revisions count as; those that have none are left out. */
export async function kindsAdded(
  db: Db | Tx,
  ids: readonly RevisionId[],
): Promise<Map<RevisionId, DevelopmentKind[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('developments as d')
    .select(['d.revision_id', sql<DevelopmentKind[]>`array_agg(distinct ${countsAs})`.as('kinds')])
    .where(sql<boolean>`d.revision_id = any(${ids})`)
    .groupBy('d.revision_id')
    .execute()
  return new Map(rows.map((row) => [row.revision_id, row.kinds]))
}

/** How many voices speak in the public reports of each of these stories. */
export async function countVoices(db: Db | Tx, ids: readonly StoryId[]): Promise<Map<StoryId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('story_reports as sr')
    .innerJoin('public_reports as r', 'r.id', 'sr.report_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .select(['sr.story_id', sql<number>`count(distinct ${voice})::int`.as('voices')])
    .where(sql<boolean>`sr.story_id = any(${ids})`)
    .groupBy('sr.story_id')
    .execute()
  return new Map(rows.map((row) => [row.story_id, row.voices]))
}

export interface RevisionClaims {
  readonly statements: readonly Statement[]
  readonly figures: readonly Figure[]
}

/** The claims found in each of these revisions. */
export async function claimsOfRevisions(
  db: Db | Tx,
  ids: readonly RevisionId[],
): Promise<Map<RevisionId, RevisionClaims>> {
  if (ids.length === 0) return new Map()
  const [statements, figures] = [await claimRows(db, 'statements', ids), await claimRows(db, 'figures', ids)]
  return new Map(
    ids.map((id) => [
      id,
      {
        statements: statements.flatMap((row) => (row.revision_id === id ? [row.claim as Statement] : [])),
        figures: figures.flatMap((row) => (row.revision_id === id ? [row.claim as Figure] : [])),
      },
    ]),
  )
}

function claimRows(db: Db | Tx, table: 'statements' | 'figures', ids: readonly RevisionId[]) {
  return db
    .selectFrom(table)
    .select(['revision_id', 'claim'])
    .where(sql<boolean>`revision_id = any(${ids})`)
    .orderBy('revision_id')
    .orderBy('position')
    .execute()
}
