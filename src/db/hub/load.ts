import { sql } from 'kysely'
import type { Db, Tx } from '../open.ts'

/** What the hub has to do, as it is weighed before more is taken on. */
export interface HubLoad {
  /** Requests for callbacks of the host since the time asked for. */
  readonly ofHost: number
  /** Topics the host is sent. */
  readonly subscribersOfHost: number
  readonly subscribers: number
  readonly queries: number
}

export async function hubLoad(db: Db | Tx, host: string, since: Date): Promise<HubLoad> {
  const { rows } = await sql<HubLoad>`
    select
      (select count(*)::int from hub_requests where host = ${host} and made_at > ${since} and mode <> 'denied') as "ofHost",
      (select count(*)::int from hub_subscribers where host = ${host}) as "subscribersOfHost",
      (select count(*)::int from hub_subscribers) as subscribers,
      (select count(*)::int from feed_queries) as queries`.execute(db)
  return rows[0]!
}

/** True while there is anything to look after: a subscriber, a topic, a request. */
export async function hubIsUsed(db: Db | Tx): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from hub_topics) or exists (select 1 from hub_requests) as used`.execute(db)
  return rows[0]!.used
}
