import { sql } from 'kysely'
import type { AlertBody } from '../domain/alerts.ts'
import {
  type AlertId,
  type DevelopmentId,
  type HeldBackId,
  newId,
  type ReportId,
  type RevisionId,
  type StoryId,
  type SubscriptionId,
} from '../domain/ids.ts'
import type { FinalReason, HeldReason } from '../domain/rules.ts'
import { saveAlerts } from './alerts.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storableValue } from './storable.ts'

/** What met a subscription and was not sent, or not yet. */
export interface HeldBack {
  readonly id: HeldBackId
  readonly subscriptionId: SubscriptionId
  readonly storyId: StoryId
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly reason: HeldReason
  readonly state: 'waiting' | 'held' | 'sent'
  readonly body: AlertBody
  readonly replaces: AlertId | null
  readonly part: string
  /** Who says it so far, where it waits for more. */
  readonly voices: readonly string[]
  /** When it goes out by itself; null where it does not, or not by the clock. */
  readonly dueAt: Date | null
  readonly at: Date
}

const columns = [
  'id',
  'subscription_id as subscriptionId',
  'story_id as storyId',
  'report_id as reportId',
  'revision_id as revisionId',
  'reason',
  'state',
  'body',
  'replaces',
  'voices',
  'part',
  'due_at as dueAt',
  'at',
] as const

export interface NewHeldBack {
  readonly subscriptionId: SubscriptionId
  readonly storyId: StoryId
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly reason: HeldReason
  readonly waits: boolean
  readonly body: AlertBody
  readonly replaces?: AlertId
  readonly dueAt?: Date
  readonly voices?: readonly string[]
  /** The development it is about, where each waits for itself. */
  readonly part?: string
  readonly at: Date
}

const insertedAtOnce = 500

/** Saves what is held back; one that was saved before for the same revision and reason is passed over. */
export async function saveHeldBack(db: Db | Tx, held: readonly NewHeldBack[]): Promise<void> {
  for (let from = 0; from < held.length; from += insertedAtOnce) {
    await db
      .insertInto('held_back')
      .values(
        held.slice(from, from + insertedAtOnce).map((one) => ({
          id: newId('heldBack'),
          subscription_id: one.subscriptionId,
          story_id: one.storyId,
          report_id: one.reportId,
          revision_id: one.revisionId,
          reason: one.reason,
          state: one.waits ? ('waiting' as const) : ('held' as const),
          body: json(storableValue(one.body)),
          replaces: one.replaces ?? null,
          due_at: one.dueAt ?? null,
          voices: json(one.voices ?? []),
          part: one.part ?? '',
          at: one.at,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['subscription_id', 'revision_id', 'reason', 'part']).doNothing(),
      )
      .execute()
  }
}

/** When the first of what waits for a subscription goes out, for those of these for which something does. */
export async function firstDue(
  db: Db | Tx,
  ids: readonly SubscriptionId[],
): Promise<Map<SubscriptionId, Date>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('held_back')
    .select(['subscription_id', sql<Date>`min(due_at)`.as('at')])
    .where(sql<boolean>`subscription_id = any(${ids})`)
    .where('state', '=', 'waiting')
    .where('due_at', 'is not', null)
    .groupBy('subscription_id')
    .execute()
  return new Map(rows.map((row) => [row.subscription_id, row.at]))
}

/** What waits for a subscription and is due, the oldest first. */
export async function dueOf(db: Db | Tx, id: SubscriptionId, at: Date, limit: number): Promise<HeldBack[]> {
  return db
    .selectFrom('held_back')
    .select(columns)
    .where('subscription_id', '=', id)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', at)
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What waits in a story until more origins say it, the oldest first. */
export async function waitingForOrigins(db: Db | Tx, storyId: StoryId): Promise<HeldBack[]> {
  return db
    .selectFrom('held_back')
    .select(columns)
    .where('story_id', '=', storyId)
    .where('state', '=', 'waiting')
    .where('reason', '=', 'few-origins')
    .orderBy('id')
    .limit(10_000)
    .execute()
}

/** Lets what waits go out at another time. */
export async function changeDue(
  db: Db | Tx,
  ids: readonly HeldBackId[],
  dueAt: Date,
  reason?: HeldReason,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('held_back')
    .set({ due_at: dueAt, ...(reason ? { reason } : {}) })
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
}

/** Settles what waited: it became part of an alert. */
export async function noteSent(db: Db | Tx, ids: readonly HeldBackId[], alertId: AlertId): Promise<void> {
  await db
    .updateTable('held_back')
    .set({ state: 'sent', alert_id: alertId, due_at: null })
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
}

/** Settles what waited: it will not go out by itself. What was held for that reason before is let be. */
export async function noteHeld(db: Db | Tx, ids: readonly HeldBackId[], reason: FinalReason): Promise<void> {
  for (const id of ids) {
    await sql`
      update held_back h set state = 'held', due_at = null, reason = case when exists (
        select 1 from held_back o where o.subscription_id = h.subscription_id
          and o.revision_id = h.revision_id and o.reason = ${reason} and o.part = h.part and o.id <> h.id)
        then h.reason else ${reason} end
      where h.id = ${id}`.execute(db)
  }
}

/** Settles all that was not sent of a report that was taken back: it will not be, by itself or after all. */
export async function noteWithdrawn(db: Db | Tx, id: ReportId): Promise<void> {
  const rows = await db
    .selectFrom('held_back')
    .select('id')
    .where('report_id', '=', id)
    .where('state', '<>', 'sent')
    .execute()
  await noteHeld(
    db,
    rows.map((row) => row.id),
    'withdrawn',
  )
}

/** Notes who says it by now, with what it tells of them. */
export async function saveVoices(
  db: Db | Tx,
  id: HeldBackId,
  voices: readonly string[],
  body: AlertBody,
): Promise<void> {
  await db
    .updateTable('held_back')
    .set({ voices: json(voices), body: json(storableValue(body)) })
    .where('id', '=', id)
    .execute()
}

/** How many reports a subscription was not sent, for each reason, the most first. */
export async function countHeldBack(
  db: Db | Tx,
  id: SubscriptionId,
): Promise<{ reason: HeldReason; count: number }[]> {
  return db
    .selectFrom('held_back')
    .select(['reason', sql<number>`count(distinct report_id)::int`.as('count')])
    .where('subscription_id', '=', id)
    .where('state', '<>', 'sent')
    .groupBy('reason')
    .orderBy('count', 'desc')
    .orderBy('reason')
    .execute()
}

/** What a subscription was not sent, the newest first. */
export async function listHeldBack(
  db: Db | Tx,
  id: SubscriptionId,
  { reason, limit }: { reason?: HeldReason; limit: number },
): Promise<HeldBack[]> {
  let rows = db
    .selectFrom('held_back')
    .select(columns)
    .where('subscription_id', '=', id)
    .where('state', '<>', 'sent')
  if (reason) rows = rows.where('reason', '=', reason)
  return rows.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** What says that a report was taken back goes out; what the report itself says does not any more. */
const stands = sql<boolean>`(body->'developments'->0->>'kind' = 'withdrawal' or not exists (
  select 1 from reports r where r.id = held_back.report_id and r.withdrawn_at is not null))`

/**
 * Sends what was held back after all, each as an alert of its own, but for what was taken back since. Gives the alerts to
 * hand on.
 */
export async function sendHeldBack(
  tx: Tx,
  subscriptionId: SubscriptionId,
  ids: readonly string[],
  at: Date,
): Promise<AlertId[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('held_back')
    .select(columns)
    .where('subscription_id', '=', subscriptionId)
    .where('state', '<>', 'sent')
    .where(sql<boolean>`id = any(${ids})`)
    .where(stands)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const alerts = await saveAlerts(
    tx,
    rows.map((row) => ({
      subscriptionId,
      storyId: row.storyId,
      reportId: row.reportId,
      revisionId: row.revisionId,
      body: row.body,
      tells: toldBy(row.body),
      replaces: row.replaces ?? undefined,
      at,
    })),
  )
  for (const [index, row] of rows.entries()) await noteSent(tx, [row.id], alerts[index]!)
  return alerts
}

export function toldBy(body: AlertBody): DevelopmentId[] {
  return body.developments.map((one) => one.id as DevelopmentId)
}
