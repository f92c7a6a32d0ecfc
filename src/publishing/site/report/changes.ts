import type { Change, ChangeEffect, Difference } from '../../../domain/difference.ts'
import type { Passage } from '../../../domain/passage.ts'
import type { TracePassage } from '../../../domain/tracing.ts'

/** Something in a text that the comparison marks, in one piece or several. */
export interface Piece extends Passage {
  /** `loose`: not in the other text at all. `change`: other words there, or none. */
  readonly as?: 'change' | 'loose'
  /** Its number among the changes, or among what was added or dropped, from 1. */
  readonly number?: number
  /** True for the piece that begins it. */
  readonly isFirst?: boolean
}

/** Fewer characters than these are the space or the comma between two passages, not something that was added. */
const shortestLoose = 12

/** What was added or dropped that is worth naming. */
export function worthNaming(text: string, spans: readonly Passage[]): Passage[] {
  return spans.filter(({ start, end }) => text.slice(start, end).trim().length >= shortestLoose)
}

/** Changes that are marked word by word: not those that stand for a whole passage said in other words. */
export function wordByWord<One extends Change>(
  changed: readonly One[],
  passages: readonly TracePassage[],
): One[] {
  const whole = new Set(passages.filter(isWhole).map(({ here, there }) => `${here.start} ${there.start}`))
  return changed.filter(({ here, there }) => !whole.has(`${here.start} ${there.start}`))
}

function isWhole({ kind }: TracePassage): boolean {
  return kind === 'reworded' || kind === 'translated'
}

/** Cuts a stretch of text where changed words and loose text begin and end. Spans of one list do not overlap. */
export function piecesOf(
  stretch: Passage,
  { changes, loose }: { changes: readonly (Passage & { number: number })[]; loose: readonly Passage[] },
): Piece[] {
  const marked: Piece[] = [
    ...changes.map((span) => ({ ...span, as: 'change' as const })),
    ...loose.map((span, index) => ({ ...span, as: 'loose' as const, number: index + 1 })),
  ].filter(({ start, end }) => start < stretch.end && end > stretch.start && end > start)
  const cuts = marked.flatMap(({ start, end }) => [
    Math.max(start, stretch.start),
    Math.min(end, stretch.end),
  ])
  const places = [...new Set([stretch.start, ...cuts, stretch.end])].sort((a, b) => a - b)
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1]!
    const mark = marked.find((one) => one.start <= start && one.end >= end)
    return { start, end, as: mark?.as, number: mark?.number, isFirst: mark?.start === start }
  })
}

/** A change in the words around it on each side. */
export interface CalledOut {
  readonly number: number
  readonly effects: readonly ChangeEffect[]
  readonly earlier: InContext
  readonly later: InContext
}

export interface InContext {
  readonly before: string
  readonly words: string
  readonly after: string
}

/**
 * The changes that touch the sense, those of quotations first; each with a few words to either side. Translated passages
 * are left out: their words are all others, and a number or name written otherwise is not another one.
 */
export function calledOut(
  here: string,
  there: string,
  { changed }: Pick<Difference, 'changed'>,
  passages: readonly TracePassage[] = [],
): CalledOut[] {
  return changed
    .map((change, index) => ({ change, number: index + 1 }))
    .filter(({ change }) => change.effects.length > 0 && !isTranslated(change, passages))
    .map(({ change, number }) => ({
      number,
      effects: change.effects,
      earlier: inContext(there, change.there),
      later: inContext(here, change.here),
    }))
    .sort((a, b) => rank(a) - rank(b))
}

/** Whether a change stands for a passage in another language. */
export function isTranslated({ here }: Pick<Change, 'here'>, passages: readonly TracePassage[]): boolean {
  return passages.some((one) => one.kind === 'translated' && one.here.start === here.start)
}

const order: readonly ChangeEffect[] = ['quotation', 'number', 'negation', 'name']

function rank({ effects }: CalledOut): number {
  return Math.min(...effects.map((effect) => order.indexOf(effect)))
}

const contextLength = 48

/** Words with what stands beside them in their paragraph, cut at a space. */
export function inContext(text: string, { start, end }: Passage): InContext {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const stop = text.indexOf('\n', end)
  const after = text.slice(end, stop < 0 ? undefined : stop)
  return { before: tailOf(before), words: text.slice(start, end), after: headOf(after) }
}

function tailOf(text: string): string {
  if (text.length <= contextLength) return text
  const tail = text.slice(-contextLength)
  return `… ${tail.slice(tail.indexOf(' ') + 1)}`
}

function headOf(text: string): string {
  if (text.length <= contextLength) return text
  const head = text.slice(0, contextLength)
  const cut = head.lastIndexOf(' ')
  return `${head.slice(0, cut > 0 ? cut : undefined)} …`
}
