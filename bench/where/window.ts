import { json } from '../../src/db/json.ts'
import type { Db } from '../../src/db/open.ts'
import { newId, type ReportId, type RevisionId, type SourceId } from '../../src/domain/ids.ts'
import type { Reading } from '../../src/domain/reading.ts'
import type { KnownReport } from '../../src/tracing/knownReport.ts'
import type { TextMaker } from '../tracing/texts.ts'

/** A made report as database and window take it. */
export interface MadeReport {
  readonly id: ReportId
  readonly revisionId: RevisionId
  readonly sourceId: SourceId
  readonly text: string
  readonly at: Date
  readonly known: KnownReport
}

const begin = Date.UTC(2026, 10, 1)
const minuteMs = 60_000

/** The report of that number: a text of its own, a sentence to a paragraph, one a minute. */
export function aMadeReport(number: number, sources: number, maker: TextMaker): MadeReport {
  const id = newId('report')
  const at = new Date(begin + (number * minuteMs) / 2)
  const text = maker.text().replaceAll('. ', '.\n\n')
  const sourceName = `Source ${number % sources}`
  return {
    id,
    revisionId: newId('revision'),
    sourceId: `src_${number % sources}` as SourceId,
    text,
    at,
    known: {
      id,
      sourceName,
      at: at.getTime(),
      uncertainMs: minuteMs,
      arrived: at.getTime(),
      credits: [],
      links: [],
      declared: [],
    },
  }
}

/** Writes reports with their sources, texts and origins, as the stages would. */
export async function addReports(db: Db, reports: readonly MadeReport[]): Promise<void> {
  const names = new Map(reports.map((report) => [report.sourceId, report.known.sourceName]))
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('sources')
      .values([...names].map(([id, name]) => ({ id, name })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx.insertInto('reports').values(reports.map(reportRow)).execute()
    await tx.insertInto('revisions').values(reports.map(revisionRow)).execute()
    await tx
      .updateTable('reports')
      .from('revisions as v')
      .set((row) => ({ revision_id: row.ref('v.id'), public_revision_id: row.ref('v.id') }))
      .whereRef('v.report_id', '=', 'reports.id')
      .where(
        'reports.id',
        'in',
        reports.map((report) => report.id),
      )
      .execute()
    await tx.insertInto('origins').values(reports.map(originRow)).execute()
  })
}

function reportRow({ id, sourceId, at }: MadeReport) {
  return {
    id,
    source_id: sourceId,
    public_at: at,
    identity_keys: [id as string],
    headline: 'A made report',
    seen_at: at,
    at,
  }
}

function revisionRow({ id, revisionId, text, at }: MadeReport) {
  const reading: Reading = {
    headline: 'A made report',
    text,
    blocks: blocksOf(text),
    authors: [],
    credits: [],
    links: [],
    sourceNotes: [],
    declared: [],
    repairs: [],
    dir: 'ltr',
    lang: 'en',
  }
  return {
    id: revisionId,
    report_id: id,
    number: 1,
    headline: 'A made report',
    text,
    text_hash: id as string,
    reading: json(reading),
    seen_at: at,
  }
}

function blocksOf(text: string): Reading['blocks'] {
  return [...text.matchAll(/[^\n]+/g)].map((line) => ({
    role: 'body' as const,
    start: line.index,
    end: line.index + line[0].length,
  }))
}

function originRow({ id, revisionId, at, known }: MadeReport) {
  const origin = {
    kind: 'own' as const,
    mainSource: id,
    share: 0,
    basis: [],
    confidence: 0.9,
    reasons: [],
    chain: [],
  }
  return {
    id: newId('origin'),
    report_id: id,
    revision_id: revisionId,
    kind: 'own' as const,
    main_report_id: id,
    main_name: known.sourceName,
    share: 0,
    confidence: 0.9,
    traced: json({ origin, traces: [], fresh: [] }),
    found_at: at,
  }
}
