import type { Origin, Trace, Traced } from '../domain/tracing.ts'
import type { Alignment } from '../text/passageIndex.ts'
import { rewordedPassages } from '../text/rewordedPassages.ts'
import type { Scan } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'
import { type Direction, decideDirection } from './decideDirection.ts'
import { decideOrigin, type OriginCandidate } from './decideOrigin.ts'
import { freshSpans } from './fresh.ts'
import type { KnownOrigin, KnownReport } from './knownReport.ts'
import type { TracingMemory } from './memory.ts'

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
  const known = answer.alignments.flatMap((alignment): Aligned[] => {
    const there = memory.find(alignment.key)
    return there ? [{ alignment, there, direction: decideDirection(report, there.report) }] : []
  })
  const earlier = known.filter((one) => one.direction.earlier >= 0.5)
  if (textOf) await addReworded(earlier, { scan, article }, memory, textOf)
  const aligned = earlier.flatMap(({ alignment }) => alignment.passages.map((passage) => passage.here))
  const origin = decideOrigin({
    report,
    candidates: earlier.map(candidateOf),
    share: shareOf(scan, article, aligned),
    find: (id) => memory.find(id),
  })
  const alignments = earlier.map((one) => one.alignment)
  return {
    origin,
    traces: tracesOf(alignments, origin),
    fresh: freshSpans(scan.text, article, [...aligned, ...answer.common]),
    later: known.filter((one) => one.direction.earlier < 0.5).map((one) => one.alignment.key),
  }
}

interface Aligned {
  alignment: Alignment
  readonly there: { readonly report: KnownReport; readonly origin?: KnownOrigin }
  readonly direction: Direction
}

function candidateOf({ alignment, there, direction }: Aligned): OriginCandidate {
  return {
    report: there.report,
    origin: there.origin,
    direction,
    share: alignment.share,
    shareThere: alignment.shareThere,
    likeness: likenessOf(alignment),
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

function likenessOf({ passages }: Alignment): number {
  const length = (span: Span) => span.end - span.start
  const all = passages.reduce((sum, one) => sum + length(one.here), 0)
  return all === 0 ? 0 : passages.reduce((sum, one) => sum + length(one.here) * one.similarity, 0) / all
}

/** The direct origin's trace first, then the others by share. */
function tracesOf(alignments: readonly Alignment[], origin: Origin): Trace[] {
  const traces = alignments.map(
    ({ key, share, passages }): Trace => ({ of: key, share, passages: [...passages] }),
  )
  return traces
    .sort((a, b) => Number(b.of === origin.of) - Number(a.of === origin.of) || b.share - a.share)
    .slice(0, mostTraces)
}

/** Part of the article's words that lie in any of the passages. */
function shareOf(scan: Scan, article: readonly Span[], aligned: readonly Span[]): number {
  const all = wordsIn(scan, article)
  if (all.length === 0 || aligned.length === 0) return 0
  const sorted = [...aligned].sort((a, b) => a.start - b.start)
  let covered = 0
  let next = 0
  let reached = -1
  for (const word of all) {
    while (next < sorted.length && sorted[next]!.start <= scan.starts[word]!)
      reached = Math.max(reached, sorted[next++]!.end)
    if (scan.ends[word]! <= reached) covered++
  }
  return covered / all.length
}

function wordsIn(scan: Scan, spans: readonly Span[]): number[] {
  const words: number[] = []
  let span = 0
  for (let i = 0; i < scan.count; i++) {
    while (span < spans.length && spans[span]!.end < scan.ends[i]!) span++
    if (span < spans.length && scan.starts[i]! >= spans[span]!.start) words.push(i)
  }
  return words
}
