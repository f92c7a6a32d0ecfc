import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AlertBody } from '../domain/alerts.ts'
import type { Figure, Statement } from '../domain/claims.ts'
import {
  type AlertId,
  type DevelopmentId,
  newId,
  type ReportId,
  type RevisionId,
  type StoryId,
  type SubscriptionId,
} from '../domain/ids.ts'
import type { Passage } from '../domain/passage.ts'
import type { Reading } from '../domain/reading.ts'
import type { DevelopmentKind } from '../domain/story.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { voice, voiceName } from './pages/voices.ts'
import { storableValue } from './storable.ts'

/** A report with all that a standing query may ask of it and an alert says of it. */
export interface ReportToMatch {
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly headline: string
  readonly text: string
  readonly reading: Reading
  readonly url: string | null
  readonly lang: string | null
  readonly at: Date
  readonly sourceName: string
  readonly sourceHost: string | null
  readonly storyId: StoryId | null
  readonly storyHeadline: string | null
  readonly mainReportId: ReportId | null
  readonly mainName: string | null
  readonly mainUrl: string | null
  /** With which voice it speaks: reports of one voice are one origin. */
  readonly voice: string
  /** The voice as it is written. */
  readonly voiceName: string
}

const reportColumns = [
  'r.id as reportId',
  'v.id as revisionId',
  'v.headline',
  'v.text',
  'v.reading',
  'r.url',
  'r.lang',
  'r.at',
  's.name as sourceName',
  's.host as sourceHost',
  't.id as storyId',
  't.headline as storyHeadline',
  'o.main_report_id as mainReportId',
  'o.main_name as mainName',
  'm.url as mainUrl',
] as const

function reportsToMatch(db: Db | Tx) {
  return db
    .selectFrom('reports as r')
    .innerJoin('revisions as v', 'v.report_id', 'r.id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('story_reports as sr', 'sr.report_id', 'r.id')
    .leftJoin('stories as t', 't.id', 'sr.story_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .leftJoin('reports as m', 'm.id', 'o.main_report_id')
    .select(reportColumns)
    .select([voice.as('voice'), voiceName.as('voiceName')])
}

export async function reportToMatch(
  db: Db | Tx,
  reportId: ReportId,
  revisionId: RevisionId,
): Promise<ReportToMatch | undefined> {
  return reportsToMatch(db).where('r.id', '=', reportId).where('v.id', '=', revisionId).executeTakeFirst()
}

/** What the public was shown since a time, newest first, at most `limit` reports, after the report `before`. */
export async function publicReportsSince(
  db: Db | Tx,
  since: Date,
  limit: number,
  before?: { at: Date; id: ReportId },
): Promise<ReportToMatch[]> {
  let reports = reportsToMatch(db)
    .whereRef('v.id', '=', 'r.public_revision_id')
    .where('r.public_at', 'is not', null)
    .where('r.withdrawn_at', 'is', null)
    .where('r.at', '>=', since)
  if (before) {
    reports = reports.where(sql<boolean>`(r.at, r.id) < (${before.at}, ${before.id})`)
  }
  return reports.orderBy('r.at', 'desc').orderBy('r.id', 'desc').limit(limit).execute()
}

export interface NewDevelopment {
  readonly id: DevelopmentId
  readonly kind: DevelopmentKind
  readonly text: string
  readonly replaces: string | null
  readonly start: number
  readonly end: number
}

/** What a revision added to its story, in the order of the text. */
export async function developmentsOfRevision(db: Db | Tx, id: RevisionId): Promise<NewDevelopment[]> {
  return db
    .selectFrom('developments')
    .select(['id', 'kind', 'text', 'replaces_text as replaces', 'start_at as start', 'end_at as end'])
    .where('revision_id', '=', id)
    .orderBy('start_at')
    .orderBy('id')
    .limit(500)
    .execute()
}

/** The spans of a revision that tracing found nowhere before, in order; undefined where it was not traced. */
export async function freshSpans(db: Db | Tx, id: RevisionId): Promise<Passage[] | undefined> {
  const row = await db
    .selectFrom('origins')
    .select(sql<Passage[]>`traced -> 'fresh'`.as('fresh'))
    .where('revision_id', '=', id)
    .orderBy('found_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.fresh
}

/** What kinds of developments each of these revisions has; those that have none are left out. */
export async function kindsAdded(
  db: Db | Tx,
  ids: readonly RevisionId[],
): Promise<Map<RevisionId, DevelopmentKind[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('developments')
    .select(['revision_id', sql<DevelopmentKind[]>`array_agg(distinct kind)`.as('kinds')])
    .where(sql<boolean>`revision_id = any(${ids})`)
    .groupBy('revision_id')
    .execute()
  return new Map(rows.map((row) => [row.revision_id, row.kinds]))
}

/** How many voices speak in the public reports of each of these stories. */
export async function countVoices(db: Db | Tx, ids: readonly StoryId[]): Promise<Map<StoryId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('story_reports as sr')
    .innerJoin('public_reports as r', 'r.id', 'sr.report_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .select(['sr.story_id', sql<number>`count(distinct ${voice})::int`.as('voices')])
    .where(sql<boolean>`sr.story_id = any(${ids})`)
    .groupBy('sr.story_id')
    .execute()
  return new Map(rows.map((row) => [row.story_id, row.voices]))
}

export interface RevisionClaims {
  readonly statements: readonly Statement[]
  readonly figures: readonly Figure[]
}

/** The claims found in each of these revisions. */
export async function claimsOfRevisions(
  db: Db | Tx,
  ids: readonly RevisionId[],
): Promise<Map<RevisionId, RevisionClaims>> {
  if (ids.length === 0) return new Map()
  const [statements, figures] = [await claimRows(db, 'statements', ids), await claimRows(db, 'figures', ids)]
  return new Map(
    ids.map((id) => [
      id,
      {
        statements: statements.flatMap((row) => (row.revision_id === id ? [row.claim as Statement] : [])),
        figures: figures.flatMap((row) => (row.revision_id === id ? [row.claim as Figure] : [])),
      },
    ]),
  )
}

function claimRows(db: Db | Tx, table: 'statements' | 'figures', ids: readonly RevisionId[]) {
  return db
    .selectFrom(table)
    .select(['revision_id', 'claim'])
    .where(sql<boolean>`revision_id = any(${ids})`)
    .orderBy('revision_id')
    .orderBy('position')
    .execute()
}

/** Something a story was told to hold, with the voice of the report that says it. */
export interface StorySaying {
  readonly id: DevelopmentId
  readonly reportId: ReportId
  readonly text: string
  readonly voice: string
  readonly voiceName: string
  /** False where the public does not see the report: it bears nothing out. */
  readonly isPublic: boolean
}

/** What a story said earlier it does not count as new when it is said again. */
const mostSayings = 300

/** What a story, with those that became part of it, said so far, the newest first. */
export async function sayingsOf(db: Db | Tx, storyId: StoryId): Promise<StorySaying[]> {
  const newest = db
    .selectFrom('developments')
    .select(['id', 'report_id', 'text', 'at'])
    .where(
      sql<boolean>`story_id in (select t.id from stories t where t.id = ${storyId} or t.merged_into = ${storyId})`,
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostSayings)
  return db
    .selectFrom(newest.as('d'))
    .innerJoin('reports as r', 'r.id', 'd.report_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('current_origins as o', 'o.report_id', 'd.report_id')
    .select([
      'd.id',
      'd.report_id as reportId',
      'd.text',
      voice.as('voice'),
      voiceName.as('voiceName'),
      sql<boolean>`r.public_at is not null and r.withdrawn_at is null`.as('isPublic'),
    ])
    .orderBy('d.at', 'desc')
    .orderBy('d.id', 'desc')
    .execute()
}

const longSentence = 80

/** Developments of whatever story whose sentence is one of these, where it is long enough to stand for itself. */
export async function sameSentences(
  db: Db | Tx,
  texts: readonly string[],
): Promise<{ id: DevelopmentId; text: string }[]> {
  const long = texts.filter((text) => text.length >= longSentence)
  if (long.length === 0) return []
  const hashes = long.map((text) => createHash('md5').update(text).digest('hex'))
  return db
    .selectFrom('developments')
    .select(['id', 'text'])
    .where(sql<boolean>`length(text) >= 80 and md5(text) = any(${hashes})`)
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()
}

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

/** The sentences of a story that were corrected or withdrawn since a time. */
export async function correctedSince(db: Db | Tx, storyId: StoryId, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('developments')
    .select('replaces_text')
    .where('story_id', '=', storyId)
    .where('kind', 'in', ['correction', 'withdrawal'])
    .where('replaces_text', 'is not', null)
    .where('at', '>=', since)
    .limit(1000)
    .execute()
  return rows.flatMap((row) => row.replaces_text ?? [])
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
