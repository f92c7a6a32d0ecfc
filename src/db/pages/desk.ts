import { sql } from 'kysely'
import type { ReportId, SourceId } from '../../domain/ids.ts'
import type { Traced } from '../../domain/tracing.ts'
import type { DecisionAction } from '../decisions.ts'
import type { Db } from '../open.ts'

/** A report with what was found of its origin, as the desk's queue shows it. */
export interface DeskItem {
  readonly id: ReportId
  readonly headline: string
  readonly lang: string | null
  readonly at: Date
  readonly sourceId: SourceId
  readonly sourceName: string
  readonly isPublic: boolean
  readonly kind: 'whole' | 'modified' | 'quoted' | 'own' | null
  readonly mainName: string | null
  readonly mainReportId: ReportId | null
  readonly share: number | null
  readonly confidence: number | null
  readonly traced: Traced | null
  readonly text: string
  /** What was decided last about the report or its origin. */
  readonly decided: DecisionAction | null
  readonly decidedBy: string | null
}

/** Reports that are kept from the public by a hold of their own or of their source, newest first. */
export async function heldReports(db: Db, limit: number): Promise<DeskItem[]> {
  return items(db)
    .where('r.public_at', 'is', null)
    .where('r.withdrawn_at', 'is', null)
    .where(
      sql<boolean>`exists (
        select from decisions d where d.action = 'hold' and d.subject_id in (r.id, r.source_id)
      )`,
    )
    .limit(limit)
    .execute()
}

/** The newest findings that nobody has decided about, newest first, those before `before` when it is given. */
export async function newestFindings(
  db: Db,
  limit: number,
  before?: { at: Date; id: string },
): Promise<DeskItem[]> {
  let query = items(db)
    .where('r.public_at', 'is not', null)
    .where('r.withdrawn_at', 'is', null)
    .where(
      sql<boolean>`not exists (
        select from decisions d where d.subject_id = r.id and d.subject_kind in ('report', 'origin')
          and d.action in ('confirm', 'hold', 'withdraw')
      )`,
    )
    .limit(limit)
  if (before) query = query.where(sql<boolean>`(r.at, r.id) < (${before.at}, ${before.id})`)
  return query.execute()
}

function items(db: Db) {
  const decision = sql`
    select d.action, d.by_person from decisions d
    where d.subject_id = r.id and d.subject_kind in ('report', 'origin')
    order by d.at desc, d.id desc limit 1`
  return db
    .selectFrom('reports as r')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .innerJoin('revisions as v', 'v.id', 'r.revision_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .select([
      'r.id',
      'r.headline',
      'r.lang',
      'r.at',
      's.id as sourceId',
      's.name as sourceName',
      sql<boolean>`r.public_at is not null`.as('isPublic'),
      'o.kind',
      'o.main_name as mainName',
      'o.main_report_id as mainReportId',
      'o.share',
      'o.confidence',
      'o.traced',
      'v.text',
      sql<DecisionAction | null>`(select action from (${decision}) as last)`.as('decided'),
      sql<string | null>`(select by_person from (${decision}) as last)`.as('decidedBy'),
    ])
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
}
