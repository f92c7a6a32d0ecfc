import { type FeedId, newId } from '../domain/ids.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storableValue } from './storable.ts'

/** One request and what came of it, as it is kept. Addresses are without credentials. */
export interface NewFetch {
  readonly feedId?: FeedId
  readonly url: string
  readonly finalUrl?: string
  readonly startedAt: Date
  readonly tookMs: number
  readonly outcome: 'ok' | 'not-modified' | 'failed'
  readonly status?: number
  /** For a failure: its kind and a sentence. */
  readonly why?: string
  /** SHA-256 of the decompressed body, in hexadecimal. */
  readonly bodyHash?: string
  readonly bodyBytes?: number
  readonly repairs?: readonly string[]
}

export async function saveFetch(db: Db | Tx, fetch: NewFetch): Promise<void> {
  const kept = storableValue(fetch)
  await db
    .insertInto('fetches')
    .values({
      id: newId('fetch'),
      feed_id: kept.feedId ?? null,
      url: kept.url,
      final_url: kept.finalUrl ?? null,
      started_at: kept.startedAt,
      took_ms: Math.round(kept.tookMs),
      outcome: kept.outcome,
      status: kept.status ?? null,
      why: kept.why ?? null,
      body_hash: kept.bodyHash ?? null,
      body_bytes: kept.bodyBytes ?? null,
      repairs: json(kept.repairs ?? []),
    })
    .execute()
}

export interface RecentFetch {
  readonly url: string
  readonly startedAt: Date
  readonly tookMs: number
  readonly outcome: 'ok' | 'not-modified' | 'failed'
  readonly status?: number
  readonly why?: string
  readonly repairs: readonly string[]
}

/** The last requests made for a feed, newest first, 50 at most. */
export async function recentFetches(db: Db | Tx, feedId: FeedId, limit = 10): Promise<RecentFetch[]> {
  const rows = await db
    .selectFrom('fetches')
    .selectAll()
    .where('feed_id', '=', feedId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.min(limit, 50))
    .execute()
  return rows.map((row) => ({
    url: row.url,
    startedAt: row.started_at,
    tookMs: row.took_ms,
    outcome: row.outcome,
    status: row.status ?? undefined,
    why: row.why ?? undefined,
    repairs: row.repairs,
  }))
}
