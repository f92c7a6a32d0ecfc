import type { Alignment, PassageIndex } from '../../src/text/passageIndex.ts'
import { scan } from '../../src/text/scan.ts'
import type { Span } from '../../src/text/sentences.ts'
import type { Made } from './edits.ts'

/** What was found of one kind of edit. */
export interface Score {
  readonly name: string
  readonly cases: number
  /** Cases whose article was named with a passage that overlaps what was taken. */
  readonly recall: number
  /** Named texts that were right. */
  readonly precision: number
  /** Of the right ones, the code units both claimed and taken over those either, on average. */
  readonly overlap: number
}

export function scoreCases(name: string, made: readonly Made[], index: PassageIndex): Score {
  let found = 0
  let named = 0
  let right = 0
  let overlap = 0
  for (const one of made) {
    const { alignments } = index.ask(scan(one.text))
    const isRight = (alignment: Alignment) =>
      alignment.key === one.of &&
      meet(
        alignment.passages.map((passage) => passage.here),
        one.taken,
      ) > 0
    const hit = alignments.find(isRight)
    named += alignments.length
    right += alignments.filter(isRight).length
    if (!hit) continue
    found++
    overlap += intersectionOverUnion(
      hit.passages.map((passage) => passage.here),
      one.taken,
    )
  }
  return {
    name,
    cases: made.length,
    recall: found / made.length,
    precision: named === 0 ? 1 : right / named,
    overlap: found === 0 ? 0 : overlap / found,
  }
}

function intersectionOverUnion(a: readonly Span[], b: readonly Span[]): number {
  const both = meet(a, b)
  return both / (length(a) + length(b) - both)
}

function meet(a: readonly Span[], b: readonly Span[]): number {
  const other = union(b)
  return union(a).reduce(
    (sum, x) =>
      sum +
      other.reduce((part, y) => part + Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start)), 0),
    0,
  )
}

function length(spans: readonly Span[]): number {
  return union(spans).reduce((sum, span) => sum + span.end - span.start, 0)
}

function union(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...spans].sort((x, y) => x.start - y.start)) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}
