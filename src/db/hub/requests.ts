import { sql } from 'kysely'
import { type HubRequestId, newId } from '../../domain/ids.ts'
import type { Db, Tx } from '../open.ts'

/** What a callback is asked to confirm, or told. */
export interface HubRequest {
  readonly id: HubRequestId
  readonly mode: 'subscribe' | 'unsubscribe' | 'denied'
  readonly url: string
  readonly topic: string
  readonly callback: string
  readonly host: string
  readonly secret: string | null
  readonly leaseSeconds: number
  readonly reason: string | null
  readonly tries: number
}

export type NewHubRequest = Pick<HubRequest, 'mode' | 'url' | 'topic' | 'callback' | 'host'> &
  Partial<Pick<HubRequest, 'secret' | 'leaseSeconds' | 'reason'>>

/** Saves a request in the place of an earlier one of the same callback for the same topic that still waits. */
export async function addHubRequest(tx: Tx, asked: NewHubRequest, now: Date): Promise<HubRequestId> {
  await tx
    .updateTable('hub_requests')
    .set({ waits: false })
    .where(waitingFor(asked.url, asked.callback))
    .execute()
  const id = newId('hubRequest')
  await tx
    .insertInto('hub_requests')
    .values({
      id,
      mode: asked.mode,
      url: asked.url,
      topic: asked.topic,
      callback: asked.callback,
      host: asked.host,
      secret: asked.secret ?? null,
      lease_seconds: asked.leaseSeconds ?? 0,
      reason: asked.reason ?? null,
      made_at: now,
    })
    .execute()
  return id
}

function waitingFor(url: string, callback: string) {
  return sql<boolean>`waits and md5(callback) = md5(${callback}) and callback = ${callback} and url = ${url}`
}

/** True where a callback gets a topic, or has asked for it and is still to confirm that. */
export async function isAskedFor(db: Db | Tx, url: string, callback: string): Promise<boolean> {
  const { rows } = await sql<{ asked: boolean }>`
    select exists (select 1 from hub_subscribers s join hub_topics t on t.id = s.topic_id
        where t.url = ${url} and s.callback = ${callback})
      or exists (select 1 from hub_requests where ${waitingFor(url, callback)}) as asked`.execute(db)
  return rows[0]!.asked
}

/** Undefined where there is no such request, or it waits no more. */
export async function hubRequestToMake(db: Db | Tx, id: HubRequestId): Promise<HubRequest | undefined> {
  return db
    .selectFrom('hub_requests')
    .select([
      'id',
      'mode',
      'url',
      'topic',
      'callback',
      'host',
      'secret',
      'lease_seconds as leaseSeconds',
      'reason',
      'tries',
    ])
    .where('id', '=', id)
    .where('waits', '=', true)
    .executeTakeFirst()
}

/** Ends a request's waiting. False where a later one took its place meanwhile. */
export async function settleHubRequest(tx: Tx, id: HubRequestId): Promise<boolean> {
  const row = await tx
    .updateTable('hub_requests')
    .set({ waits: false })
    .where('id', '=', id)
    .where('waits', '=', true)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Counts a try of a request that is to be made again. */
export async function noteTried(tx: Tx, id: HubRequestId): Promise<void> {
  await tx.updateTable('hub_requests').set({ tries: sql<number>`tries + 1` }).where('id', '=', id).execute()
}

/** Forgets requests made before a time. */
export async function dropHubRequests(db: Db | Tx, before: Date): Promise<void> {
  await db.deleteFrom('hub_requests').where('made_at', '<', before).execute()
}
