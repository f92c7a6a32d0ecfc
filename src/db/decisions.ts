import type { Selectable } from 'kysely'
import { type DecisionId, newId, type ReportId } from '../domain/ids.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import type { Tables } from './schema.ts'
import { storable, storableValue } from './storable.ts'

/**
 * What a decision is about. `placement` (the report's id): which story a report is in; `origin` (the report's id):
 * where its text comes from; `report` and `source`: whether it may be shown at all.
 */
export type SubjectKind =
  | 'report'
  | 'source'
  | 'origin'
  | 'placement'
  | 'story'
  | 'development'
  | 'statement'
  | 'figure'

export interface Subject {
  readonly kind: SubjectKind
  readonly id: string
}

export type DecisionAction = Tables['decisions']['action']

/** What a person did about a finding. Never changed once recorded. */
export interface Decision {
  readonly id: DecisionId
  readonly subject: Subject
  readonly action: DecisionAction
  readonly why: string
  readonly by: string
  readonly at: Date
  readonly before: object | undefined
  readonly after: object | undefined
}

export interface NewDecision {
  readonly subject: Subject
  readonly action: DecisionAction
  readonly why: string
  readonly by: string
  readonly at?: Date
  readonly before?: object
  readonly after?: object
}

export async function recordDecision(db: Db | Tx, decision: NewDecision): Promise<DecisionId> {
  const id = newId('decision')
  await db
    .insertInto('decisions')
    .values({
      id,
      subject_kind: decision.subject.kind,
      subject_id: decision.subject.id,
      action: decision.action,
      why: storable(decision.why),
      by_person: storable(decision.by),
      at: decision.at,
      before: decision.before === undefined ? null : json(storableValue(decision.before)),
      after: decision.after === undefined ? null : json(storableValue(decision.after)),
    })
    .execute()
  return id
}

/** The newest decision about a subject, or the newest of the given actions. Undefined when there is none. */
export async function currentDecision(
  db: Db | Tx,
  subject: Subject,
  actions?: readonly DecisionAction[],
): Promise<Decision | undefined> {
  let newest = about(db, subject)
  if (actions) newest = newest.where('action', 'in', actions)
  const row = await newest.limit(1).executeTakeFirst()
  return row && decisionOf(row)
}

/** All decisions about a subject, the newest first. */
export async function decisionsOn(db: Db | Tx, subject: Subject, limit = 100): Promise<Decision[]> {
  return (await about(db, subject).limit(limit).execute()).map(decisionOf)
}

/** The public record: the newest decisions about anything, at most `limit`, those before `before` when given. */
export async function latestDecisions(
  db: Db | Tx,
  limit: number,
  before?: { readonly at: Date; readonly id: string },
): Promise<Decision[]> {
  let rows = db.selectFrom('decisions').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit)
  if (before) {
    rows = rows.where((eb) =>
      eb.or([
        eb('at', '<', before.at),
        eb.and([eb('at', '=', before.at), eb('id', '<', before.id as DecisionId)]),
      ]),
    )
  }
  return (await rows.execute()).map(decisionOf)
}

/**
 * The hold in force on a report, its own or its source's; undefined when it may pass. A report released after its
 * source was held passes.
 */
export async function holdOn(db: Db | Tx, reportId: ReportId): Promise<Decision | undefined> {
  const own = await currentDecision(db, { kind: 'report', id: reportId }, ['hold', 'release'])
  if (own?.action === 'hold') return own
  const report = await db
    .selectFrom('reports')
    .select('source_id')
    .where('id', '=', reportId)
    .executeTakeFirst()
  if (!report) return undefined
  const source = await currentDecision(db, { kind: 'source', id: report.source_id }, ['hold', 'release'])
  if (source?.action !== 'hold') return undefined
  return own && own.at > source.at ? undefined : source
}

function about(db: Db | Tx, subject: Subject) {
  return db
    .selectFrom('decisions')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
}

function decisionOf(row: Selectable<Tables['decisions']>): Decision {
  return {
    id: row.id,
    subject: { kind: row.subject_kind as SubjectKind, id: row.subject_id },
    action: row.action,
    why: row.why,
    by: row.by_person,
    at: row.at,
    before: row.before ?? undefined,
    after: row.after ?? undefined,
  }
}
