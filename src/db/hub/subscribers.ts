import { sql } from 'kysely'
import { type HubSubscriberId, type HubTopicId, newId } from '../../domain/ids.ts'
import type { Db, Tx } from '../open.ts'

/** A callback that is sent a topic. */
export interface NewSubscriber {
  readonly topicId: HubTopicId
  readonly topic: string
  readonly callback: string
  readonly host: string
  readonly secret: string | null
  readonly leaseUntil: Date
}

/** Makes a callback a subscriber, or renews it: secret and lease are then the new ones, and it is no longer left alone. */
export async function saveSubscriber(tx: Tx, made: NewSubscriber, now: Date): Promise<HubSubscriberId> {
  const renewed = {
    topic: made.topic,
    secret: made.secret,
    lease_until: made.leaseUntil,
    failures: 0,
    last_error: null,
    resting_until: null,
  }
  const row = await tx
    .insertInto('hub_subscribers')
    .values({
      id: newId('hubSubscriber'),
      topic_id: made.topicId,
      callback: made.callback,
      host: made.host,
      made_at: now,
      ...renewed,
    })
    .onConflict((conflict) => conflict.columns(['topic_id', 'callback']).doUpdateSet(renewed))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The subscribers of a topic that do not have its newest version, and until when each is left alone. */
export async function subscribersBehind(
  db: Db | Tx,
  topicId: HubTopicId,
  version: number,
  now: Date,
): Promise<{ id: HubSubscriberId; restingUntil: Date | null }[]> {
  return db
    .selectFrom('hub_subscribers')
    .select(['id', 'resting_until as restingUntil'])
    .where('topic_id', '=', topicId)
    .where('version', '<', version)
    .where('lease_until', '>', now)
    .orderBy('id')
    .execute()
}

/** A subscriber that does not have its topic's newest version. */
export interface SubscriberToPush {
  readonly id: HubSubscriberId
  readonly topicId: HubTopicId
  readonly url: string
  readonly format: string
  readonly version: number
  readonly callback: string
  readonly secret: string | null
  readonly failures: number
  readonly restingUntil: Date | null
}

/** Those of the subscribers whose lease goes on and that do not have the newest version. */
export async function subscribersToPush(
  db: Db | Tx,
  ids: readonly HubSubscriberId[],
  now: Date,
): Promise<SubscriberToPush[]> {
  return db
    .selectFrom('hub_subscribers as s')
    .innerJoin('hub_topics as t', 't.id', 's.topic_id')
    .select([
      's.id',
      't.id as topicId',
      't.url',
      't.format',
      't.version',
      's.callback',
      's.secret',
      's.failures',
      's.resting_until as restingUntil',
    ])
    .where(sql<boolean>`s.id = any(${ids})`)
    .where('s.lease_until', '>', now)
    .whereRef('s.version', '<', 't.version')
    .execute()
}

/** Notes which version each subscriber has, or is not sent any more. Gives those whose topic has a newer one by now. */
export async function noteHave(
  tx: Tx,
  had: readonly { id: HubSubscriberId; version: number }[],
): Promise<HubSubscriberId[]> {
  if (had.length === 0) return []
  const { rows } = await sql<{ id: HubSubscriberId }>`
    with noted as (
      update hub_subscribers s set version = greatest(s.version, had.version)
      from unnest(${had.map(({ id }) => id)}::text[], ${had.map(({ version }) => version)}::int[]) as had (id, version)
      where s.id = had.id
      returning s.id, s.topic_id, s.version)
    select noted.id from noted join hub_topics t on t.id = noted.topic_id and t.version > noted.version`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** How sending to a subscriber went: failures since the last success, the last one's reason, until when it is left alone. */
export async function noteHealth(
  tx: Tx,
  id: HubSubscriberId,
  { failures, why, restingUntil }: { failures: number; why?: string; restingUntil?: Date },
): Promise<void> {
  await tx
    .updateTable('hub_subscribers')
    .set({ failures, last_error: why ?? null, resting_until: restingUntil ?? null })
    .where('id', '=', id)
    .execute()
}

export async function dropSubscriber(tx: Tx, id: HubSubscriberId): Promise<void> {
  await tx.deleteFrom('hub_subscribers').where('id', '=', id).execute()
}

/** Ends what a callback gets of a topic. False where it got nothing. */
export async function dropSubscriberOf(tx: Tx, url: string, callback: string): Promise<boolean> {
  const rows = await tx
    .deleteFrom('hub_subscribers')
    .where('callback', '=', callback)
    .where('topic_id', 'in', tx.selectFrom('hub_topics').select('id').where('url', '=', url))
    .returning('id')
    .execute()
  return rows.length > 0
}

/** Ends all that is sent of a topic, or of all topics. Gives whom it was sent to. */
export async function dropSubscribers(
  tx: Tx,
  topicId?: HubTopicId,
): Promise<{ url: string; topic: string; callback: string; host: string }[]> {
  const rows = await tx
    .deleteFrom('hub_subscribers as s')
    .using('hub_topics as t')
    .whereRef('t.id', '=', 's.topic_id')
    .$if(topicId !== undefined, (query) => query.where('s.topic_id', '=', topicId!))
    .returning(['t.url', 's.topic', 's.callback', 's.host'])
    .execute()
  return rows
}

/** How many subscribers there are, and how many of them could not be reached the last times. */
export async function countSubscribers(db: Db | Tx): Promise<{ all: number; failing: number }> {
  return db
    .selectFrom('hub_subscribers')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`count(*) filter (where failures > 2)::int`.as('failing'),
    ])
    .executeTakeFirstOrThrow()
}

export async function dropExpiredSubscribers(db: Db | Tx, now: Date): Promise<void> {
  await db.deleteFrom('hub_subscribers').where('lease_until', '<=', now).execute()
}
