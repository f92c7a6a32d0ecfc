import { sql } from 'kysely'
import { newId, type ReportId, type RevisionId, type SourceId } from '../domain/ids.ts'
import type { Reading } from '../domain/reading.ts'
import type { Db, Tx } from './open.ts'
import { storable } from './storable.ts'

/** One article as one source published it. Its text is in its revisions; `revisionId` is the newest. */
export interface Report {
  readonly id: ReportId
  readonly sourceId: SourceId
  readonly revisionId?: RevisionId
  readonly url?: string
  readonly headline: string
  readonly lang?: string
  readonly publishedAt?: Date
  /** When it was first seen. */
  readonly seenAt: Date
  /** When it was published, as far as that can be believed; else when it was seen. */
  readonly at: Date
  readonly withdrawnAt?: Date
}

export async function findReport(db: Db | Tx, id: ReportId): Promise<Report | undefined> {
  const row = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    sourceId: row.source_id,
    revisionId: row.revision_id ?? undefined,
    url: row.url ?? undefined,
    headline: row.headline,
    lang: row.lang ?? undefined,
    publishedAt: row.published_at ?? undefined,
    seenAt: row.seen_at,
    at: row.at,
    withdrawnAt: row.withdrawn_at ?? undefined,
  }
}

/** A report that may be the one another capture shows, with its newest text. */
export interface ReportByKey {
  readonly reportId: ReportId
  readonly keys: readonly string[]
  readonly textHash: string
  readonly number: number
  readonly reading: Reading
}

const mostCandidates = 20

/** The newest reports of a source that share an identity key, at most twenty. */
export async function findReportsByKeys(
  db: Db | Tx,
  sourceId: SourceId,
  keys: readonly string[],
): Promise<ReportByKey[]> {
  if (keys.length === 0) return []
  // Found by the keys first: a source may have reports by the ten thousand.
  const rows = await db
    .with(
      (cte) => cte('keyed').materialized(),
      (cte) =>
        cte
          .selectFrom('reports')
          .select(['id', 'source_id', 'revision_id', 'identity_keys', 'seen_at'])
          .where(sql<boolean>`identity_keys && ${keys.map(storable)}::text[]`),
    )
    .selectFrom('keyed')
    .innerJoin('revisions', 'revisions.id', 'keyed.revision_id')
    .select(['keyed.id', 'identity_keys', 'text_hash', 'number', 'reading'])
    .where('source_id', '=', sourceId)
    .orderBy('keyed.seen_at', 'desc')
    .limit(mostCandidates)
    .execute()
  return rows.map((row) => ({
    reportId: row.id,
    keys: row.identity_keys,
    textHash: row.text_hash,
    number: row.number,
    reading: row.reading,
  }))
}

export interface NewReport {
  readonly sourceId: SourceId
  readonly url?: string
  readonly keys: readonly string[]
  readonly headline: string
  readonly lang?: string
  readonly publishedAt?: Date
  readonly seenAt: Date
  readonly at: Date
}

/** Makes a report without a revision; `setRevision` gives it one. */
export async function insertReport(db: Db | Tx, report: NewReport): Promise<ReportId> {
  const id = newId('report')
  await db
    .insertInto('reports')
    .values({
      id,
      source_id: report.sourceId,
      url: report.url === undefined ? null : storable(report.url),
      identity_keys: report.keys.map(storable),
      headline: storable(report.headline),
      lang: report.lang ?? null,
      published_at: report.publishedAt ?? null,
      seen_at: report.seenAt,
      at: report.at,
    })
    .execute()
  return id
}

/** Says which revision of a report is the newest, and what it is now called. Its time stays. */
export async function setRevision(
  db: Db | Tx,
  id: ReportId,
  now: { revisionId: RevisionId; headline: string; lang?: string; url?: string },
): Promise<void> {
  await db
    .updateTable('reports')
    .set({
      revision_id: now.revisionId,
      headline: storable(now.headline),
      ...(now.lang === undefined ? {} : { lang: now.lang }),
      ...(now.url === undefined ? {} : { url: storable(now.url) }),
    })
    .where('id', '=', id)
    .execute()
}

/** Keeps every key a report was ever known by. */
export async function setIdentityKeys(db: Db | Tx, id: ReportId, keys: readonly string[]): Promise<void> {
  await db
    .updateTable('reports')
    .set({ identity_keys: keys.map(storable) })
    .where('id', '=', id)
    .execute()
}
