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
import type { Db, Tx } from './open.ts'
import type { PushKeys } from './pushKeys.ts'

/** Makes a delivery for each confirmed channel that is sent to, once. Gives those that are new. */
export async function makeDeliveries(db: Db | Tx, alertId: AlertId, at: Date): Promise<DeliveryId[]> {
  const channels = await db
    .selectFrom('channels as c')
    .innerJoin('alerts as a', 'a.subscription_id', 'c.subscription_id')
    .select('c.id')
    .where('a.id', '=', alertId)
    .where('c.kind', '<>', 'atom')
    .where('c.confirmed_at', 'is not', null)
    .where('c.ended_at', 'is', null)
    .orderBy('c.id')
    .execute()
  if (channels.length === 0) return []
  const rows = await db
    .insertInto('deliveries')
    .values(
      channels.map((channel) => ({
        id: newId('delivery'),
        alert_id: alertId,
        channel_id: channel.id,
        next_attempt_at: at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['alert_id', 'channel_id']).doNothing())
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
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

/** Undefined when there is no such delivery, or it is settled. */
export async function deliveryToMake(db: Db | Tx, id: DeliveryId): Promise<DeliveryToMake | undefined> {
  const row = await db
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
    ])
    .where('d.id', '=', id)
    .where('d.state', '=', 'waiting')
    .executeTakeFirst()
  if (!row) return undefined
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
  readonly startedAt: Date
  readonly tookMs: number
  readonly outcome: 'delivered' | 'retry' | 'dead'
  /** The answer's status, such as "204" or "550". */
  readonly status?: string
  readonly why?: string
  /** What the receiver calls the message now. */
  readonly sentAs?: string
}

/** Adds an attempt and brings the delivery to what it made of it. Gives the attempt's number, the first being 1. */
export async function recordAttempt(
  db: Db | Tx,
  id: DeliveryId,
  attempt: Attempt,
  next: { settledAt: Date } | { againAt: Date },
): Promise<number> {
  const { attempts } = await db
    .updateTable('deliveries')
    .set({
      attempts: sql<number>`attempts + 1`,
      state: attempt.outcome === 'retry' ? 'waiting' : attempt.outcome,
      settled_at: 'settledAt' in next ? next.settledAt : null,
      next_attempt_at: 'againAt' in next ? next.againAt : null,
      ...(attempt.sentAs === undefined ? {} : { sent_as: attempt.sentAs }),
    })
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('attempts')
    .values({
      id: newId('attempt'),
      delivery_id: id,
      number: attempts,
      started_at: attempt.startedAt,
      took_ms: attempt.tookMs,
      outcome: attempt.outcome,
      status: attempt.status ?? null,
      why: attempt.why ?? null,
    })
    .execute()
  return attempts
}

/**
 * Lets a delivery wait, without a message of its own, until an earlier one settles. False when that has: the two are
 * written one after the other, so none is left waiting.
 */
export async function park(db: Db | Tx, id: DeliveryId, earlier: DeliveryId): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .select('id')
    .where('id', '=', earlier)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()
  if (row) await db.updateTable('deliveries').set({ parked: true }).where('id', '=', id).execute()
  return row !== undefined
}

/** Lets go on what waited for this delivery to settle: the next of its story to its channel. */
export async function unpark(db: Db | Tx, settled: DeliveryId): Promise<DeliveryId[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .innerJoin('deliveries as n', 'n.channel_id', 'd.channel_id')
    .innerJoin('alerts as na', 'na.id', 'n.alert_id')
    .select(['n.id', 'a.gathered'])
    .where('d.id', '=', settled)
    .where('n.state', '=', 'waiting')
    .where('n.parked', '=', true)
    .where(sql<boolean>`(na.story_id = a.story_id or na.gathered or a.gathered)`)
    .orderBy('n.id')
    .limit(1000)
    .execute()
  const ids = rows.slice(0, rows[0]?.gathered ? rows.length : 1).map((row) => row.id)
  if (ids.length === 0) return []
  await db.updateTable('deliveries').set({ parked: false }).where(sql<boolean>`id = any(${ids})`).execute()
  return ids
}

/** Gives a delivery up without an attempt: its channel or subscription has ended. */
export async function giveUp(db: Db | Tx, id: DeliveryId, at: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'dead', settled_at: at, next_attempt_at: null })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
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
