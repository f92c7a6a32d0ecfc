import type { Passage } from '../../../domain/passage.ts'
import type { Block } from '../../../domain/reading.ts'
import type { Trace, TracePassage } from '../../../domain/tracing.ts'

/** A stretch of a block in one style. `mark` is absent for text that was found nowhere earlier. */
export interface Segment extends Passage {
  readonly mark?: Mark
  /** Passages that begin here: other pages point at them by their start. */
  readonly anchors: readonly number[]
  /** True on the last segment of a marked passage within its block. */
  readonly endsMark: boolean
}

/** Where a marked passage comes from: the number of the origin in the legend, from 1. */
export interface Mark {
  readonly origin: number
  readonly kind: TracePassage['kind']
  readonly here: Passage
}

/**
 * Gives every stretch of text to one origin at most. Where several earlier reports hold it, the first trace in the
 * order given has it.
 */
export function markPassages(traces: readonly Trace[]): Mark[] {
  const marks: Mark[] = []
  traces.forEach((trace, index) => {
    for (const { here, kind } of trace.passages) {
      const free = marks.reduce((left, taken) => left.flatMap((one) => without(one, taken.here)), [here])
      for (const part of free) marks.push({ origin: index + 1, kind, here: part })
    }
  })
  return marks.sort((a, b) => a.here.start - b.here.start)
}

/** The marks to show in a text: none without a word in it, and each with the punctuation that belongs to its words. */
export function marksIn(text: string, traces: readonly Trace[]): Mark[] {
  const marks = markPassages(traces).filter(({ here }) =>
    /[\p{L}\p{N}]/u.test(text.slice(here.start, here.end)),
  )
  return withPunctuation(marks, text)
}

/** Lets marks take in the quotation marks and stops that stand right beside their words. */
export function withPunctuation(marks: readonly Mark[], text: string): Mark[] {
  return marks.map((mark, index) => {
    const before = marks[index - 1]?.here.end ?? 0
    const after = marks[index + 1]?.here.start ?? text.length
    const opening = /(?<=^|\s)[\p{Ps}\p{Pi}"']+$/u.exec(
      text.slice(Math.max(before, mark.here.start - 4), mark.here.start),
    )
    const closing = /^\p{P}+(?=\s|$)/u.exec(text.slice(mark.here.end, Math.min(after, mark.here.end + 6)))
    const here = {
      start: mark.here.start - (opening?.[0].length ?? 0),
      end: mark.here.end + (closing?.[0].length ?? 0),
    }
    return { ...mark, here }
  })
}

/** Cuts a block where marked passages begin and end and where anchors stand. */
export function segmentsOf(block: Block, marks: readonly Mark[], anchors: readonly number[]): Segment[] {
  const here = marks.filter((mark) => mark.here.start < block.end && mark.here.end > block.start)
  const pointed = anchors.filter((at) => at >= block.start && at < block.end)
  const cuts = [
    block.start,
    block.end,
    ...pointed,
    ...here.flatMap((mark) => [mark.here.start, mark.here.end]),
  ]
  const places = [...new Set(cuts.filter((at) => at >= block.start && at <= block.end))].sort((a, b) => a - b)
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1]!
    const mark = here.find((one) => one.here.start <= start && one.here.end >= end)
    return {
      start,
      end,
      mark,
      anchors: pointed.filter((at) => at === start),
      endsMark: mark !== undefined && (end === mark.here.end || end === block.end),
    }
  })
}

function without(passage: Passage, taken: Passage): Passage[] {
  if (taken.end <= passage.start || taken.start >= passage.end) return [passage]
  const left = { start: passage.start, end: Math.max(passage.start, taken.start) }
  const right = { start: Math.min(passage.end, taken.end), end: passage.end }
  return [left, right].filter((part) => part.end > part.start)
}
