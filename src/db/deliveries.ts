import { sql } from 'kysely'
import type { AlertBody } from '../domain/alerts.ts'
import type { ChannelKind } from '../domain/channels.ts'
import {
  type AlertId,
  type ChannelId,
  type DeliveryId,
  newId,
  type StoryId,
  type SubscriptionId,
} from '../domain/ids.ts'
import { type NotePlace, notePlace, notePlaceFrom } from './activitypub/notes.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import type { PushKeys } from './pushKeys.ts'
import { storableValue } from './storable.ts'

/** Makes a delivery of each alert for each confirmed channel that is sent to, once. Gives those that are new. */
export async function makeDeliveries(
  db: Db | Tx,
  alertIds: readonly AlertId[],
  at: Date,
): Promise<DeliveryId[]> {
  const places = await db
    .selectFrom('channels as c')
    .innerJoin('alerts as a', 'a.subscription_id', 'c.subscription_id')
    .select(['a.id as alert_id', 'c.id as channel_id'])
    .where(sql<boolean>`a.id = any(${alertIds})`)
    .where('c.kind', '<>', 'atom')
    .where('c.confirmed_at', 'is not', null)
    .where('c.ended_at', 'is', null)
    .orderBy('a.id')
    .orderBy('c.id')
    .execute()
  const made: DeliveryId[] = []
  for (let from = 0; from < places.length; from += insertedAtOnce) {
    made.push(...(await insertDeliveries(db, places.slice(from, from + insertedAtOnce), at)))
  }
  return made
}

const insertedAtOnce = 1000

async function insertDeliveries(
  db: Db | Tx,
  places: readonly { alert_id: AlertId; channel_id: ChannelId }[],
  at: Date,
): Promise<DeliveryId[]> {
  const rows = places.map((place) => ({ id: newId('delivery'), ...place, next_attempt_at: at }))
  const { rows: made } = await sql<{ id: DeliveryId }>`
    insert into deliveries (id, alert_id, channel_id, next_attempt_at)
    select * from jsonb_to_recordset(${json(rows)})
      as made (id text, alert_id text, channel_id text, next_attempt_at timestamptz)
    on conflict (alert_id, channel_id) do nothing
    returning id`.execute(db)
  return made.map((row) => row.id)
}

/** A delivery that still has to be made, with all that is sent and where. */
export interface DeliveryToMake {
  readonly id: DeliveryId
  readonly alertId: AlertId
  readonly attempts: number
  readonly raisedAt: Date
  readonly body: AlertBody
  readonly storyId: StoryId
  /** An earlier delivery of the same story to this channel, which has to settle first. */
  readonly behind: DeliveryId | null
  /** What the receiver calls the message that this one corrects, where it was sent one. */
  readonly replaces: string | null
  /** What notifications of browsers are signed with; null for other channels. */
  readonly pushKeys: PushKeys | null
  /** Which note it is in the fediverse; null for other channels, and where what was followed is no more. */
  readonly notePlace: NotePlace | null
  readonly channel: {
    readonly id: ChannelId
    readonly kind: ChannelKind
    readonly address: string
    readonly secret: string | null
    readonly failures: number
    readonly restingUntil: Date | null
    readonly endedAt: Date | null
  }
  readonly subscription: {
    readonly id: SubscriptionId
    readonly manageToken: string
    readonly feedToken: string
    readonly zone: string
    readonly endedAt: Date | null
  }
}

/** What the alert that this one replaces became, at the same address. */
const sentAsBefore = sql<string | null>`(
  select p.sent_as from deliveries p join channels pc on pc.id = p.channel_id
  where p.alert_id = a.replaces and pc.kind = c.kind and pc.address = c.address and p.sent_as is not null limit 1)`

/** What a subscriber is told of a story comes in order: an earlier delivery to the channel goes first. */
const earlierDelivery = sql<DeliveryId | null>`(
  select e.id from deliveries e join alerts e_alert on e_alert.id = e.alert_id
  where e.channel_id = d.channel_id and e.state = 'waiting' and e.id < d.id
    and (e_alert.story_id = a.story_id or e_alert.gathered or a.gathered)
  order by e.id desc limit 1)`

const pushKeysFor = sql<PushKeys | null>`case c.kind when 'webpush' then
  (select value from settings where name = 'push keys') end`

/** Those of the deliveries that are not settled. */
export async function deliveriesToMake(
  db: Db | Tx,
  ids: readonly DeliveryId[],
): Promise<Map<DeliveryId, DeliveryToMake>> {
  const rows = await deliveryRows(db, ids)
  return new Map(rows.map((row) => [row.id, deliveryOf(row)]))
}

function deliveryRows(db: Db | Tx, ids: readonly DeliveryId[]) {
  return db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .innerJoin('channels as c', 'c.id', 'd.channel_id')
    .innerJoin('subscriptions as s', 's.id', 'a.subscription_id')
    .select([
      'd.id',
      'd.alert_id',
      'd.attempts',
      'a.at',
      'a.body',
      'a.story_id',
      'c.id as channel_id',
      'c.kind',
      'c.address',
      'c.secret',
      'c.failures',
      'c.resting_until',
      'c.ended_at as channel_ended_at',
      's.id as subscription_id',
      's.manage_token',
      's.feed_token',
      's.zone',
      's.ended_at',
      sentAsBefore.as('replaces'),
      earlierDelivery.as('behind'),
      pushKeysFor.as('push_keys'),
      notePlace.as('note_place'),
    ])
    .where(sql<boolean>`d.id = any(${ids})`)
    .where('d.state', '=', 'waiting')
    .execute()
}

function deliveryOf(row: Awaited<ReturnType<typeof deliveryRows>>[number]): DeliveryToMake {
  return {
    id: row.id,
    alertId: row.alert_id,
    attempts: row.attempts,
    raisedAt: row.at,
    body: row.body,
    storyId: row.story_id,
    replaces: row.replaces,
    behind: row.behind,
    pushKeys: row.push_keys,
    notePlace: notePlaceFrom(row.note_place),
    channel: {
      id: row.channel_id,
      kind: row.kind,
      address: row.address,
      secret: row.secret,
      failures: row.failures,
      restingUntil: row.resting_until,
      endedAt: row.channel_ended_at,
    },
    subscription: {
      id: row.subscription_id,
      manageToken: row.manage_token,
      feedToken: row.feed_token,
      zone: row.zone,
      endedAt: row.ended_at,
    },
  }
}

export interface Attempt {
  readonly deliveryId: DeliveryId
  readonly startedAt: Date
  readonly tookMs: number
  readonly outcome: 'delivered' | 'retry' | 'dead'
  /** The answer's status, such as "204" or "550". */
  readonly status?: string
  readonly why?: string
  /** What the receiver calls the message now. */
  readonly sentAs?: string
  /** When the delivery was settled, or when it is tried again. */
  readonly next: { settledAt: Date } | { againAt: Date }
}

/**
 * Adds attempts, at most one of each delivery, numbered from 1, and brings the deliveries to what came of them. Gives
 * those of the settled that others wait for.
 */
export async function recordAttempts(db: Db | Tx, attempts: readonly Attempt[]): Promise<DeliveryId[]> {
  if (attempts.length === 0) return []
  const rows = attempts.map(({ next, ...attempt }) => ({
    id: newId('attempt'),
    delivery_id: attempt.deliveryId,
    started_at: attempt.startedAt,
    took_ms: attempt.tookMs,
    outcome: attempt.outcome,
    status: attempt.status ?? null,
    why: attempt.why ?? null,
    sent_as: attempt.sentAs ?? null,
    settled_at: 'settledAt' in next ? next.settledAt : null,
    next_attempt_at: 'againAt' in next ? next.againAt : null,
  }))
  // The list of ids says the same as the join, but lets it look them up where it would read the whole table.
  const { rows: recorded } = await sql<{ id: DeliveryId; awaited: boolean }>`
    with made as (
      select * from jsonb_to_recordset(${json(storableValue(rows))}) as made (
        id text, delivery_id text, started_at timestamptz, took_ms integer, outcome text, status text, why text,
        sent_as text, settled_at timestamptz, next_attempt_at timestamptz)
    ), counted as (
      update deliveries d set
        attempts = d.attempts + 1,
        state = case made.outcome when 'retry' then 'waiting' else made.outcome end,
        settled_at = made.settled_at,
        next_attempt_at = made.next_attempt_at,
        sent_as = coalesce(made.sent_as, d.sent_as)
      from made where d.id = made.delivery_id and d.id = any(${attempts.map((one) => one.deliveryId)})
      returning d.id, d.attempts, d.awaited and d.settled_at is not null as awaited
    ), added as (
      insert into attempts (id, delivery_id, number, started_at, took_ms, outcome, status, why)
      select made.id, made.delivery_id, counted.attempts, made.started_at, made.took_ms, made.outcome, made.status,
        made.why
      from made join counted on counted.id = made.delivery_id
    )
    select id, awaited from counted`.execute(db)
  return recorded.flatMap(({ id, awaited }) => (awaited ? id : []))
}

/**
 * Lets a delivery wait, without a message of its own, until an earlier one settles. False when that has: the two are
 * written one after the other, so none is left waiting.
 */
export async function park(db: Db | Tx, id: DeliveryId, earlier: DeliveryId): Promise<boolean> {
  const row = await db
    .updateTable('deliveries')
    .set({ awaited: true })
    .where('id', '=', earlier)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst()
  if (row) await db.updateTable('deliveries').set({ parked: true }).where('id', '=', id).execute()
  return row !== undefined
}

/**
 * Lets go on what waited for these deliveries to settle: of each the next of its story to its channel, or all where it
 * told of several stories. What goes on may itself be waited for by the others that wait.
 */
export async function unpark(db: Db | Tx, settled: readonly DeliveryId[]): Promise<DeliveryId[]> {
  if (settled.length === 0) return []
  const { rows } = await sql<{ id: DeliveryId }>`
    select distinct n.id from deliveries d
    join alerts a on a.id = d.alert_id
    cross join lateral (
      select n.id from deliveries n join alerts na on na.id = n.alert_id
      where n.channel_id = d.channel_id and n.state = 'waiting' and n.parked
        and (na.story_id = a.story_id or na.gathered or a.gathered)
      order by n.id limit case when a.gathered then null else 1 end
    ) n
    where d.id = any(${settled}) order by n.id`.execute(db)
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  await db
    .updateTable('deliveries')
    .set({ parked: false, awaited: true })
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
  return ids
}

/**
 * Gives a delivery up without an attempt: its channel or subscription has ended. True where others wait for it.
 */
export async function giveUp(db: Db | Tx, id: DeliveryId, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('deliveries')
    .set({ state: 'dead', settled_at: at, next_attempt_at: null })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('awaited')
    .executeTakeFirst()
  return row?.awaited ?? false
}

/** Puts off a delivery, without an attempt. */
export async function putOff(db: Db | Tx, id: DeliveryId, until: Date): Promise<void> {
  await db.updateTable('deliveries').set({ next_attempt_at: until }).where('id', '=', id).execute()
}

/** Opens a delivery that was given up, so that it is made again. False when there is no dead one of this id. */
export async function reopenDelivery(db: Db | Tx, id: DeliveryId, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('deliveries')
    .set({ state: 'waiting', settled_at: null, next_attempt_at: at })
    .where('id', '=', id)
    .where('state', '=', 'dead')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface DeliveryRow {
  readonly id: DeliveryId
  readonly state: 'waiting' | 'delivered' | 'dead'
  readonly attempts: number
  readonly kind: ChannelKind
  readonly address: string
  readonly headline: string
  readonly raisedAt: Date
  readonly nextAttemptAt: Date | null
  readonly settledAt: Date | null
  /** What the last attempt that failed said. */
  readonly why: string | null
}

/** The newest deliveries, of one state or of all. */
export async function listDeliveries(
  db: Db | Tx,
  { state, limit }: { state?: 'waiting' | 'delivered' | 'dead'; limit: number },
): Promise<DeliveryRow[]> {
  let rows = db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .innerJoin('channels as c', 'c.id', 'd.channel_id')
    .select([
      'd.id',
      'd.state',
      'd.attempts',
      'c.kind',
      'c.address',
      sql<string>`a.body->'report'->>'headline'`.as('headline'),
      'a.at as raisedAt',
      'd.next_attempt_at as nextAttemptAt',
      'd.settled_at as settledAt',
      sql<
        string | null
      >`(select t.why from attempts t where t.delivery_id = d.id order by t.number desc limit 1)`.as('why'),
    ])
  if (state) rows = rows.where('d.state', '=', state)
  return rows.orderBy('d.id', 'desc').limit(limit).execute()
}

/** How many deliveries are in each state. */
export async function countDeliveries(
  db: Db | Tx,
): Promise<Record<'waiting' | 'delivered' | 'dead', number>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state')
    .execute()
  const counts = { waiting: 0, delivered: 0, dead: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}
