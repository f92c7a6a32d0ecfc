import { sql } from 'kysely'
import { newId, type ReportId, type RevisionId } from '../domain/ids.ts'
import type { Origin, Traced } from '../domain/tracing.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storable, storableValue } from './storable.ts'

/** Adds what tracing found for a revision; the newest row speaks. `mainName` is whom the text goes back to. */
export async function saveOrigin(
  db: Db | Tx,
  of: { reportId: ReportId; revisionId: RevisionId; mainName: string; foundAt: Date },
  traced: Traced,
): Promise<void> {
  const { kind, of: direct, mainSource, share, confidence } = traced.origin
  await db
    .insertInto('origins')
    .values({
      id: newId('origin'),
      report_id: of.reportId,
      revision_id: of.revisionId,
      kind,
      of_report_id: (direct ?? null) as ReportId | null,
      main_report_id: (mainSource ?? of.reportId) as ReportId,
      main_name: storable(of.mainName),
      share,
      confidence,
      traced: json(storableValue(traced)),
      found_at: of.foundAt,
    })
    .execute()
}

/** What was last found for a report; undefined before it is traced. */
export async function currentOrigin(db: Db | Tx, id: ReportId): Promise<Origin | undefined> {
  const row = await db
    .selectFrom('origins')
    .select('traced')
    .where('report_id', '=', id)
    .orderBy('found_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.traced.origin
}

/**
 * Whether a report's text comes from this one, directly or at the end of its chain. What was ever found to is looked up
 * first, by index: to ask it of what is found now alone would go through all reports.
 * Expects the report as r and its `current_origins` as o to be joined.
 */
export function comesFrom(id: ReportId) {
  return sql<boolean>`(o.of_report_id = ${id} or o.main_report_id = ${id}) and r.id <> ${id} and r.id in (
    select e.report_id from origins e where e.of_report_id = ${id} or e.main_report_id = ${id})`
}

/** Reports whose text comes from this one, directly or at the end of their chain, with their newest text, oldest first. */
export async function copiesWithText(db: Db | Tx, id: ReportId, limit: number) {
  return db
    .selectFrom('current_origins as o')
    .innerJoin('reports as r', 'r.id', 'o.report_id')
    .innerJoin('revisions as v', 'v.id', 'r.revision_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .select(['r.id as reportId', 's.name as sourceName', 'v.headline', 'v.text'])
    .where(comesFrom(id))
    .where('r.withdrawn_at', 'is', null)
    .orderBy('r.at')
    .orderBy('r.id')
    .limit(limit)
    .execute()
}
