import { bias, weights } from './rewordingWeights.ts'
import { scan } from './scan.ts'

/** A sentence as rewording looks at it. */
export interface Sentence {
  readonly text: string
  readonly words: readonly number[]
  /** Words cut to five letters, so that most endings do not tell them apart. */
  readonly stems: readonly string[]
  /** What each word tells, in bits, at most `mostBits`. */
  readonly bits: readonly number[]
  readonly numbers: ReadonlySet<number>
  /** Words written with a capital that do not begin the sentence. */
  readonly names: ReadonlySet<number>
}

const mostBits = 12
const capital = /\p{Lu}/u
const digit = /\p{Nd}/u
const negation = /\b(?:not|no|never|without|nor|neither|den(?:y|ies|ied))\b|n['’]t\b/i

/** Takes a sentence apart. `bitsOf` says what a word tells: see Rarity. */
export function sentenceOf(text: string, bitsOf: (word: number) => number): Sentence {
  const { count, words, starts, ends } = scan(text)
  const at = Array.from({ length: count }, (_, i) => i)
  const initial = (i: number) => text.charAt(starts[i]!)
  return {
    text,
    words: Array.from(words),
    stems: at.map((i) => stem(text.slice(starts[i], ends[i]).toLowerCase())),
    bits: at.map((i) => Math.min(mostBits, bitsOf(words[i]!))),
    numbers: new Set(at.filter((i) => digit.test(initial(i))).map((i) => words[i]!)),
    names: new Set(at.filter((i) => i > 0 && capital.test(initial(i))).map((i) => words[i]!)),
  }
}

function stem(word: string): string {
  return word.length > 5 ? word.slice(0, 5) : word.replace(/s$/, '')
}

/**
 * The chance that two sentences say the same in other words, 0 to 1: a logistic model over what is measured below,
 * trained on pairs of news sentences by `bench/tracing/trainRewording.ts`; docs/decisions/tracing.md has its score.
 */
export function rewording(a: Sentence, b: Sentence): number {
  const values = measure(a, b)
  let sum = bias
  for (let i = 0; i < values.length; i++) sum += weights[i]! * values[i]!
  return 1 / (1 + Math.exp(-sum))
}

/** What the model looks at, always in the same order. Pairs of shares are given lesser first. */
export function measure(a: Sentence, b: Sentence): number[] {
  const shorter = Math.min(a.words.length, b.words.length)
  const longer = Math.max(a.words.length, b.words.length)
  if (shorter === 0) return []
  return [
    ...[1, 2, 3, 4].flatMap((length) => sharedRuns(a.words, b.words, length)),
    ...[1, 2, 3].flatMap((length) => sharedRuns(a.stems, b.stems, length)),
    ...[4, 6].flatMap((length) => sharedRuns([...a.text.toLowerCase()], [...b.text.toLowerCase()], length)),
    ...shareOfBits(a, b),
    ...ofOrder(a, b),
    (longer - shorter) / longer,
    Math.log(shorter),
    Math.log(longer),
    ...ofNumbers(a, b),
    ...ofNames(a, b),
    a.words[0] === b.words[0] ? 1 : 0,
    a.words.at(-1) === b.words.at(-1) ? 1 : 0,
    negation.test(a.text) === negation.test(b.text) ? 0 : 1,
  ]
}

function ordered(x: number, y: number): [number, number] {
  return x < y ? [x, y] : [y, x]
}

/** Which part of each side's runs of that length the other has too. */
function sharedRuns(
  a: readonly (number | string)[],
  b: readonly (number | string)[],
  length: number,
): number[] {
  const runs = runCounts(a, length)
  let shared = 0
  for (const [run, count] of runCounts(b, length)) shared += Math.min(count, runs.get(run) ?? 0)
  const part = (words: readonly unknown[]) => shared / Math.max(1, words.length - length + 1)
  return ordered(part(a), part(b))
}

function runCounts(words: readonly (number | string)[], length: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i + length <= words.length; i++) {
    const run = words.slice(i, i + length).join(' ')
    counts.set(run, (counts.get(run) ?? 0) + 1)
  }
  return counts
}

/** How much of what each side tells is shared, what the rarest unshared words tell, and what each side has alone. */
function shareOfBits(a: Sentence, b: Sentence): number[] {
  const inA = new Set(a.stems)
  const inB = new Set(b.stems)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const alone = (one: Sentence, other: ReadonlySet<string>) =>
    one.bits.filter((_, i) => !other.has(one.stems[i]!))
  const aloneA = alone(a, inB)
  const aloneB = alone(b, inA)
  const rarest = [...aloneA, ...aloneB].sort((x, y) => y - x)
  const bits = ordered(sum(aloneA) / 60, sum(aloneB) / 60)
  return [
    ...ordered(1 - sum(aloneA) / sum(a.bits), 1 - sum(aloneB) / sum(b.bits)),
    (rarest[0] ?? 0) / mostBits,
    (rarest[2] ?? 0) / mostBits,
    Math.log1p(rarest.length),
    ...bits,
    ...bits.map(Math.sqrt),
  ]
}

/** How far the shared words stand in one order, in how many pieces, and what lies between them. */
function ofOrder(a: Sentence, b: Sentence): number[] {
  const lengths = commonLengths(a.stems, b.stems)
  const inOrder = lengths[0]![0]!
  const gaps = gapsOf(a, b, lengths)
  return [
    ...ordered(inOrder / a.words.length, inOrder / b.words.length),
    longestRun(a.words, b.words) / Math.min(a.words.length, b.words.length),
    gaps.pieces / Math.max(1, inOrder),
    gaps.changed,
    ...ordered(gaps.longestA / 8, gaps.longestB / 8),
    ...ordered(gaps.mostA / 60, gaps.mostB / 60),
  ]
}

/** The length of the longest common subsequence of what follows each pair of places. */
function commonLengths(a: readonly string[], b: readonly string[]): Int16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Int16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  return lengths
}

interface Gaps {
  pieces: number
  /** Gaps with words of their own on both sides: something said otherwise, rather than added or dropped. */
  changed: number
  longestA: number
  longestB: number
  mostA: number
  mostB: number
}

/** Walks along the longest common subsequence. Words that the other side has elsewhere do not count as a gap. */
function gapsOf(a: Sentence, b: Sentence, lengths: readonly Int16Array[]): Gaps {
  const gaps: Gaps = { pieces: 0, changed: 0, longestA: 0, longestB: 0, mostA: 0, mostB: 0 }
  const inA = new Set(a.stems)
  const inB = new Set(b.stems)
  let own = { a: 0, b: 0, bitsA: 0, bitsB: 0 }
  const close = () => {
    if (own.a > 0 && own.b > 0) gaps.changed++
    gaps.longestA = Math.max(gaps.longestA, own.a)
    gaps.longestB = Math.max(gaps.longestB, own.b)
    gaps.mostA = Math.max(gaps.mostA, own.bitsA)
    gaps.mostB = Math.max(gaps.mostB, own.bitsB)
    own = { a: 0, b: 0, bitsA: 0, bitsB: 0 }
  }
  let matching = false
  let i = 0
  let j = 0
  while (i < a.stems.length || j < b.stems.length) {
    if (i < a.stems.length && j < b.stems.length && a.stems[i] === b.stems[j]) {
      if (!matching) {
        close()
        gaps.pieces++
      }
      matching = true
      i++
      j++
      continue
    }
    matching = false
    if (j >= b.stems.length || (i < a.stems.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      if (!inB.has(a.stems[i]!)) {
        own.a++
        own.bitsA += a.bits[i]!
      }
      i++
    } else {
      if (!inA.has(b.stems[j]!)) {
        own.b++
        own.bitsB += b.bits[j]!
      }
      j++
    }
  }
  close()
  return gaps
}

function longestRun(a: readonly number[], b: readonly number[]): number {
  let longest = 0
  let before = new Int16Array(b.length + 1)
  for (const word of a) {
    const now = new Int16Array(b.length + 1)
    for (let j = 1; j <= b.length; j++) {
      if (word !== b[j - 1]) continue
      now[j] = before[j - 1]! + 1
      longest = Math.max(longest, now[j]!)
    }
    before = now
  }
  return longest
}

function ofNumbers({ numbers: a }: Sentence, { numbers: b }: Sentence): number[] {
  const shared = a.intersection(b).size
  const both = a.size > 0 && b.size > 0
  return [
    a.size + b.size === 0 ? 1 : 0,
    shared === a.size && shared === b.size ? 1 : 0,
    shared === a.size || shared === b.size ? 1 : 0,
    both && shared < Math.min(a.size, b.size) ? 1 : 0,
    ...ordered(a.size ? shared / a.size : 1, b.size ? shared / b.size : 1),
  ]
}

/** Names that the other side does not mention in any form of writing, and those that it does. */
function ofNames(a: Sentence, b: Sentence): number[] {
  const wordsA = new Set(a.words)
  const wordsB = new Set(b.words)
  const aloneA = a.names.difference(wordsB).size
  const aloneB = b.names.difference(wordsA).size
  return [...ordered(aloneA, aloneB), a.names.size - aloneA]
}
