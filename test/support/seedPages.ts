import { json } from '../../src/db/json.ts'
import type { Db } from '../../src/db/open.ts'
import type { Figure, Statement } from '../../src/domain/claims.ts'
import {
  type DevelopmentId,
  type FeedId,
  newId,
  type ReportId,
  type RevisionId,
  type SourceId,
  type StoryId,
} from '../../src/domain/ids.ts'
import type { Passage } from '../../src/domain/passage.ts'
import {
  articleBlocks,
  type Block,
  type BlockRole,
  bodyText,
  type Reading,
} from '../../src/domain/reading.ts'
import type { DevelopmentKind } from '../../src/domain/story.ts'
import type { Traced, TracePassage } from '../../src/domain/tracing.ts'

/** A report as a test of pages tells it: paragraphs, and what was found of them. */
export interface Told {
  readonly source: Source
  readonly at: Date
  readonly headline: string
  readonly lang?: string
  readonly paragraphs: readonly (string | { role: BlockRole; text: string })[]
  readonly authors?: readonly string[]
  readonly declared?: readonly { name: string; role: 'agency' | 'carrier' | 'publisher'; says: string }[]
  readonly credit?: { printed: string; names: string[] }
  readonly note?: { says: Reading['sourceNotes'][number]['says']; names: string[]; printed: string }
  readonly url?: string
}

export interface Source {
  readonly id: SourceId
  readonly name: string
}

export interface Report {
  readonly id: ReportId
  readonly revisionId: RevisionId
  readonly text: string
  readonly reading: Reading
  readonly at: Date
  readonly source: Source
  readonly headline: string
}

export async function addSource(
  db: Db,
  name: string,
  changes: { kind?: 'publisher' | 'agency'; lang?: string; host?: string } = {},
): Promise<Source> {
  const id = newId('source')
  const host = changes.host ?? `${name.toLowerCase().replace(/[^a-z]+/g, '-')}.example`
  const row = { id, name, host, home_url: `https://${host}/`, kind: changes.kind, lang: changes.lang ?? 'en' }
  await db.insertInto('sources').values(row).execute()
  return { id, name }
}

export async function addFeed(
  db: Db,
  source: Source,
  changes: Partial<{
    url: string
    failures: number
    last_error: string
    last_fetched_at: Date
    last_item_at: Date
    next_poll_at: Date
    interval_s: number
    quiet_after_s: number
    status: 'active' | 'gone' | 'paused'
  }> = {},
): Promise<FeedId> {
  const id = newId('feed')
  const url = changes.url ?? `https://feeds.example/${id}`
  const row = { id, source_id: source.id, kind: 'feed' as const, format: 'rss', ...changes, url }
  await db.insertInto('feeds').values(row).execute()
  return id
}

export async function addReport(db: Db, told: Told): Promise<Report> {
  const id = newId('report')
  const url = told.url ?? `https://${told.source.name.toLowerCase().replace(/[^a-z]+/g, '-')}.example/${id}`
  await db
    .insertInto('reports')
    .values({
      id,
      source_id: told.source.id,
      url,
      identity_keys: [url],
      headline: told.headline,
      lang: told.lang ?? 'en',
      published_at: told.at,
      seen_at: told.at,
      at: told.at,
    })
    .execute()
  return addRevision(db, { id, source: told.source }, told, 1)
}

/** Adds a revision to a report and makes it the current one. */
export async function addRevision(
  db: Db,
  report: Pick<Report, 'id' | 'source'>,
  told: Told,
  number: number,
): Promise<Report> {
  const reading = readTold(told)
  const revisionId = newId('revision')
  await db
    .insertInto('revisions')
    .values({
      id: revisionId,
      report_id: report.id,
      number,
      headline: told.headline,
      text: reading.text,
      text_hash: `${report.id}-${number}`,
      reading: json(reading),
      seen_at: told.at,
    })
    .execute()
  await db
    .updateTable('reports')
    .set({
      revision_id: revisionId,
      headline: told.headline,
      public_at: told.at,
      public_revision_id: revisionId,
    })
    .where('id', '=', report.id)
    .execute()
  return { ...report, revisionId, text: reading.text, reading, at: told.at, headline: told.headline }
}

/** A reading with its blocks, credits and notes laid out as spans of its text. */
export function readTold(told: Told): Reading {
  const parts: { role: BlockRole; text: string }[] = [
    { role: 'headline', text: told.headline },
    ...told.paragraphs.map((one) => (typeof one === 'string' ? { role: 'body' as const, text: one } : one)),
    ...(told.credit ? [{ role: 'credit' as const, text: told.credit.printed }] : []),
    ...(told.note ? [{ role: 'source-note' as const, text: told.note.printed }] : []),
  ]
  const blocks: Block[] = []
  let text = ''
  for (const { role, text: words } of parts) {
    if (text) text += '\n\n'
    blocks.push({ role, start: text.length, end: text.length + words.length })
    text += words
  }
  const lang = told.lang ?? 'en'
  return {
    headline: told.headline,
    text,
    blocks,
    authors: [...(told.authors ?? [])],
    credits: told.credit ? [{ ...told.credit, passage: find(text, told.credit.printed) }] : [],
    published: { at: told.at.toISOString(), precision: 'minute', basis: 'metadata' },
    lang,
    dir: lang === 'ar' ? 'rtl' : 'ltr',
    links: [],
    sourceNotes: told.note
      ? [{ says: told.note.says, names: told.note.names, passage: find(text, told.note.printed) }]
      : [],
    declared: (told.declared ?? []).map(({ says, ...one }) => ({ ...one, passages: [find(text, says)] })),
    repairs: [],
  }
}

/** The span of words that stand in a text. Throws when they do not. */
export function find(text: string, words: string): Passage {
  const start = text.indexOf(words)
  if (start < 0) throw new Error(`“${words}” is not in the text`)
  return { start, end: start + words.length }
}

/** Pairs of words, here and there; one text stands for both where they are the same. */
export type Shared = string | { here: string; there: string; kind: TracePassage['kind']; similarity: number }

export interface Found {
  readonly report: Report
  readonly kind: 'whole' | 'modified' | 'quoted' | 'own'
  readonly traces?: readonly { of: Report; shared: readonly Shared[] }[]
  readonly main?: Report
  readonly mainName?: string
  readonly confidence?: number
  readonly chain?: Traced['origin']['chain']
  readonly reasons?: readonly string[]
}

export async function addOrigin(db: Db, found: Found): Promise<Traced> {
  const { report } = found
  const traces = (found.traces ?? []).map(({ of, shared }) => {
    const passages = shared.map((one) => passageOf(report, of, one))
    return { of: of.id as string, share: shareOf(report, passages), passages }
  })
  const main = found.main ?? found.traces?.[0]?.of ?? report
  const traced: Traced = {
    origin: {
      kind: found.kind,
      of: traces[0]?.of,
      mainSource: main.id,
      share: Math.min(1, Math.max(0, ...traces.map((trace) => trace.share))),
      basis: traces.length > 0 ? ['text', 'time'] : [],
      confidence: found.confidence ?? 0.97,
      reasons: [...(found.reasons ?? [])],
      chain: [...(found.chain ?? [])],
    },
    traces,
    fresh: freshOf(
      report,
      traces.flatMap((trace) => trace.passages.map((passage) => passage.here)),
    ),
  }
  await db
    .insertInto('origins')
    .values({
      id: newId('development').replace('dev_', 'org_'),
      report_id: report.id,
      revision_id: report.revisionId,
      kind: found.kind,
      of_report_id: found.traces?.[0]?.of.id ?? null,
      main_report_id: main.id,
      main_name: found.mainName ?? main.source.name,
      share: traced.origin.share,
      confidence: traced.origin.confidence,
      traced: json(traced),
      found_at: report.at,
    })
    .execute()
  return traced
}

export async function addStory(
  db: Db,
  headline: string,
  reports: readonly Report[],
  lang = 'en',
): Promise<StoryId> {
  const id = newId('story')
  const times = reports.map((report) => report.at.getTime())
  await db
    .insertInto('stories')
    .values({
      id,
      headline,
      lang,
      first_at: new Date(Math.min(...times)),
      last_at: new Date(Math.max(...times)),
    })
    .execute()
  for (const report of reports) await placeIn(db, id, report)
  return id
}

/** Puts a report in a story. */
export async function placeIn(db: Db, story: StoryId, report: Report): Promise<void> {
  const placement = json({ story, similarity: 1, sharedWords: [], reasons: [] })
  await db.insertInto('story_reports').values({ report_id: report.id, story_id: story, placement }).execute()
}

export async function addDevelopment(
  db: Db,
  story: StoryId,
  report: Report,
  kind: DevelopmentKind,
  words: string,
  replaces?: string,
): Promise<DevelopmentId> {
  const id = newId('development')
  const { start, end } = find(report.text, words)
  await db
    .insertInto('developments')
    .values({
      id,
      story_id: story,
      report_id: report.id,
      revision_id: report.revisionId,
      kind,
      start_at: start,
      end_at: end,
      text: words,
      replaces_text: replaces ?? null,
      at: report.at,
    })
    .execute()
  return id
}

export async function addStatement(
  db: Db,
  report: Report,
  position: number,
  told: { speaker?: string; content: string; kind?: Statement['kind']; via?: string },
): Promise<void> {
  const claim: Statement = {
    kind: told.kind ?? 'direct',
    speaker: told.speaker,
    content: told.content,
    passage: find(report.text, told.content),
    via: told.via,
  }
  await db
    .insertInto('statements')
    .values({
      id: newId('statement'),
      report_id: report.id,
      revision_id: report.revisionId,
      position,
      kind: claim.kind,
      speaker: told.speaker ?? null,
      claim: json(claim),
    })
    .execute()
}

export async function addFigure(
  db: Db,
  report: Report,
  position: number,
  told: { printed: string; of: string; value: number; qualifier?: Figure['qualifier'] },
): Promise<void> {
  const claim: Figure = {
    low: told.value,
    high: told.qualifier === 'at-least' ? null : told.value,
    qualifier: told.qualifier ?? 'exactly',
    of: told.of,
    printed: told.printed,
    passage: find(report.text, told.printed),
  }
  await db
    .insertInto('figures')
    .values({
      id: newId('figure'),
      report_id: report.id,
      revision_id: report.revisionId,
      statement_id: null,
      position,
      of: told.of,
      low: claim.low,
      high: claim.high,
      claim: json(claim),
    })
    .execute()
}

function passageOf(report: Report, of: Report, shared: Shared): TracePassage {
  const { here, there, kind, similarity } =
    typeof shared === 'string'
      ? { here: shared, there: shared, kind: 'exact' as const, similarity: 1 }
      : shared
  return { here: find(report.text, here), there: find(of.text, there), kind, similarity }
}

function shareOf(report: Report, passages: readonly TracePassage[]): number {
  const shared = passages.reduce((sum, { here }) => sum + words(report.text.slice(here.start, here.end)), 0)
  return Math.min(1, shared / Math.max(1, words(bodyText(report.reading))))
}

function freshOf(report: Report, taken: readonly Passage[]): Passage[] {
  return articleBlocks(report.reading)
    .flatMap((block) => {
      const inside = taken
        .filter((one) => one.start < block.end && one.end > block.start)
        .toSorted((a, b) => a.start - b.start)
      const fresh: Passage[] = []
      let from = block.start
      for (const one of inside) {
        if (one.start > from) fresh.push({ start: from, end: one.start })
        from = Math.max(from, one.end)
      }
      if (from < block.end) fresh.push({ start: from, end: block.end })
      return fresh
    })
    .filter(({ start, end }) => /\p{L}/u.test(report.text.slice(start, end)))
}

function words(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
}
