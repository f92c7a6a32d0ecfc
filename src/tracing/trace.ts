import type { Origin, Trace, Traced, TracePassage } from '../domain/tracing.ts'
import { rewordedPassages } from '../text/rewordedPassages.ts'
import type { Scan } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'
import { creditsSource, type Direction, decideDirection } from './decideDirection.ts'
import { decideOrigin, type OriginCandidate } from './decideOrigin.ts'
import { freshSpans } from './fresh.ts'
import type { KnownOrigin, KnownReport } from './knownReport.ts'
import type { TracingMemory } from './memory.ts'
import { creditedReport, linkedReport, type NamedReport } from './named.ts'
import { shareOf } from './shareOf.ts'
import { findTranslations } from './translated.ts'

/** A text with what is known of it. */
export interface TracedText {
  readonly report: KnownReport
  readonly scan: Scan
  /** The article's spans of the text; all of it where absent. */
  readonly article?: readonly Span[]
}

export interface Tracing extends Traced {
  /** Reports of the window that share text but came later: they may have taken it from this one. */
  readonly later: readonly string[]
}

/** Traces kept of one report: those that share the most. */
const mostTraces = 12
/** Earlier reports whose text is read again for rewordings: the likeliest origins. */
const mostReread = 2
/** What must be shared word for word before sentences said in other words are looked for. */
const leastReread = 0.08
const mostAligned = 0.97
/** From this share on a text in the same language is enough; no translation is looked for. */
const enoughFound = 0.9

/** Gives the text of an earlier report, to look for rewordings in; undefined where it is not to be had. */
export type TextOf = (id: string) => Promise<{ text: string; article?: readonly Span[] } | undefined>

/** Finds which earlier reports of the window a text comes from, and what is left over as new. */
export async function trace(text: TracedText, memory: TracingMemory, textOf?: TextOf): Promise<Tracing> {
  const { report, scan } = text
  const article = text.article ?? [{ start: 0, end: scan.text.length }]
  const answer = memory.passages.ask(scan, {
    spans: text.article,
    group: report.sourceName,
    except: report.id,
  })
  const known = answer.alignments.flatMap((alignment) => aligned(report, alignment, memory))
  const linked = linkedReport(report, memory)
  if (textOf) known.push(...(await translated({ report, scan, article }, known, linked, memory, textOf)))
  const earlier = known.filter((one) => one.direction.earlier >= 0.5)
  if (textOf) await addReworded(earlier, { scan, article }, memory, textOf)
  const spans = earlier.flatMap(({ alignment }) => alignment.passages.map((passage) => passage.here))
  const origin = decideOrigin({
    report,
    candidates: earlier.map(candidateOf),
    later: known.filter((one) => one.direction.earlier < 0.5).map(candidateOf),
    named: linked ?? creditedUnlessFound({ report, scan, article }, earlier, memory),
    share: shareOf(scan, article, spans),
    find: (id) => memory.find(id),
  })
  const alignments = earlier.map((one) => one.alignment)
  return {
    origin,
    traces: tracesOf(alignments, origin),
    fresh: freshSpans(scan.text, article, [...spans, ...answer.common]),
    later: laterThan(report, known, memory),
  }
}

/** What a text and one of the window share, word for word or by translation. */
interface Shared {
  readonly key: string
  readonly passages: readonly TracePassage[]
  readonly share: number
  readonly shareThere: number
  /** The chance that one translates the other, where they are in two languages. */
  readonly translated?: number
}

interface Aligned {
  alignment: Shared
  readonly there: { readonly report: KnownReport; readonly origin?: KnownOrigin }
  readonly direction: Direction
}

function aligned(report: KnownReport, alignment: Shared, memory: TracingMemory): Aligned[] {
  const there = memory.find(alignment.key)
  return there ? [{ alignment, there, direction: decideDirection(report, there.report) }] : []
}

type Asked = Required<TracedText>

/** Translations are not looked for where an earlier text in the same language has nearly all of it. */
async function translated(
  text: Asked,
  known: readonly Aligned[],
  linked: NamedReport | undefined,
  memory: TracingMemory,
  textOf: TextOf,
): Promise<Aligned[]> {
  const isFound = known.some((one) => one.alignment.share > enoughFound && one.direction.earlier >= 0.5)
  if (isFound) return []
  const found = await findTranslations(text, memory, textOf, linked?.report)
  return found
    .filter(({ key }) => !known.some((one) => one.alignment.key === key))
    .flatMap(({ chance, ...shared }) => aligned(text.report, { ...shared, translated: chance }, memory))
}

/** A credit is followed up only where no text of the credited source was found. */
function creditedUnlessFound(
  text: Asked,
  earlier: readonly Aligned[],
  memory: TracingMemory,
): NamedReport | undefined {
  const isFound = earlier.some(({ there }) => creditsSource(text.report, there.report))
  return isFound ? undefined : creditedReport(text, memory)
}

/** Reports that share text and came later, and those that wait for the report they say they were taken from. */
function laterThan(report: KnownReport, known: readonly Aligned[], memory: TracingMemory): string[] {
  const later = known.filter((one) => one.direction.earlier < 0.5).map((one) => one.alignment.key)
  const takers = report.url === undefined ? [] : memory.known.takersFrom(report.url)
  return [...new Set([...later, ...takers.filter((id) => id !== report.id)])]
}

function candidateOf({ alignment, there, direction }: Aligned): OriginCandidate {
  return {
    report: there.report,
    origin: there.origin,
    direction,
    share: alignment.share,
    shareThere: alignment.shareThere,
    likeness: likenessOf(alignment),
    translated: alignment.translated,
  }
}

/** Adds the sentences said in other words to the alignments with the likeliest origins. */
async function addReworded(
  earlier: readonly Aligned[],
  { scan, article }: { scan: Scan; article: readonly Span[] },
  memory: TracingMemory,
  textOf: TextOf,
): Promise<void> {
  for (const one of earlier.slice(0, mostReread)) {
    const { alignment } = one
    if (alignment.translated !== undefined) continue
    if (alignment.share < leastReread || alignment.share > mostAligned) continue
    const there = await textOf(alignment.key)
    if (!there) continue
    const reworded = rewordedPassages(
      { text: scan.text, article, aligned: alignment.passages.map((passage) => passage.here) },
      {
        text: there.text,
        article: there.article ?? [{ start: 0, end: there.text.length }],
        aligned: alignment.passages.map((passage) => passage.there),
      },
      memory.passages.bitsOf,
    )
    if (reworded.length === 0) continue
    const passages = [...alignment.passages, ...reworded].sort((a, b) => a.here.start - b.here.start)
    const share = shareOf(
      scan,
      article,
      passages.map((passage) => passage.here),
    )
    one.alignment = { ...alignment, passages, share }
  }
}

/** What a later report needs of this one's origin to go through its chain. */
export function knownOrigin(origin: Origin): KnownOrigin {
  const declared = origin.chain[0]?.kind === 'declared' ? origin.chain[0].name : undefined
  return { kind: origin.kind, of: origin.of, declared }
}

function likenessOf({ passages }: Shared): number {
  const length = (span: Span) => span.end - span.start
  const all = passages.reduce((sum, one) => sum + length(one.here), 0)
  return all === 0 ? 0 : passages.reduce((sum, one) => sum + length(one.here) * one.similarity, 0) / all
}

/** The direct origin's trace first, then the others by share. */
function tracesOf(alignments: readonly Shared[], origin: Origin): Trace[] {
  const traces = alignments.map(
    ({ key, share, passages }): Trace => ({ of: key, share, passages: [...passages] }),
  )
  return traces
    .sort((a, b) => Number(b.of === origin.of) - Number(a.of === origin.of) || b.share - a.share)
    .slice(0, mostTraces)
}
