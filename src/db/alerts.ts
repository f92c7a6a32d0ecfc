import { sql } from 'kysely'
import type { AlertBody } from '../domain/alerts.ts'
import {
  type AlertId,
  type DevelopmentId,
  newId,
  type ReportId,
  type RevisionId,
  type StoryId,
  type SubscriptionId,
} from '../domain/ids.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storableValue } from './storable.ts'

/** That a subscription was told a development, by an alert, and where it reaches. */
export interface Telling {
  readonly developmentId: DevelopmentId
  readonly subscriptionId: SubscriptionId
  readonly alertId: AlertId
  readonly gathered: boolean
  readonly reaches: readonly string[] | null
}

/** To whom each of these developments was told. */
export async function tellings(db: Db | Tx, ids: readonly DevelopmentId[]): Promise<Telling[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('told as t')
    .innerJoin('alerts as a', 'a.id', 't.alert_id')
    .select([
      't.development_id as developmentId',
      't.subscription_id as subscriptionId',
      't.alert_id as alertId',
      'a.gathered',
      sql<string[] | null>`(
        select jsonb_agg(c.kind || ' ' || c.address) from channels c
        where c.subscription_id = t.subscription_id and c.kind not in ('atom', 'activitypub')
          and c.confirmed_at is not null)`.as('reaches'),
    ])
    .where(sql<boolean>`t.development_id = any(${ids})`)
    .orderBy('t.alert_id')
    .execute()
}

/** What a subscription was told of a report, by one alert. */
export interface ToldOfReport {
  readonly subscriptionId: SubscriptionId
  readonly alertId: AlertId
  readonly gathered: boolean
  readonly body: AlertBody
  /** Its sentences that were told, in the order of the text. */
  readonly sentences: readonly { readonly id: DevelopmentId; readonly text: string }[]
}

/** What was told of a report, whoever was told it, the oldest first. */
export async function toldOfReport(db: Db | Tx, id: ReportId): Promise<ToldOfReport[]> {
  return db
    .selectFrom('told as t')
    .innerJoin('developments as d', 'd.id', 't.development_id')
    .innerJoin('alerts as a', 'a.id', 't.alert_id')
    .select([
      't.subscription_id as subscriptionId',
      'a.id as alertId',
      'a.gathered',
      'a.body',
      sql<ToldOfReport['sentences']>`jsonb_agg(
        jsonb_build_object('id', d.id, 'text', d.text) order by d.start_at, d.id)`.as('sentences'),
    ])
    .where('d.report_id', '=', id)
    .groupBy(['t.subscription_id', 'a.id'])
    .orderBy('a.id')
    .execute()
}

/** What a subscriber was told of a story, by this subscription or by others that reach the same addresses. */
export async function toldTexts(
  db: Db | Tx,
  id: SubscriptionId,
  storyId: StoryId,
): Promise<{ text: string }[]> {
  return db
    .selectFrom('told as t')
    .innerJoin('developments as d', 'd.id', 't.development_id')
    .select('d.text')
    .where('d.story_id', '=', storyId)
    .where(
      sql<boolean>`(t.subscription_id = ${id} or t.subscription_id in (
        select other.subscription_id from channels mine
        join channels other on other.kind = mine.kind and other.address = mine.address
          and other.confirmed_at is not null
        where mine.subscription_id = ${id} and mine.kind not in ('atom', 'activitypub')
          and mine.confirmed_at is not null))`,
    )
    .orderBy('d.id', 'desc')
    .limit(2000)
    .execute()
}

/** When each of these subscriptions was sent alerts since a time. */
export async function sentSince(
  db: Db | Tx,
  ids: readonly SubscriptionId[],
  since: Date,
): Promise<Map<SubscriptionId, Date[]>> {
  const sent = new Map<SubscriptionId, Date[]>()
  if (ids.length === 0) return sent
  const rows = await db
    .selectFrom('alerts')
    .select(['subscription_id', 'at'])
    .where(sql<boolean>`subscription_id = any(${ids})`)
    .where('at', '>', since)
    .execute()
  for (const { subscription_id, at } of rows)
    sent.set(subscription_id, [...(sent.get(subscription_id) ?? []), at])
  return sent
}

export interface NewAlert {
  readonly subscriptionId: SubscriptionId
  readonly storyId: StoryId
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly body: AlertBody
  readonly tells: readonly DevelopmentId[]
  readonly at: Date
  /** The alert that told what this corrects. */
  readonly replaces?: AlertId
  /** True where it tells of several reports. */
  readonly gathered?: boolean
}

const insertedAtOnce = 500

/** Saves alerts and what they tell. Gives their ids, in the order given. */
export async function saveAlerts(db: Db | Tx, alerts: readonly NewAlert[]): Promise<AlertId[]> {
  const made: AlertId[] = []
  for (let from = 0; from < alerts.length; from += insertedAtOnce) {
    made.push(...(await saveSome(db, alerts.slice(from, from + insertedAtOnce))))
  }
  return made
}

async function saveSome(db: Db | Tx, alerts: readonly NewAlert[]): Promise<AlertId[]> {
  const withIds = alerts.map((alert) => ({ ...alert, id: newId('alert') }))
  await db
    .insertInto('alerts')
    .values(
      withIds.map((alert) => ({
        id: alert.id,
        subscription_id: alert.subscriptionId,
        story_id: alert.storyId,
        report_id: alert.reportId,
        revision_id: alert.revisionId,
        body: json(storableValue(alert.body)),
        replaces: alert.replaces ?? null,
        gathered: alert.gathered ?? false,
        at: alert.at,
      })),
    )
    .execute()
  const told = withIds.flatMap((alert) =>
    alert.tells.map((development_id) => ({
      subscription_id: alert.subscriptionId,
      development_id,
      alert_id: alert.id,
    })),
  )
  for (let from = 0; from < told.length; from += 5000) {
    await db
      .insertInto('told')
      .values(told.slice(from, from + 5000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  return withIds.map((alert) => alert.id)
}

export interface AlertRow {
  readonly id: AlertId
  readonly body: AlertBody
  readonly at: Date
}

/** The newest alerts of a subscription. */
export async function alertsOf(db: Db | Tx, id: SubscriptionId, limit: number): Promise<AlertRow[]> {
  return db
    .selectFrom('alerts')
    .select(['id', 'body', 'at'])
    .where('subscription_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
