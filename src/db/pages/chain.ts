import { sql } from 'kysely'
import type { ReportId, StoryId } from '../../domain/ids.ts'
import type { Db } from '../open.ts'

/** A report with what it was taken from, for the picture of a chain. */
export interface ChainReport {
  readonly id: ReportId
  readonly headline: string
  readonly at: Date
  readonly sourceName: string
  readonly kind: 'whole' | 'modified' | 'quoted' | 'own' | null
  readonly ofReportId: ReportId | null
  readonly mainReportId: ReportId | null
  readonly mainName: string | null
  /** False where the main source is only declared: no report of it was seen. */
  readonly mainSeen: boolean
}

/** The reports of a story, oldest first, at most `limit`. */
export async function chainOfStory(db: Db, id: StoryId, limit: number): Promise<ChainReport[]> {
  return chainReports(db)
    .innerJoin('story_reports as sr', 'sr.report_id', 'r.id')
    .where('sr.story_id', '=', id)
    .orderBy('r.at')
    .orderBy('r.id')
    .limit(limit)
    .execute()
}

/** The reports that go back to this one as their main source, itself included, oldest first, at most `limit`. */
export async function chainFrom(db: Db, main: ReportId, limit: number): Promise<ChainReport[]> {
  return (
    chainReports(db)
      .where((where) => where.or([where('o.main_report_id', '=', main), where('r.id', '=', main)]))
      // By index: what is found now is a view, and to ask it alone would go through all reports.
      .where(
        sql<boolean>`r.id in (select ${main} union all select e.report_id from origins e where e.main_report_id = ${main})`,
      )
      .orderBy('r.at')
      .orderBy('r.id')
      .limit(limit)
      .execute()
  )
}

/** The reports of these ids that the public sees. */
export async function chainReportsOf(db: Db, ids: readonly ReportId[]): Promise<ChainReport[]> {
  if (ids.length === 0) return []
  return chainReports(db).where('r.id', 'in', ids).execute()
}

function chainReports(db: Db) {
  return db
    .selectFrom('public_reports as r')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .leftJoin('reports as mr', 'mr.id', 'o.main_report_id')
    .leftJoin('sources as ms', 'ms.id', 'mr.source_id')
    .select([
      'r.id',
      'r.headline',
      'r.at',
      's.name as sourceName',
      'o.kind',
      'o.of_report_id as ofReportId',
      'o.main_report_id as mainReportId',
      'o.main_name as mainName',
      sql<boolean>`coalesce(lower(o.main_name) = lower(ms.name), true)`.as('mainSeen'),
    ])
}
