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
