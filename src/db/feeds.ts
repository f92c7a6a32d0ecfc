import { sql } from 'kysely'
import { type FeedId, newId, type SourceId } from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'
import type { FeedBeginning } from './schema.ts'
import { storable } from './storable.ts'

/** `page`: a single page that is looked at again for revisions. */
export type FeedKind = 'feed' | 'sitemap' | 'page'

export interface Feed {
  readonly id: FeedId
  readonly sourceId: SourceId
  readonly url: string
  readonly kind: FeedKind
  /** In words, such as "RSS 2.0"; absent until it was read once. */
  readonly format?: string
  readonly title?: string
  /** `gone`: its address said so for good (410), or it moved to where another feed is. */
  readonly status: 'active' | 'gone' | 'paused'
  readonly etag?: string
  readonly lastModified?: string
  /** Where it was before its address moved for good. */
  readonly movedFrom?: string
  /** Failed polls since the last that succeeded. */
  readonly failures: number
  /** A sentence for people; absent when the last poll succeeded. */
  readonly lastError?: string
  readonly lastFetchedAt?: Date
  readonly lastItemAt?: Date
  readonly intervalS?: number
  /** The usual gap between two items. */
  readonly rhythmS?: number
  /** How long a silence is usual for it. */
  readonly quietAfterS?: number
  readonly nextPollAt: Date
  readonly createdAt: Date
}

export interface NewFeed {
  readonly sourceId: SourceId
  readonly url: string
  readonly kind: FeedKind
  readonly format?: string
  readonly title?: string
  readonly origin?: FeedBeginning
  readonly nextPollAt: Date
}

/** Follows a feed. Undefined when its address is followed already. */
export async function insertFeed(db: Db | Tx, feed: NewFeed): Promise<Feed | undefined> {
  const row = await db
    .insertInto('feeds')
    .values({
      id: newId('feed'),
      source_id: feed.sourceId,
      url: feed.url,
      kind: feed.kind,
      format: feed.format ?? null,
      title: feed.title === undefined ? null : storable(feed.title),
      origin: feed.origin,
      next_poll_at: feed.nextPollAt,
    })
    .onConflict((conflict) => conflict.column('url').doNothing())
    .returningAll()
    .executeTakeFirst()
  return row && asFeed(row)
}

export async function findFeed(db: Db | Tx, id: FeedId): Promise<Feed | undefined> {
  const row = await db.selectFrom('feeds').selectAll().where('id', '=', id).executeTakeFirst()
  return row && asFeed(row)
}

export async function findFeedByUrl(db: Db | Tx, url: string): Promise<Feed | undefined> {
  const row = await db.selectFrom('feeds').selectAll().where('url', '=', url).executeTakeFirst()
  return row && asFeed(row)
}

/** What a poll changed. What is undefined stays as it was. */
export interface FeedAfterPoll {
  readonly status: 'active' | 'gone'
  readonly url?: string
  readonly movedFrom?: string
  readonly format?: string
  readonly title?: string
  /** Null forgets it. */
  readonly etag?: string | null
  readonly lastModified?: string | null
  readonly failures: number
  readonly lastError: string | null
  readonly lastFetchedAt: Date
  readonly lastItemAt?: Date
  readonly intervalS: number
  readonly rhythmS?: number
  readonly quietAfterS?: number
  readonly nextPollAt: Date
}

export async function saveFeedAfterPoll(tx: Tx | Db, id: FeedId, after: FeedAfterPoll): Promise<void> {
  await tx
    .updateTable('feeds')
    .set({
      status: after.status,
      url: after.url,
      moved_from: after.movedFrom,
      format: after.format,
      title: after.title === undefined ? undefined : storable(after.title),
      etag: after.etag,
      last_modified: after.lastModified,
      failures: after.failures,
      last_error: after.lastError === null ? null : storable(after.lastError),
      last_fetched_at: after.lastFetchedAt,
      last_item_at: after.lastItemAt,
      interval_s: Math.round(after.intervalS),
      rhythm_s: after.rhythmS === undefined ? undefined : Math.round(after.rhythmS),
      quiet_after_s: after.quietAfterS === undefined ? undefined : Math.round(after.quietAfterS),
      next_poll_at: after.nextPollAt,
    })
    .where('id', '=', id)
    .execute()
}

export async function saveNextPoll(tx: Tx | Db, id: FeedId, at: Date): Promise<void> {
  await tx.updateTable('feeds').set({ next_poll_at: at }).where('id', '=', id).execute()
}

/** A feed with the name of its source and what it brought, as a list of sources shows it. */
export interface FeedHealth extends Feed {
  readonly sourceName: string
  readonly sourceHost?: string
  readonly homeUrl?: string
  readonly items: number
}

/** The feeds by their source's name, 5000 at most. */
export async function listFeeds(db: Db | Tx): Promise<FeedHealth[]> {
  const rows = await db
    .selectFrom('feeds')
    .innerJoin('sources', 'sources.id', 'feeds.source_id')
    .selectAll('feeds')
    .select(['sources.name as source_name', 'sources.host as source_host', 'sources.home_url'])
    .select(sql<number>`(select count(*)::int from items where items.feed_id = feeds.id)`.as('items'))
    .orderBy(sql`lower(sources.name)`)
    .orderBy('feeds.id')
    .limit(5000)
    .execute()
  return rows.map((row) => ({
    ...asFeed(row),
    sourceName: row.source_name,
    sourceHost: row.source_host ?? undefined,
    homeUrl: row.home_url ?? undefined,
    items: row.items,
  }))
}

/** Active feeds for whose next poll no message waits or is in work, the most overdue first. Asks the queue's own table. */
export async function feedsWithoutPoll(db: Db | Tx): Promise<{ feedId: FeedId; nextPollAt: Date }[]> {
  const { rows } = await sql<{ feedId: FeedId; nextPollAt: Date }>`
    select id as "feedId", next_poll_at as "nextPollAt" from feeds
    where status = 'active' and not exists (
      select from queue.job where job.name = 'feed.due' and job.state in ('created', 'retry', 'active')
        and job.data ->> 'feedId' = feeds.id
    )
    order by next_poll_at`.execute(db)
  return rows
}

/** True when a message for this feed's next poll waits on its queue. Asks the queue's own table. */
export async function pollWaits(db: Db | Tx, feedId: FeedId): Promise<boolean> {
  const { rows } = await sql`
    select from queue.job where job.name = 'feed.due' and job.state in ('created', 'retry')
      and job.data ->> 'feedId' = ${feedId} limit 1`.execute(db)
  return rows.length > 0
}

interface FeedRow {
  id: FeedId
  source_id: SourceId
  url: string
  kind: FeedKind
  format: string | null
  title: string | null
  status: 'active' | 'gone' | 'paused'
  etag: string | null
  last_modified: string | null
  moved_from: string | null
  failures: number
  last_error: string | null
  last_fetched_at: Date | null
  last_item_at: Date | null
  interval_s: number | null
  rhythm_s: number | null
  quiet_after_s: number | null
  next_poll_at: Date
  created_at: Date
}

function asFeed(row: FeedRow): Feed {
  return {
    id: row.id,
    sourceId: row.source_id,
    url: row.url,
    kind: row.kind,
    format: row.format ?? undefined,
    title: row.title ?? undefined,
    status: row.status,
    etag: row.etag ?? undefined,
    lastModified: row.last_modified ?? undefined,
    movedFrom: row.moved_from ?? undefined,
    failures: row.failures,
    lastError: row.last_error ?? undefined,
    lastFetchedAt: row.last_fetched_at ?? undefined,
    lastItemAt: row.last_item_at ?? undefined,
    intervalS: row.interval_s ?? undefined,
    rhythmS: row.rhythm_s ?? undefined,
    quietAfterS: row.quiet_after_s ?? undefined,
    nextPollAt: row.next_poll_at,
    createdAt: row.created_at,
  }
}
