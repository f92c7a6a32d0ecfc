import type { Span } from '../sentences.ts'
import type { SentenceAnchors, Translatable } from './anchors.ts'
import { type NameLinks, nameLinks } from './nameLinks.ts'

/** A sentence and the one it translates. */
export interface SentencePair {
  /** Numbers of the sentences in their texts. */
  readonly a: number
  readonly b: number
  readonly here: Span
  readonly there: Span
  /** The chance that they belong together, given that one text translates the other in order. */
  readonly similarity: number
  /** What the two share that survives translation, as a natural logarithm. */
  readonly shared: number
  /** How many of their names and numbers, counted on both sides, the other has too, and how many there are. */
  readonly kept: number
  readonly all: number
}

export interface TranslatedAlignment {
  readonly pairs: readonly SentencePair[]
  /** How much more likely the texts are with these sentences aligned than with none, as a natural logarithm. */
  readonly evidence: number
}

/** What is lost by leaving out a sentence, and by taking two for one. */
const skipping = -0.9
const merging = -1.6
/** The spread of the logarithm of the lengths' ratio: of translations, and of sentences that have nothing in common. */
const lengthSpread = 0.22
const spreadOfShort = 1.6
const spreadOfOthers = 0.8
const missingNumber = -0.7
const mostMissing = 3
const leastSimilarity = 0.5
/** What one shared number, name, word or concept can tell at the most. */
const mostOfOne = 3.5

/**
 * Aligns two texts of different languages sentence by sentence, in order, one to one, one to two or two to one: dynamic
 * programming after Gale and Church (1993) over lengths, numbers, names, words in common and kinds of sentence, summed
 * over all alignments, so that each pair has its chance.
 */
export function alignTranslated(a: Translatable, b: Translatable): TranslatedAlignment {
  const height = a.sentences.length
  const width = b.sentences.length
  if (height === 0 || width === 0) return { pairs: [], evidence: 0 }
  const links = nameLinks(a, b)
  const shared = sharedBySentence(a, b, links)
  const table = new Moves(a.sentences, b.sentences, shared)
  const ahead = table.ahead()
  const chances = table.chances(ahead)
  const pairs: SentencePair[] = []
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const similarity = chances[i * width + j]!
      if (similarity < leastSimilarity) continue
      const here = a.sentences[i]!.span
      const there = b.sentences[j]!.span
      pairs.push({
        a: i,
        b: j,
        here,
        there,
        similarity: Math.min(1, similarity),
        shared: shared[i * width + j]!,
        ...keptOf(a.sentences[i]!, b.sentences[j]!, links),
      })
    }
  }
  return { pairs, evidence: ahead[ahead.length - 1]! - skipping * (height + width) }
}

function keptOf(
  one: SentenceAnchors,
  other: SentenceAnchors,
  links: NameLinks,
): { kept: number; all: number } {
  const names = namesOf(one)
  const others = namesOf(other)
  const keptHere = keptNames(one, other, links)
  const keptThere = new Set([...keptHere.values()].flat().filter((name) => others.has(name)))
  const kept = [...keptHere.keys()].filter((name) => names.has(name)).length + keptThere.size
  const numbers = one.numbers.intersection(other.numbers).size
  return {
    kept: kept + 2 * numbers,
    all: names.size + others.size + one.numbers.size + other.numbers.size,
  }
}

/** The names of one sentence that another has too, each with what it is there. */
function keptNames(one: SentenceAnchors, other: SentenceAnchors, links: NameLinks): Map<string, string[]> {
  const others = allNamesOf(other)
  const kept = new Map<string, string[]>()
  for (const name of allNamesOf(one)) {
    const found = others.has(name) ? [name] : [...(links.get(name) ?? [])].filter((link) => others.has(link))
    if (found.length > 0) kept.set(name, found)
  }
  return kept
}

function allNamesOf(sentence: SentenceAnchors): Set<string> {
  return new Set([...sentence.latinNames, ...sentence.nativeNames, ...sentence.hanNames])
}

function namesOf(sentence: SentenceAnchors): Set<string> {
  return new Set([...sentence.latinNames, ...sentence.nativeNames])
}

/** For each pair of sentences what they share, weighed by how few sentences of the other text have it too. */
function sharedBySentence(a: Translatable, b: Translatable, links: NameLinks): Float64Array {
  const width = b.sentences.length
  const shared = new Float64Array(a.sentences.length * width)
  for (const keysOfKind of [numbersOf, conceptsOf, wordsOf]) addShared(a, b, keysOfKind, shared)
  addNames(a, b, links, shared)
  return shared
}

type Keys = (sentence: SentenceAnchors) => Iterable<number>
const numbersOf: Keys = (sentence) => sentence.numbers
const conceptsOf: Keys = (sentence) => sentence.concepts
const wordsOf: Keys = (sentence) => sentence.words

function addShared(a: Translatable, b: Translatable, keysOf: Keys, shared: Float64Array): void {
  const there = placesOf(b.sentences, keysOf)
  a.sentences.forEach((sentence, i) => {
    for (const key of keysOf(sentence)) addAt(shared, i, there.get(key), b.sentences.length)
  })
}

function addNames(a: Translatable, b: Translatable, links: NameLinks, shared: Float64Array): void {
  const there = placesOf(b.sentences, allNamesOf)
  a.sentences.forEach((sentence, i) => {
    for (const name of namesOf(sentence)) {
      const linked = links.get(name)
      if (!linked) continue
      const places = new Set([...linked].flatMap((one) => there.get(one) ?? []))
      addAt(shared, i, [...places], b.sentences.length)
    }
    // Stretches of Chinese overlap: what they stand for counts once.
    const others = new Set(sentence.hanNames.flatMap((name) => [...(links.get(name) ?? [])]))
    for (const other of others) addAt(shared, i, there.get(other), b.sentences.length)
  })
}

function placesOf<Key>(
  sentences: readonly SentenceAnchors[],
  keysOf: (sentence: SentenceAnchors) => Iterable<Key>,
): Map<Key, number[]> {
  const places = new Map<Key, number[]>()
  sentences.forEach((sentence, i) => {
    for (const key of keysOf(sentence)) {
      const found = places.get(key)
      if (found) found.push(i)
      else places.set(key, [i])
    }
  })
  return places
}

function addAt(shared: Float64Array, i: number, places: readonly number[] | undefined, width: number): void {
  if (!places || places.length === 0) return
  const tells = Math.min(mostOfOne, Math.log((width + 2) / (places.length + 0.5)))
  for (const j of places) shared[i * width + j]! += tells
}

/** The scores of all moves of the alignment, and the sums over all ways through it. */
class Moves {
  readonly #a: readonly SentenceAnchors[]
  readonly #b: readonly SentenceAnchors[]
  readonly #shared: Float64Array

  constructor(a: readonly SentenceAnchors[], b: readonly SentenceAnchors[], shared: Float64Array) {
    this.#a = a
    this.#b = b
    this.#shared = shared
  }

  /** By place, the logarithm of the sum over all ways to it. */
  ahead(): Float64Array {
    const row = this.#b.length + 1
    const sums = new Float64Array((this.#a.length + 1) * row).fill(Number.NEGATIVE_INFINITY)
    sums[0] = 0
    for (let i = 0; i <= this.#a.length; i++) {
      for (let j = 0; j < row; j++) {
        for (const [down, right] of moves) {
          if (i < down || j < right) continue
          const before = sums[(i - down) * row + j - right]!
          const at = i * row + j
          sums[at] = logSum(sums[at]!, before + this.#score(i - down, j - right, down, right))
        }
      }
    }
    return sums
  }

  /** For each pair of sentences the chance that a way goes through it. */
  chances(ahead: Float64Array): Float64Array {
    const height = this.#a.length
    const width = this.#b.length
    const row = width + 1
    const behind = new Float64Array((height + 1) * row).fill(Number.NEGATIVE_INFINITY)
    behind[height * row + width] = 0
    const all = ahead[height * row + width]!
    const chances = new Float64Array(height * width)
    for (let i = height; i >= 0; i--) {
      for (let j = width; j >= 0; j--) {
        for (const [down, right] of moves) {
          if (i + down > height || j + right > width) continue
          const onward = this.#score(i, j, down, right) + behind[(i + down) * row + j + right]!
          const at = i * row + j
          behind[at] = logSum(behind[at]!, onward)
          if (down === 0 || right === 0) continue
          const chance = Math.exp(ahead[at]! + onward - all)
          for (let one = i; one < i + down; one++)
            for (let other = j; other < j + right; other++) chances[one * width + other]! += chance
        }
      }
    }
    return chances
  }

  #score(i: number, j: number, down: number, right: number): number {
    if (down === 0 || right === 0) return skipping
    let shared = down + right > 2 ? merging : 0
    let here = 0
    let there = 0
    for (let one = i; one < i + down; one++) {
      here += this.#a[one]!.length
      for (let other = j; other < j + right; other++) shared += this.#shared[one * this.#b.length + other]!
    }
    for (let other = j; other < j + right; other++) there += this.#b[other]!.length
    return shared + ofLength(here, there) + this.#ofKind(i, j, down, right)
  }

  /** Questions translate questions, and quotations quotations; numbers seldom get lost. */
  #ofKind(i: number, j: number, down: number, right: number): number {
    const here = this.#a.slice(i, i + down)
    const there = this.#b.slice(j, j + right)
    const hasQuestion = [here, there].map((side) => side.some((one) => one.isQuestion))
    const hasQuotation = [here, there].map((side) => side.some((one) => one.hasQuotation))
    return (
      (hasQuestion[0] === hasQuestion[1] ? (hasQuestion[0] ? 2 : 0) : -1.5) +
      (hasQuotation[0] === hasQuotation[1] ? (hasQuotation[0] ? 0.6 : 0.1) : -0.8) +
      missingNumber * Math.min(mostMissing, lost(here, there) + lost(there, here))
    )
  }
}

const moves = [
  [1, 1],
  [1, 0],
  [0, 1],
  [1, 2],
  [2, 1],
] as const

function lost(from: readonly SentenceAnchors[], to: readonly SentenceAnchors[]): number {
  let count = 0
  for (const sentence of from)
    for (const number of sentence.numbers) if (!to.some((other) => other.numbers.has(number))) count++
  return count
}

/** What the ratio of two lengths tells, as the logarithm of the odds. */
function ofLength(here: number, there: number): number {
  const ratio = Math.log((there + 1) / (here + 1))
  const spread = Math.sqrt(lengthSpread ** 2 + spreadOfShort / (1 + Math.min(here, there)))
  return Math.log(spreadOfOthers / spread) - (ratio * ratio * (1 / spread ** 2 - 1 / spreadOfOthers ** 2)) / 2
}

function logSum(one: number, other: number): number {
  const most = Math.max(one, other)
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(Math.min(one, other) - most))
}
