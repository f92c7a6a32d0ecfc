import { isDense, scan } from '../text/scan.ts'

/** Words that two sentences must share, of all that either has, to say the same. */
const sameShare = 0.8
/** Words of a sentence that another must have to say it too, in words of its own. */
const tooShare = 0.5
/** Shorter words are of the language rather than of the matter. */
const tellingLetters = 4

export interface Words {
  readonly all: ReadonlySet<number>
  readonly telling: ReadonlySet<number>
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
  for (let i = 0; i < words.length; i++) {
    if (isDense(words[i]!) || ends[i]! - starts[i]! >= tellingLetters) telling.add(words[i]!)
  }
  return { all: new Set(words), telling, numbers: text.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? [] }
}

/** True where one sentence tells whoever knows the other nothing: nearly the same words, and the same numbers. */
export function saySame(a: Words, b: Words): boolean {
  if (a.numbers.join(' ') !== b.numbers.join(' ')) return false
  // Too unlike in length to be the same: most are.
  if (Math.min(a.all.size, b.all.size) < sameShare * Math.max(a.all.size, b.all.size)) return false
  const shared = countShared(a.all, b.all)
  return shared >= sameShare * (a.all.size + b.all.size - shared)
}

/** True where a sentence bears out what another says: its numbers, and half of its telling words. */
export function bearsOut(sentence: Words, said: Words): boolean {
  if (said.telling.size === 0) return saySame(sentence, said)
  if (!said.numbers.every((number) => sentence.numbers.includes(number))) return false
  return countShared(said.telling, sentence.all) >= tooShare * said.telling.size
}

function countShared(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared
}
