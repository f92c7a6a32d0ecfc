import type { Claims } from '../domain/claims.ts'
import { newId, type ReportId, type RevisionId } from '../domain/ids.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storable, storableValue } from './storable.ts'

/** Saves a revision's statements and figures in place of those found before. */
export async function saveClaims(
  db: Db | Tx,
  reportId: ReportId,
  revisionId: RevisionId,
  { statements, figures }: Claims,
): Promise<void> {
  await db.deleteFrom('figures').where('revision_id', '=', revisionId).execute()
  await db.deleteFrom('statements').where('revision_id', '=', revisionId).execute()
  const ids = statements.map(() => newId('statement'))
  if (statements.length > 0) {
    await db
      .insertInto('statements')
      .values(
        statements.map((claim, position) => ({
          id: ids[position]!,
          report_id: reportId,
          revision_id: revisionId,
          position,
          kind: claim.kind,
          speaker: claim.speaker === undefined ? null : storable(claim.speaker),
          claim: json(storableValue(claim)),
        })),
      )
      .execute()
  }
  if (figures.length === 0) return
  await db
    .insertInto('figures')
    .values(
      figures.map((claim, position) => ({
        id: newId('figure'),
        report_id: reportId,
        revision_id: revisionId,
        statement_id: claim.statement === undefined ? null : ids[claim.statement]!,
        position,
        of: storable(claim.of),
        low: claim.low,
        high: claim.high,
        claim: json(storableValue(claim)),
      })),
    )
    .execute()
}
