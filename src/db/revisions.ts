import { type CaptureId, newId, type ReportId, type RevisionId } from '../domain/ids.ts'
import type { Reading } from '../domain/reading.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storable, storableValue } from './storable.ts'

/** A report's text at one time, with all that reading made of it. */
export interface Revision {
  readonly id: RevisionId
  readonly reportId: ReportId
  /** 1 for the first. */
  readonly number: number
  readonly headline: string
  readonly text: string
  readonly reading: Reading
  readonly seenAt: Date
}

const columns = ['id', 'report_id', 'number', 'headline', 'text', 'reading', 'seen_at'] as const

/** All revisions of a report, the first first. */
export async function listRevisions(db: Db | Tx, reportId: ReportId): Promise<Revision[]> {
  const rows = await db
    .selectFrom('revisions')
    .select(columns)
    .where('report_id', '=', reportId)
    .orderBy('number')
    .limit(1000)
    .execute()
  return rows.map(revisionOf)
}

export interface NewRevision {
  readonly reportId: ReportId
  readonly captureId: CaptureId
  readonly number: number
  readonly reading: Reading
  /** What tells one state of the text from the next. */
  readonly textHash: string
  readonly seenAt: Date
}

export async function insertRevision(db: Db | Tx, revision: NewRevision): Promise<RevisionId> {
  const id = newId('revision')
  const reading = storableValue(revision.reading)
  await db
    .insertInto('revisions')
    .values({
      id,
      report_id: revision.reportId,
      capture_id: revision.captureId,
      number: revision.number,
      headline: storable(reading.headline),
      text: reading.text,
      text_hash: revision.textHash,
      reading: json(reading),
      seen_at: revision.seenAt,
    })
    .execute()
  return id
}

function revisionOf(row: {
  id: RevisionId
  report_id: ReportId
  number: number
  headline: string
  text: string
  reading: Reading
  seen_at: Date
}): Revision {
  return {
    id: row.id,
    reportId: row.report_id,
    number: row.number,
    headline: row.headline,
    text: row.text,
    reading: row.reading,
    seenAt: row.seen_at,
  }
}

/** What a revision says. Undefined when there is no such revision of that report. */
export async function revisionText(
  db: Db | Tx,
  reportId: ReportId,
  revisionId: RevisionId,
): Promise<{ text: string; reading: Reading; lang: string | undefined } | undefined> {
  const row = await db
    .selectFrom('revisions as v')
    .innerJoin('reports as r', 'r.id', 'v.report_id')
    .select(['v.text', 'v.reading', 'r.lang'])
    .where('v.id', '=', revisionId)
    .where('r.id', '=', reportId)
    .executeTakeFirst()
  return row && { ...row, lang: row.lang ?? undefined }
}
