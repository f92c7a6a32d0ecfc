import { isDense, scan } from '../text/scan.ts'

/** Words that two sentences must share, of all that either has, to say the same. */
const sameShare = 0.8
/** Words of a sentence that another must have to say it too, in words of its own, where the numbers agree. */
const tooShare = 0.5
/** The same where there is no number to agree on: more of them, and so many at least. */
const tooShareWithout = 0.6
const tooWordsWithout = 3
/** Shorter words are of the language rather than of the matter; many of those of four letters ("said", "that") too. */
const tellingLetters = 4
const longLetters = 5

export interface Words {
  readonly all: ReadonlySet<number>
  readonly telling: ReadonlySet<number>
  /** The longer ones of them. */
  readonly long: ReadonlySet<number>
  /** Every number in the order given: a changed figure is news however like the rest is. */
  readonly numbers: readonly string[]
}

/** Sentences whose words are kept: those of a story are compared with each report that joins it. */
const keptSentences = 20_000
const kept = new Map<string, Words>()

export function wordsOf(text: string): Words {
  const known = kept.get(text)
  if (known) return known
  if (kept.size >= keptSentences) kept.delete(kept.keys().next().value!)
  const words = readWords(text)
  kept.set(text, words)
  return words
}

function readWords(text: string): Words {
  const { words, starts, ends } = scan(text)
  const telling = new Set<number>()
  const long = new Set<number>()
  for (let i = 0; i < words.length; i++) {
    const letters = isDense(words[i]!) ? longLetters : ends[i]! - starts[i]!
    if (letters >= tellingLetters) telling.add(words[i]!)
    if (letters >= longLetters) long.add(words[i]!)
  }
  return { all: new Set(words), telling, long, numbers: text.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? [] }
}

/** True where one sentence tells whoever knows the other nothing: nearly the same words, and the same numbers. */
export function saySame(a: Words, b: Words): boolean {
  if (a.numbers.join(' ') !== b.numbers.join(' ')) return false
  // Too unlike in length to be the same: most are.
  if (Math.min(a.all.size, b.all.size) < sameShare * Math.max(a.all.size, b.all.size)) return false
  const shared = countShared(a.all, b.all)
  return shared >= sameShare * (a.all.size + b.all.size - shared)
}

/**
 * True where a sentence bears out what another says: its numbers, and half of its telling words. Where there is no number,
 * more of them: of two sentences on one matter many share half.
 */
export function bearsOut(sentence: Words, said: Words): boolean {
  if (said.telling.size === 0) return saySame(sentence, said)
  if (!said.numbers.every((number) => sentence.numbers.includes(number))) return false
  const shared = countShared(said.telling, sentence.all)
  if (said.numbers.length > 0) return shared >= tooShare * said.telling.size
  if (shared < tooWordsWithout || shared < tooShareWithout * said.telling.size) return false
  return countShared(said.long, sentence.all) >= tooShare * said.long.size
}

function countShared(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared
}
