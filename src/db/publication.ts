import { sql } from 'kysely'
import type { ReportId, RevisionId, SourceId } from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'

/** A report and its newest revision, as the stages hand them on. */
export interface ReportNow {
  readonly reportId: ReportId
  readonly revisionId: RevisionId
}

/** Shows a revision to the public. False when it is shown already, or the report is withdrawn or not there. */
export async function publish(db: Db | Tx, { reportId, revisionId }: ReportNow, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('reports')
    .set({
      public_at: sql<Date>`coalesce(public_at, ${at})`,
      public_revision_id: revisionId,
      public_revision_at: at,
    })
    .where('id', '=', reportId)
    .where('withdrawn_at', 'is', null)
    .where('public_revision_id', 'is distinct from', revisionId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The report with its newest revision, when that has been placed in a story and is not what the public sees. */
export async function unpublishedReport(db: Db | Tx, id: ReportId): Promise<ReportNow | undefined> {
  return unpublished(db).where('r.id', '=', id).executeTakeFirst()
}

/** The reports of a source that the public does not see in their newest revision, the oldest first. */
export async function unpublishedOf(db: Db | Tx, source: SourceId, limit = 10_000): Promise<ReportNow[]> {
  return unpublished(db).where('r.source_id', '=', source).orderBy('r.at').limit(limit).execute()
}

/** Takes a report back. False where it was before, or there is no such report. */
export async function withdraw(db: Db | Tx, id: ReportId, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('reports')
    .set({ withdrawn_at: at })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

function unpublished(db: Db | Tx) {
  return db
    .selectFrom('reports as r')
    .innerJoin('story_reports as sr', 'sr.report_id', 'r.id')
    .select(['r.id as reportId', sql<RevisionId>`r.revision_id`.as('revisionId')])
    .where('r.revision_id', 'is not', null)
    .where('r.withdrawn_at', 'is', null)
    .where(sql<boolean>`r.public_revision_id is distinct from r.revision_id`)
}
