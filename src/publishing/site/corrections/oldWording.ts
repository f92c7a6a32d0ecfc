import type { CopyText } from '../../../db/pages/corrections.ts'
import { scan } from '../../../text/scan.ts'
import { sentencesOf } from '../../../text/sentences.ts'
import type { SiteDeps } from '../deps.ts'
import { type InContext, inContext } from '../report/changes.ts'
import { numberParagraphs } from '../report/paragraphs.ts'

/** Words that were corrected, and the copies that still have them. */
export interface OldWording {
  /** The old words in their place. */
  readonly before: InContext
  /** What stands there now; empty where it was taken out. */
  readonly now: string
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
 * The wordings of an earlier text that a later one changed and that copies still have, those that touch a number, name,
 * negation or quotation first. Words that were only put in leave no old wording behind.
 */
export function oldWordings(
  copies: readonly CopyText[],
  texts: { before: string; now: string },
  stale: SiteDeps['stale'],
): OldWording[] {
  const wordings = changedSentences(texts).flatMap(({ before, now }) => {
    const ofSentence = new Map<string, OldWording & { copies: CarryingCopy[] }>()
    for (const copy of copies) {
      for (const { here, was, now: replaced, effects } of stale(copy.text, before, now)) {
        if (was.end === was.start && effects.length === 0) continue
        const key = `${was.start}-${was.end}`
        const wording = ofSentence.get(key) ?? {
          before: inContext(before, was),
          now: now.slice(replaced.start, replaced.end),
          serious: effects.length > 0,
          copies: [],
        }
        const paragraph = numberParagraphs(copy.reading).numberAt(here.start)
        wording.copies.push({ id: copy.id, sourceName: copy.sourceName, lang: copy.lang, paragraph })
        ofSentence.set(key, wording)
      }
    }
    return [...ofSentence.values()]
  })
  return wordings.sort((a, b) => Number(b.serious) - Number(a.serious))
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
    const key = `${wording.before.before}|${wording.before.words}|${wording.before.after}`
    const last = known.get(key)
    known.set(key, last ? { ...last, copies: united(last.copies, wording.copies) } : wording)
  }
  return [...known.values()]
}

function united(one: readonly CarryingCopy[], other: readonly CarryingCopy[]): CarryingCopy[] {
  const known = new Set(one.map((copy) => copy.id))
  return [...one, ...other.filter((copy) => !known.has(copy.id))]
}
