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
import type { Reading } from '../domain/reading.ts'
import type { DevelopmentKind } from '../domain/story.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
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

/** How many developments each of these revisions has. */
export async function countDevelopments(
  db: Db | Tx,
  ids: readonly RevisionId[],
): Promise<Map<RevisionId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('developments')
    .select(['revision_id', sql<number>`count(*)::int`.as('count')])
    .where(sql<boolean>`revision_id = any(${ids})`)
    .groupBy('revision_id')
    .execute()
  return new Map(rows.map((row) => [row.revision_id, row.count]))
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

/** What each of these subscriptions has been told of a story: sentences and the developments they stand for. */
export async function toldOf(
  db: Db | Tx,
  ids: readonly SubscriptionId[],
  storyId: StoryId,
): Promise<Map<SubscriptionId, { developmentId: DevelopmentId; text: string }[]>> {
  const told = new Map<SubscriptionId, { developmentId: DevelopmentId; text: string }[]>()
  if (ids.length === 0) return told
  const rows = await db
    .selectFrom('told')
    .innerJoin('developments as d', 'd.id', 'told.development_id')
    .select(['told.subscription_id', 'd.id as developmentId', 'd.text'])
    .where(sql<boolean>`told.subscription_id = any(${ids})`)
    .where('d.story_id', '=', storyId)
    .execute()
  for (const { subscription_id, ...one } of rows) {
    told.set(subscription_id, [...(told.get(subscription_id) ?? []), one])
  }
  return told
}

export interface NewAlert {
  readonly subscriptionId: SubscriptionId
  readonly storyId: StoryId
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly body: AlertBody
  readonly tells: readonly DevelopmentId[]
  readonly at: Date
}

const insertedAtOnce = 500

/** Saves alerts and what they tell; one that was raised before is passed over. Gives the ids of the new ones. */
export async function saveAlerts(db: Db | Tx, alerts: readonly NewAlert[]): Promise<AlertId[]> {
  const made: AlertId[] = []
  for (let from = 0; from < alerts.length; from += insertedAtOnce) {
    made.push(...(await saveSome(db, alerts.slice(from, from + insertedAtOnce))))
  }
  return made
}

async function saveSome(db: Db | Tx, alerts: readonly NewAlert[]): Promise<AlertId[]> {
  const withIds = alerts.map((alert) => ({ ...alert, id: newId('alert') }))
  const rows = await db
    .insertInto('alerts')
    .values(
      withIds.map((alert) => ({
        id: alert.id,
        subscription_id: alert.subscriptionId,
        story_id: alert.storyId,
        report_id: alert.reportId,
        revision_id: alert.revisionId,
        body: json(storableValue(alert.body)),
        at: alert.at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['subscription_id', 'revision_id']).doNothing())
    .returning('id')
    .execute()
  const made = new Set(rows.map((row) => row.id))
  const told = withIds
    .filter((alert) => made.has(alert.id))
    .flatMap((alert) =>
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
  return [...made]
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
