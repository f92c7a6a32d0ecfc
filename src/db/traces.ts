import { sql } from 'kysely'
import type { ReportId, RevisionId } from '../domain/ids.ts'
import type { Reading } from '../domain/reading.ts'
import type { Origin } from '../domain/tracing.ts'
import type { Db, Tx } from './open.ts'

/** A report as tracing takes it: its newest text, or the one asked for, and who published it. */
export interface ReportToTrace {
  readonly id: ReportId
  readonly revisionId: RevisionId
  readonly sourceName: string
  readonly url: string | undefined
  readonly at: Date
  readonly seenAt: Date
  readonly text: string
  readonly reading: Reading
}

/** Undefined when there is no such report or revision of it. */
export async function reportToTrace(
  db: Db | Tx,
  id: ReportId,
  revisionId?: RevisionId,
): Promise<ReportToTrace | undefined> {
  let query = db
    .selectFrom('reports as r')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .innerJoin('revisions as v', 'v.report_id', 'r.id')
    .select(columns)
    .where('r.id', '=', id)
  query = revisionId ? query.where('v.id', '=', revisionId) : query.whereRef('v.id', '=', 'r.revision_id')
  const row = await query.executeTakeFirst()
  return row && { ...row, url: row.url ?? undefined }
}

/** A traced report as memory is filled from it. */
export interface RememberedTrace extends ReportToTrace {
  readonly origin: Origin
  readonly foundAt: Date
}

/** The reports traced since a time, in the order they were, those after `after`. */
export async function tracedReports(
  db: Db | Tx,
  since: Date,
  limit: number,
  after?: RememberedTrace,
): Promise<RememberedTrace[]> {
  let query = db
    .selectFrom('reports as r')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .innerJoin('revisions as v', 'v.id', 'r.revision_id')
    .innerJoin('current_origins as o', 'o.report_id', 'r.id')
    .select([...columns, 'o.traced', 'o.found_at as foundAt'])
    .where('o.found_at', '>=', since)
    .where('r.withdrawn_at', 'is', null)
    .orderBy('o.found_at')
    .orderBy('r.id')
    .limit(limit)
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('o.found_at', 'r.id'), '>', tuple(after.foundAt, after.id)),
    )
  }
  const rows = await query.execute()
  return rows.map(({ traced, ...row }) => ({ ...row, url: row.url ?? undefined, origin: traced.origin }))
}

const columns = [
  'r.id',
  'v.id as revisionId',
  's.name as sourceName',
  'r.url',
  // What a report said anew it said when that was seen, not when the report was first published.
  sql<Date>`case when v.number > 1 then greatest(r.at, v.seen_at) else r.at end`.as('at'),
  'v.seen_at as seenAt',
  'v.text',
  'v.reading',
] as const
