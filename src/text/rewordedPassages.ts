import type { AlignedPassage } from './passageIndex.ts'
import { rewording, type Sentence, sentenceOf } from './rewording.ts'
import { type Span, sentencesOf } from './sentences.ts'

/** One side: a text, the parts of it that count, and what of it is aligned already. */
export interface PartlyAligned {
  readonly text: string
  readonly article: readonly Span[]
  readonly aligned: readonly Span[]
}

/** Sentences said in other words are claimed from this chance on; below it too many only speak of the same thing. */
const enoughChance = 0.85
/** What the shared words must tell at the least, in bits, and as a part of what the shorter sentence tells. */
const enoughShared = 35
const leastShared = 0.4
const fewestWords = 6
/** A sentence with more than this part aligned already is not looked at. */
const mostAligned = 0.4

interface Open {
  readonly span: Span
  readonly sentence: Sentence
  readonly words: ReadonlySet<number>
  readonly bits: number
}

/**
 * The sentences of one text that say in other words what a sentence of another says, each with its best match. To be
 * asked of two texts that are known to share passages: two reports of one event say much the same without any copying.
 */
export function rewordedPassages(
  here: PartlyAligned,
  there: PartlyAligned,
  bitsOf: (word: number) => number,
): AlignedPassage[] {
  const open = openSentences(here, bitsOf)
  if (open.length === 0) return []
  const others = openSentences(there, bitsOf)
  const taken = new Set<Open>()
  return open.flatMap((one) => {
    let best: Open | undefined
    let bestChance = enoughChance
    for (const other of others) {
      if (taken.has(other) || !mayBeReworded(one, other)) continue
      const chance = rewording(one.sentence, other.sentence)
      if (chance < bestChance) continue
      best = other
      bestChance = chance
    }
    if (!best) return []
    taken.add(best)
    return [passageOf(one, best)]
  })
}

function openSentences({ text, article, aligned }: PartlyAligned, bitsOf: (word: number) => number): Open[] {
  return article.flatMap((part) =>
    sentencesOf(text.slice(part.start, part.end)).flatMap(({ start, end }) => {
      const span = { start: part.start + start, end: part.start + end }
      if (coveredPart(span, aligned) > mostAligned) return []
      const sentence = sentenceOf(text.slice(span.start, span.end), bitsOf)
      if (sentence.words.length < fewestWords) return []
      const bits = sentence.bits.reduce((sum, one) => sum + one, 0)
      return [{ span, sentence, words: new Set(sentence.words), bits }]
    }),
  )
}

function coveredPart(span: Span, aligned: readonly Span[]): number {
  const covered = aligned.reduce(
    (sum, one) => sum + Math.max(0, Math.min(one.end, span.end) - Math.max(one.start, span.start)),
    0,
  )
  return covered / (span.end - span.start)
}

/** A quick look that leaves out nearly all pairs: what must be shared for the model to be asked at all. */
function mayBeReworded(a: Open, b: Open): boolean {
  let shared = 0
  a.sentence.words.forEach((word, i) => {
    if (b.words.has(word)) shared += a.sentence.bits[i]!
  })
  return shared >= enoughShared && shared >= leastShared * Math.min(a.bits, b.bits)
}

function passageOf(here: Open, there: Open): AlignedPassage {
  const shared = here.words.intersection(there.words).size
  return {
    here: here.span,
    there: there.span,
    kind: 'reworded',
    similarity: Math.min(1, shared / Math.max(here.sentence.words.length, there.sentence.words.length)),
  }
}
