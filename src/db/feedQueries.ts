import { sql } from 'kysely'
import { type FeedQueryId, newId, type ReportId, type RevisionId } from '../domain/ids.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storable, storableValue } from './storable.ts'

/** A report that meets a query, in the revision that does. */
export interface FoundReport {
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly at: Date
  /** The words of the report by which it does, a few. */
  readonly words: readonly string[]
}

/** A query whose feed is kept up to date as reports are published. */
export interface FeedQuery {
  readonly id: FeedQueryId
  readonly query: string
  /** False until what was public before is looked through as well. */
  readonly isFilled: boolean
}

/** Has a query's feed kept from now on, or goes on keeping it. */
export async function keepFeedQuery(db: Db | Tx, query: string): Promise<FeedQueryId> {
  const row = await db
    .insertInto('feed_queries')
    .values({ id: newId('feedQuery'), query: storable(query) })
    .onConflict((conflict) => conflict.column('query').doUpdateSet({ query: storable(query) }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function findFeedQuery(
  db: Db | Tx,
  by: { id: FeedQueryId } | { query: string },
): Promise<FeedQuery | undefined> {
  const rows = db
    .selectFrom('feed_queries')
    .select(['id', 'query', sql<boolean>`filled_at is not null`.as('isFilled')])
  return (
    'id' in by ? rows.where('id', '=', by.id) : rows.where('query', '=', storable(by.query))
  ).executeTakeFirst()
}

/** Notes, once an hour, that a query's feed was asked for, and keeps it for a while. */
export async function noteAsked(db: Db | Tx, query: string, now: Date): Promise<void> {
  const noted = await db
    .insertInto('feed_queries')
    .values({ id: newId('feedQuery'), query: storable(query), asked_at: now })
    .onConflict((conflict) =>
      conflict
        .column('query')
        .doUpdateSet({ asked_at: now })
        .where(sql<boolean>`feed_queries.asked_at is null or feed_queries.asked_at < ${hoursBefore(now, 1)}`),
    )
    .returning('id')
    .execute()
  if (noted.length > 0) await dropFeedQueries(db, now)
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * 3_600_000)
}

const askedForHours = 7 * 24
/** Of more queries asked for, those not asked for the longest are let go. */
const mostAsked = 1000

/** Lets go of queries that nobody subscribes to and that were not asked for in a week. */
export async function dropFeedQueries(db: Db | Tx, now: Date): Promise<void> {
  await db
    .deleteFrom('feed_queries')
    .where(
      sql<boolean>`not exists (select 1 from hub_topics t where t.query_id = feed_queries.id)
        and (asked_at is null or asked_at < ${hoursBefore(now, askedForHours)} or id not in (
          select id from feed_queries where asked_at is not null order by asked_at desc limit ${mostAsked}))`,
    )
    .execute()
}

/** Something that differs whenever other queries are kept. */
export async function feedQueriesState(db: Db | Tx): Promise<string> {
  const row = await db
    .selectFrom('feed_queries')
    .select(sql<string>`count(*) || ' ' || coalesce(max(change), 0)`.as('state'))
    .executeTakeFirstOrThrow()
  return row.state
}

/** The queries that are kept, with their words. */
export async function keptFeedQueries(db: Db | Tx): Promise<{ id: FeedQueryId; query: string }[]> {
  return db.selectFrom('feed_queries').select(['id', 'query']).orderBy('change').limit(100_000).execute()
}

/** The words of these queries. */
export async function queryTexts(db: Db | Tx, ids: readonly FeedQueryId[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('feed_queries')
    .select('query')
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
  return rows.map((row) => row.query)
}

/** The revision of a report that the public sees; undefined where it sees none. */
export async function publicRevision(db: Db | Tx, id: ReportId): Promise<RevisionId | undefined> {
  const row = await db
    .selectFrom('public_reports')
    .select('revision_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.revision_id
}

/** Reports found for a query by looking through what was public; what was found for it since stays. */
export async function fillFeedQuery(
  db: Db | Tx,
  id: FeedQueryId,
  found: readonly FoundReport[],
  now: Date,
): Promise<void> {
  if (found.length > 0) {
    await db
      .insertInto('feed_matches')
      .values(found.map((one) => matchRow(id, one)))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await db.updateTable('feed_queries').set({ filled_at: now }).where('id', '=', id).execute()
}

/** Makes these the queries that a report meets. Gives those that it met before or meets now. */
export async function saveMatches(
  db: Db | Tx,
  reportId: ReportId,
  matches: readonly { id: FeedQueryId; found: FoundReport }[],
): Promise<FeedQueryId[]> {
  const before = await db
    .deleteFrom('feed_matches')
    .where('report_id', '=', reportId)
    .returning('query_id')
    .execute()
  if (matches.length > 0) {
    await db
      .insertInto('feed_matches')
      .values(matches.map(({ id, found }) => matchRow(id, found)))
      .execute()
  }
  return [...new Set([...before.map((row) => row.query_id), ...matches.map(({ id }) => id)])]
}

function matchRow(id: FeedQueryId, { reportId, revisionId, at, words }: FoundReport) {
  return {
    query_id: id,
    report_id: reportId,
    revision_id: revisionId,
    at,
    words: json(storableValue(words)),
  }
}

/** The newest reports that meet a kept query and are public as they do, newest first. */
export async function newestMatches(db: Db | Tx, id: FeedQueryId, limit: number): Promise<FoundReport[]> {
  return db
    .selectFrom('feed_matches as m')
    .innerJoin('public_reports as r', (join) =>
      join.onRef('r.id', '=', 'm.report_id').onRef('r.revision_id', '=', 'm.revision_id'),
    )
    .select(['m.report_id as reportId', 'm.revision_id as revisionId', 'm.at', 'm.words'])
    .where('m.query_id', '=', id)
    .orderBy('m.at', 'desc')
    .orderBy('m.report_id', 'desc')
    .limit(limit)
    .execute()
}

/** Forgets what a query's feed has long no room for: all but its newest matches. */
export async function thinMatches(db: Db | Tx, keep: number): Promise<void> {
  await sql`
    delete from feed_matches m using (
      select query_id, report_id, row_number() over (partition by query_id order by at desc, report_id desc) as place
      from feed_matches) as placed
    where placed.place > ${keep} and m.query_id = placed.query_id and m.report_id = placed.report_id`.execute(
    db,
  )
}

/** A public report as a feed shows it. */
export interface FeedReport {
  readonly id: ReportId
  readonly headline: string
  readonly lang: string | null
  readonly sourceName: string
  readonly at: Date
  /** When its present text was first seen. */
  readonly textAt: Date
}

/** These reports as the public sees them, by id; those it does not see are left out. */
export async function feedReports(
  db: Db | Tx,
  ids: readonly ReportId[],
): Promise<ReadonlyMap<ReportId, FeedReport>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('public_reports as r')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .innerJoin('revisions as v', 'v.id', 'r.revision_id')
    .select([
      'r.id',
      'r.headline',
      'r.lang',
      's.name as sourceName',
      'r.at',
      sql<Date>`case when v.number > 1 then greatest(r.at, v.seen_at) else r.at end`.as('textAt'),
    ])
    .where(sql<boolean>`r.id = any(${ids})`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
