import { sql } from 'kysely'
import type { FeedId, FetchId, ReportId, SourceId } from '../../domain/ids.ts'
import type { Db } from '../open.ts'

export interface SourceHead {
  readonly id: SourceId
  readonly name: string
  readonly kind: 'publisher' | 'agency'
  readonly homeUrl: string | null
  readonly lang: string | null
}

export interface SourceLine extends SourceHead {
  readonly reports: number
  readonly newestAt: Date | null
  readonly feeds: readonly FeedHealth[]
}

/** How a feed is doing. */
export interface FeedHealth {
  readonly id: FeedId
  readonly sourceId: SourceId
  readonly url: string
  readonly kind: 'feed' | 'sitemap' | 'page'
  readonly format: string | null
  readonly title: string | null
  readonly status: 'active' | 'gone' | 'paused'
  readonly failures: number
  readonly lastError: string | null
  readonly lastFetchedAt: Date | null
  readonly lastItemAt: Date | null
  readonly intervalS: number | null
  /** The usual gap between two items, in seconds. */
  readonly rhythmS: number | null
  /** How long a silence is usual for it, in seconds; null until it has shown a rhythm. */
  readonly quietAfterS: number | null
  readonly nextPollAt: Date
  readonly movedFrom: string | null
}

export interface FetchLine {
  readonly id: FetchId
  readonly url: string
  readonly startedAt: Date
  readonly tookMs: number
  readonly outcome: 'ok' | 'not-modified' | 'failed'
  readonly status: number | null
  readonly why: string | null
  readonly bodyBytes: number | null
}

export interface SourceReport {
  readonly id: ReportId
  readonly headline: string
  readonly lang: string | null
  readonly at: Date
  readonly kind: 'whole' | 'modified' | 'quoted' | 'own' | null
  readonly mainName: string | null
}

/** Sources by name with their feeds and what came of them, at most `limit` from `offset`. */
export async function listSources(
  db: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<SourceLine[]> {
  const sources = await db
    .selectFrom('sources as s')
    .select([
      's.id',
      's.name',
      's.kind',
      's.home_url as homeUrl',
      's.lang',
      sql<number>`(
        select count(*)::int from reports r
        where r.source_id = s.id and r.public_at is not null and r.withdrawn_at is null
      )`.as('reports'),
      sql<Date | null>`(
        select max(r.at) from reports r
        where r.source_id = s.id and r.public_at is not null and r.withdrawn_at is null
      )`.as('newestAt'),
    ])
    .orderBy(sql`lower(s.name)`)
    .orderBy('s.id')
    .limit(limit)
    .offset(offset)
    .execute()
  const feeds = await feedsOf(
    db,
    sources.map((source) => source.id),
  )
  return sources.map((source) => ({ ...source, feeds: feeds.filter((feed) => feed.sourceId === source.id) }))
}

/** The names of the sources, by name, at most `limit`. */
export async function nameSources(db: Db, limit: number): Promise<{ id: SourceId; name: string }[]> {
  return db.selectFrom('sources').select(['id', 'name']).orderBy(sql`lower(name)`).limit(limit).execute()
}

export async function countSources(db: Db): Promise<number> {
  const row = await db
    .selectFrom('sources')
    .select(sql<number>`count(*)::int`.as('all'))
    .executeTakeFirstOrThrow()
  return row.all
}

export async function findSource(db: Db, id: string): Promise<SourceHead | undefined> {
  return db
    .selectFrom('sources')
    .select(['id', 'name', 'kind', 'home_url as homeUrl', 'lang'])
    .where('id', '=', id as SourceId)
    .executeTakeFirst()
}

export async function feedsOf(db: Db, ids: readonly SourceId[]): Promise<FeedHealth[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('feeds')
    .select([
      'id',
      'source_id as sourceId',
      'url',
      'kind',
      'format',
      'title',
      'status',
      'failures',
      'last_error as lastError',
      'last_fetched_at as lastFetchedAt',
      'last_item_at as lastItemAt',
      'interval_s as intervalS',
      'rhythm_s as rhythmS',
      'quiet_after_s as quietAfterS',
      'next_poll_at as nextPollAt',
      'moved_from as movedFrom',
    ])
    .where('source_id', 'in', ids)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** The last requests made for any feed of a source, newest first. */
export async function fetchesOf(db: Db, id: SourceId, limit: number): Promise<FetchLine[]> {
  return db
    .selectFrom('fetches as t')
    .innerJoin('feeds as f', 'f.id', 't.feed_id')
    .select([
      't.id',
      't.url',
      't.started_at as startedAt',
      't.took_ms as tookMs',
      't.outcome',
      't.status',
      't.why',
      't.body_bytes as bodyBytes',
    ])
    .where('f.source_id', '=', id)
    .orderBy('t.started_at', 'desc')
    .limit(limit)
    .execute()
}

/** What a source published last, newest first, those before `before` when it is given. */
export async function reportsBySource(
  db: Db,
  id: SourceId,
  { limit, before }: { limit: number; before?: { at: Date; id: string } },
): Promise<SourceReport[]> {
  let query = db
    .selectFrom('public_reports as r')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .select(['r.id', 'r.headline', 'r.lang', 'r.at', 'o.kind', 'o.main_name as mainName'])
    .where('r.source_id', '=', id)
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
  if (before) query = query.where(sql<boolean>`(r.at, r.id) < (${before.at}, ${before.id})`)
  return query.execute()
}
