import { type ExpressionBuilder, sql } from 'kysely'
import type { Figure, Statement } from '../../domain/claims.ts'
import type { ReportId, RevisionId, SourceId, StoryId } from '../../domain/ids.ts'
import type { Reading } from '../../domain/reading.ts'
import type { DevelopmentKind } from '../../domain/story.ts'
import type { Traced } from '../../domain/tracing.ts'
import type { Db } from '../open.ts'
import { comesFrom } from '../origins.ts'
import type { Tables } from '../schema.ts'

/** A report with one of its revisions, as a page shows it. */
export interface ReportText {
  readonly id: ReportId
  readonly url: string | null
  readonly at: Date
  readonly seenAt: Date
  readonly publishedAt: Date | null
  readonly publicAt: Date | null
  readonly withdrawnAt: Date | null
  readonly sourceId: SourceId
  readonly sourceName: string
  readonly revisionId: RevisionId
  readonly revisionNumber: number
  readonly isCurrent: boolean
  readonly headline: string
  readonly text: string
  readonly reading: Reading
}

/** A report as another page names it. */
export interface ReportName {
  readonly id: ReportId
  readonly headline: string
  readonly lang: string | null
  readonly at: Date
  readonly url: string | null
  readonly sourceId: SourceId
  readonly sourceName: string
}

export interface FoundOrigin {
  readonly kind: 'whole' | 'modified' | 'quoted' | 'own'
  readonly ofReportId: ReportId | null
  readonly mainReportId: ReportId
  readonly mainName: string
  readonly share: number
  readonly confidence: number
  readonly traced: Traced
  readonly foundAt: Date
}

export interface ReportDevelopment {
  readonly kind: DevelopmentKind
  readonly start: number
  readonly end: number
  readonly text: string
  readonly replaces: string | null
}

/** The number of the revision that a report had at that time; undefined when it was not there yet. */
export async function revisionAt(db: Db, id: string, at: Date): Promise<number | undefined> {
  const row = await db
    .selectFrom('revisions')
    .select('number')
    .where('report_id', '=', id as ReportId)
    .where('seen_at', '<=', at)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number
}

export interface RevisionName {
  readonly number: number
  readonly headline: string
  readonly seenAt: Date
}

/** Who looks: the public sees what was let through, people who are signed in see everything that was read. */
export type Viewer = 'public' | 'desk'

/**
 * A report in its current revision, or in the one of that number. Undefined when there is no such report or revision,
 * or it is not for this viewer.
 */
export async function findReportText(
  db: Db,
  id: string,
  { viewer, number }: { viewer: Viewer; number?: number },
): Promise<ReportText | undefined> {
  const current = viewer === 'public' ? 'r.public_revision_id' : 'r.revision_id'
  return db
    .selectFrom('reports as r')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .innerJoin('revisions as shown', 'shown.id', current)
    .innerJoin('revisions as v', 'v.report_id', 'r.id')
    .select([
      'r.id',
      'r.url',
      'r.at',
      'r.seen_at as seenAt',
      'r.published_at as publishedAt',
      'r.public_at as publicAt',
      'r.withdrawn_at as withdrawnAt',
      's.id as sourceId',
      's.name as sourceName',
      'v.id as revisionId',
      'v.number as revisionNumber',
      sql<boolean>`v.id = shown.id`.as('isCurrent'),
      'v.headline',
      'v.text',
      'v.reading',
    ])
    .where('r.id', '=', id as ReportId)
    .whereRef('v.number', '<=', 'shown.number')
    .$if(number === undefined, (query) => query.whereRef('v.id', '=', 'shown.id'))
    .$if(number !== undefined, (query) => query.where('v.number', '=', number!))
    .$if(viewer === 'public', (query) =>
      query.where('r.public_at', 'is not', null).where('r.withdrawn_at', 'is', null),
    )
    .executeTakeFirst()
}

/** When a report that was public was taken back, and why; undefined when it was not. */
export async function findWithdrawal(
  db: Db,
  id: string,
): Promise<{ at: Date; why: string | null; sourceName: string } | undefined> {
  return db
    .selectFrom('reports as r')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .select([
      's.name as sourceName',
      sql<Date>`r.withdrawn_at`.as('at'),
      sql<string | null>`(
        select d.why from decisions d
        where d.subject_kind = 'report' and d.subject_id = r.id and d.action = 'withdraw'
        order by d.at desc, d.id desc limit 1
      )`.as('why'),
    ])
    .where('r.id', '=', id as ReportId)
    .where('r.public_at', 'is not', null)
    .where('r.withdrawn_at', 'is not', null)
    .executeTakeFirst()
}

/** What tracing last found for a revision. */
export async function findOrigin(db: Db, id: RevisionId): Promise<FoundOrigin | undefined> {
  return db
    .selectFrom('origins')
    .select([
      'kind',
      'of_report_id as ofReportId',
      'main_report_id as mainReportId',
      'main_name as mainName',
      'share',
      'confidence',
      'traced',
      'found_at as foundAt',
    ])
    .where('revision_id', '=', id)
    .orderBy('found_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The named reports, by id; those that do not exist are left out. */
export async function nameReports(db: Db, ids: readonly string[]): Promise<Map<string, ReportName>> {
  if (ids.length === 0) return new Map()
  const rows = await namedReports(db)
    .where('r.id', 'in', [...new Set(ids)] as ReportId[])
    .execute()
  return new Map(rows.map((row) => [row.id as string, row]))
}

/** Reports whose text comes from this one, directly or at the end of their chain, oldest first. */
export async function copiesOf(db: Db, id: ReportId, limit: number): Promise<ReportName[]> {
  return namedReports(db)
    .innerJoin('current_origins as o', 'o.report_id', 'r.id')
    .where(comesFrom(id))
    .orderBy('r.at')
    .orderBy('r.id')
    .limit(limit)
    .execute()
}

/** The revisions of a report that its viewer may see, newest first, at most `limit`. */
export async function revisionsOf(
  db: Db,
  id: ReportId,
  { viewer, limit }: { viewer: Viewer; limit: number },
): Promise<RevisionName[]> {
  return db
    .selectFrom('revisions')
    .select(['number', 'headline', 'seen_at as seenAt'])
    .where('report_id', '=', id)
    .$if(viewer === 'public', (query) =>
      query.where(
        'number',
        '<=',
        sql<number>`(
          select shown.number from reports r join revisions shown on shown.id = r.public_revision_id where r.id = ${id}
        )`,
      ),
    )
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

export async function statementsIn(db: Db, id: RevisionId): Promise<Statement[]> {
  const rows = await db
    .selectFrom('statements')
    .select('claim')
    .where('revision_id', '=', id)
    .orderBy('position')
    .limit(200)
    .execute()
  return rows.map((row) => row.claim)
}

export async function figuresIn(db: Db, id: RevisionId): Promise<Figure[]> {
  const rows = await db
    .selectFrom('figures')
    .select('claim')
    .where('revision_id', '=', id)
    .orderBy('position')
    .limit(200)
    .execute()
  return rows.map((row) => row.claim)
}

export async function developmentsIn(db: Db, id: RevisionId): Promise<ReportDevelopment[]> {
  return db
    .selectFrom('developments')
    .select(['kind', 'start_at as start', 'end_at as end', 'text', 'replaces_text as replaces'])
    .where('revision_id', '=', id)
    .orderBy('start_at')
    .limit(200)
    .execute()
}

/** The story a report is in, following the story that took it over. */
export async function storyOf(db: Db, id: ReportId): Promise<{ id: StoryId; headline: string } | undefined> {
  return db
    .selectFrom('story_reports as sr')
    .innerJoin('stories as s', 's.id', 'sr.story_id')
    .leftJoin('stories as later', 'later.id', 's.merged_into')
    .select([
      sql<StoryId>`coalesce(later.id, s.id)`.as('id'),
      sql<string>`coalesce(later.headline, s.headline)`.as('headline'),
    ])
    .where('sr.report_id', '=', id)
    .executeTakeFirst()
}

export interface Neighbours {
  readonly previous?: ReportName
  readonly next?: ReportName
}

/** The reports just before and just after this one in its story. */
export async function neighboursInStory(db: Db, report: ReportText, story: StoryId): Promise<Neighbours> {
  const inStory = (where: ReportsWhere) =>
    where.exists(
      where
        .selectFrom('story_reports as sr')
        .select('sr.report_id')
        .whereRef('sr.report_id', '=', 'r.id')
        .where('sr.story_id', '=', story),
    )
  return neighbours(db, report, inStory)
}

/** The reports that the same source published just before and just after this one. */
export async function neighboursInSource(db: Db, report: ReportText): Promise<Neighbours> {
  return neighbours(db, report, (where) => where('r.source_id', '=', report.sourceId))
}

type ReportsWhere = ExpressionBuilder<
  Tables & { r: Tables['public_reports']; s: Tables['sources'] },
  'r' | 's'
>

async function neighbours(
  db: Db,
  report: ReportText,
  among: (where: ReportsWhere) => ReturnType<ReportsWhere['exists']> | ReturnType<ReportsWhere>,
): Promise<Neighbours> {
  const others = namedReports(db)
    .where((where) => among(where as ReportsWhere))
    .limit(1)
  const [previous, next] = await Promise.all([
    others
      .where(sql<boolean>`(r.at, r.id) < (${report.at}, ${report.id})`)
      .orderBy('r.at', 'desc')
      .orderBy('r.id', 'desc')
      .executeTakeFirst(),
    others
      .where(sql<boolean>`(r.at, r.id) > (${report.at}, ${report.id})`)
      .orderBy('r.at')
      .orderBy('r.id')
      .executeTakeFirst(),
  ])
  return { previous, next }
}

function namedReports(db: Db) {
  return db
    .selectFrom('public_reports as r')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .select(['r.id', 'r.headline', 'r.lang', 'r.at', 'r.url', 's.id as sourceId', 's.name as sourceName'])
}
