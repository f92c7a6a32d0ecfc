import { json } from '../../src/db/json.ts'
import type { Db } from '../../src/db/open.ts'
import { newId, type ReportId, type RevisionId } from '../../src/domain/ids.ts'
import type { Block, Reading } from '../../src/domain/reading.ts'
import type { Traced } from '../../src/domain/tracing.ts'

export interface SavedReport {
  readonly reportId: ReportId
  readonly revisionId: RevisionId
}

interface ToSave {
  readonly headline: string
  readonly paragraphs: readonly string[]
  readonly at?: string
  readonly traced?: Partial<Traced>
  /** The address its page says that it comes from. */
  readonly declared?: string
  /** The report this is a later revision of. */
  readonly of?: SavedReport
}

/** Saves a report as reading and tracing leave it: a source, a report, a revision and, where given, its origin. */
export async function saveReport(db: Db, given: ToSave): Promise<SavedReport> {
  const { headline, paragraphs } = given
  const at = new Date(given.at ?? '2026-05-01T10:00:00Z')
  const reading = aReading(headline, paragraphs, given.declared)
  const reportId = given.of?.reportId ?? (await saveNew(db, headline, at))
  const revisionId = newId('revision')
  const { n } = await db
    .selectFrom('revisions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('revisions')
    .values({
      id: revisionId,
      report_id: reportId,
      capture_id: null,
      number: Number(n) + 1,
      headline,
      text: reading.text,
      text_hash: revisionId,
      reading: json(reading),
      seen_at: at,
    })
    .execute()
  await db.updateTable('reports').set({ revision_id: revisionId }).where('id', '=', reportId).execute()
  if (given.traced) await saveOrigin(db, { reportId, revisionId }, given.traced)
  return { reportId, revisionId }
}

/** A reading of plain paragraphs. */
export function aReading(headline: string, paragraphs: readonly string[], declared?: string): Reading {
  const blocks: Block[] = [{ role: 'headline', start: 0, end: headline.length }]
  let text = headline
  for (const paragraph of paragraphs) {
    text += '\n\n'
    blocks.push({ role: 'body', start: text.length, end: text.length + paragraph.length })
    text += paragraph
  }
  return {
    headline,
    text,
    blocks,
    authors: [],
    credits: [],
    dir: 'ltr',
    links: [],
    sourceNotes: [],
    declared: declared ? [{ name: 'The Wire', role: 'agency', url: declared, passages: [] }] : [],
    repairs: [],
  }
}

async function saveNew(db: Db, headline: string, at: Date): Promise<ReportId> {
  const sourceId = newId('source')
  await db.insertInto('sources').values({ id: sourceId, name: 'The Harbour Post' }).execute()
  const id = newId('report')
  await db
    .insertInto('reports')
    .values({ id, source_id: sourceId, identity_keys: [], headline, lang: 'en', seen_at: at, at })
    .execute()
  return id
}

async function saveOrigin(
  db: Db,
  { reportId, revisionId }: SavedReport,
  { origin, traces = [], fresh = [] }: Partial<Traced>,
): Promise<void> {
  const own: Traced['origin'] = { kind: 'own', share: 0, basis: [], confidence: 1, reasons: [], chain: [] }
  const traced: Traced = { origin: origin ?? own, traces, fresh }
  await db
    .insertInto('origins')
    .values({
      id: newId('revision'),
      report_id: reportId,
      revision_id: revisionId,
      kind: traced.origin.kind,
      of_report_id: (traced.origin.of as ReportId | undefined) ?? null,
      main_report_id: (traced.origin.mainSource as ReportId | undefined) ?? reportId,
      main_name: 'The Harbour Post',
      share: traced.origin.share,
      confidence: traced.origin.confidence,
      traced: json(traced),
    })
    .execute()
}
