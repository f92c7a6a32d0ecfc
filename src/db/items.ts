import { sql } from 'kysely'
import { type FeedId, type ItemId, newId, type SourceId } from '../domain/ids.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import type { CaptureHints } from './schema.ts'
import { storable, storableValue } from './storable.ts'

export interface NewItem {
  /** The same for the same item at every reading of its feed. */
  readonly key: string
  readonly url?: string
  readonly title?: string
  readonly publishedAt?: Date
  /** Of all that the feed says of it: another hash is another state. */
  readonly contentHash: string
  readonly hints: CaptureHints
  /** The HTML the feed carries of it, full text or summary. */
  readonly fragment?: string
}

export interface Item extends NewItem {
  readonly id: ItemId
  readonly feedId: FeedId
  readonly sourceId: SourceId
  /** How often fetching its page has failed. */
  readonly pageTries: number
  readonly pageError?: string
  readonly seenAt: Date
}

/** What is known of a feed's items of these keys: the hash of what it last said of each. */
export async function knownItems(
  db: Db | Tx,
  feedId: FeedId,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('items')
    .select(['key', 'content_hash'])
    .where('feed_id', '=', feedId)
    .where(sql<boolean>`key = any(${keys.map(storable)})`)
    .execute()
  return new Map(rows.map((row) => [row.key, row.content_hash]))
}

/** Keeps what a feed announces of an item. Undefined when it says nothing that it did not say before. */
export async function saveItem(
  tx: Tx | Db,
  feed: { readonly id: FeedId; readonly sourceId: SourceId },
  item: NewItem,
  now: Date,
): Promise<ItemId | undefined> {
  const kept = storableValue(item)
  const state = {
    url: kept.url ?? null,
    title: kept.title ?? null,
    published_at: kept.publishedAt ?? null,
    content_hash: kept.contentHash,
    hints: json(kept.hints),
    fragment: kept.fragment ?? null,
  }
  const row = await tx
    .insertInto('items')
    .values({
      id: newId('item'),
      feed_id: feed.id,
      source_id: feed.sourceId,
      key: kept.key,
      seen_at: now,
      ...state,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['feed_id', 'key'])
        .doUpdateSet({ ...state, page_tries: 0, page_error: null })
        .where('items.content_hash', '<>', kept.contentHash),
    )
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function findItem(db: Db | Tx, id: ItemId): Promise<Item | undefined> {
  const row = await db.selectFrom('items').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    feedId: row.feed_id,
    sourceId: row.source_id,
    key: row.key,
    url: row.url ?? undefined,
    title: row.title ?? undefined,
    publishedAt: row.published_at ?? undefined,
    contentHash: row.content_hash,
    hints: row.hints,
    fragment: row.fragment ?? undefined,
    pageTries: row.page_tries,
    pageError: row.page_error ?? undefined,
    seenAt: row.seen_at,
  }
}

export async function savePageOutcome(
  tx: Tx | Db,
  id: ItemId,
  outcome: { readonly tries: number; readonly error: string | null },
): Promise<void> {
  await tx
    .updateTable('items')
    .set({ page_tries: outcome.tries, page_error: outcome.error })
    .where('id', '=', id)
    .execute()
}

/**
 * When a feed's last items appeared, newest first: as published, but never later than they were seen here.
 * 60 at most: enough for its rhythm.
 */
export async function itemTimes(db: Db | Tx, feedId: FeedId): Promise<Date[]> {
  const at = sql<Date>`least(coalesce(published_at, seen_at), seen_at)`
  const rows = await db
    .selectFrom('items')
    .select(at.as('at'))
    .where('feed_id', '=', feedId)
    .orderBy(at, 'desc')
    .limit(60)
    .execute()
  return rows.map((row) => row.at)
}

/** The addresses of a feed's last items, newest first, 60 at most. */
export async function itemUrls(db: Db | Tx, feedId: FeedId): Promise<string[]> {
  const rows = await db
    .selectFrom('items')
    .select('url')
    .where('feed_id', '=', feedId)
    .where('url', 'is not', null)
    .orderBy('seen_at', 'desc')
    .limit(60)
    .execute()
  return rows.map((row) => row.url!)
}
