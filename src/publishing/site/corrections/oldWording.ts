import type { CopyText } from '../../../db/pages/corrections.ts'
import type { Passage } from '../../../domain/passage.ts'
import { scan } from '../../../text/scan.ts'
import { sentencesOf } from '../../../text/sentences.ts'
import type { SiteDeps } from '../deps.ts'
import { numberParagraphs } from '../report/paragraphs.ts'

/** A sentence that was corrected, and the copies that still have its old words. */
export interface OldWording {
  readonly before: string
  /** The words of it that were changed and that copies still have. */
  readonly was: readonly Passage[]
  /** The sentence as it is now; empty where it was taken out. */
  readonly now: string
  /** What stands in the place of those words. */
  readonly instead: readonly Passage[]
  /** Whether a number, name, negation or quotation was changed. */
  readonly serious: boolean
  readonly copies: readonly CarryingCopy[]
}

export interface CarryingCopy {
  readonly id: string
  readonly sourceName: string
  readonly lang: string | null
  /** The paragraph of the copy that has the old words; undefined for its headline. */
  readonly paragraph?: number
}

/**
 * The sentences of an earlier text that a later one changed and whose old words copies still have, those first where a
 * number, name, negation or quotation was changed. Words that were only put in leave no old wording behind.
 */
export function oldWordings(
  copies: readonly CopyText[],
  texts: { before: string; now: string },
  stale: SiteDeps['stale'],
): OldWording[] {
  return changedSentences(texts)
    .map((sentence) => oldWording(copies, sentence, stale))
    .filter(({ copies: carrying }) => carrying.length > 0)
    .sort((a, b) => Number(b.serious) - Number(a.serious))
}

function oldWording(
  copies: readonly CopyText[],
  { before, now }: ChangedSentence,
  stale: SiteDeps['stale'],
): OldWording {
  const carrying = copies.flatMap((copy) => {
    const found = stale(copy.text, before, now).filter(
      ({ was, effects }) => was.end > was.start || effects.length > 0,
    )
    return found.length > 0 ? [{ copy, found }] : []
  })
  const all = carrying.flatMap(({ found }) => found)
  return {
    before,
    now,
    was: distinct(all.map(({ was }) => was)),
    instead: distinct(all.map((one) => one.now)),
    serious: all.some(({ effects }) => effects.length > 0),
    copies: carrying.map(({ copy: { id, sourceName, lang, reading }, found }) => {
      return { id, sourceName, lang, paragraph: numberParagraphs(reading).numberAt(found[0]!.here.start) }
    }),
  }
}

/** Spans in order, each once, without empty ones. */
function distinct(spans: readonly Passage[]): Passage[] {
  const known = new Map(spans.filter(({ start, end }) => end > start).map((span) => [span.start, span]))
  return [...known.values()].sort((a, b) => a.start - b.start)
}

interface ChangedSentence {
  readonly before: string
  /** Empty where nothing like it is said any more. */
  readonly now: string
}

/** Part of the words of the shorter sentence that the other must have to be what became of it. */
const leastAlike = 0.4

/** The sentences of the earlier text that the later does not have, each with what became of it. */
export function changedSentences({ before, now }: { before: string; now: string }): ChangedSentence[] {
  const [old, fresh] = [sentencesIn(before), sentencesIn(now)]
  const kept = new Set(old)
  const still = new Set(fresh)
  const added = fresh.filter((sentence) => !kept.has(sentence))
  return old
    .filter((sentence) => !still.has(sentence))
    .map((sentence) => ({ before: sentence, now: likest(sentence, added) }))
}

function sentencesIn(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) => sentencesOf(line).map(({ start, end }) => line.slice(start, end).trim()))
}

function likest(sentence: string, others: readonly string[]): string {
  const words = wordsOf(sentence)
  let best = { likeness: leastAlike, sentence: '' }
  for (const other of others) {
    const there = wordsOf(other)
    const likeness = words.intersection(there).size / Math.max(1, Math.min(words.size, there.size))
    if (likeness > best.likeness) best = { likeness, sentence: other }
  }
  return best.sentence
}

function wordsOf(sentence: string): Set<number> {
  return new Set(scan(sentence).words)
}

/** The same wording found against several earlier revisions counts once, with all its copies. */
export function gathered(wordings: readonly OldWording[]): OldWording[] {
  const known = new Map<string, OldWording>()
  for (const wording of wordings) {
    const last = known.get(wording.before)
    known.set(wording.before, last ? { ...last, copies: united(last.copies, wording.copies) } : wording)
  }
  return [...known.values()]
}

function united(one: readonly CarryingCopy[], other: readonly CarryingCopy[]): CarryingCopy[] {
  const known = new Set(one.map((copy) => copy.id))
  return [...one, ...other.filter((copy) => !known.has(copy.id))]
}
