import type { Scan } from '../text/scan.ts'
import { endOfNumber, isNumberAt, numberKey } from './terms.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A name or a number tells events apart better than a word: chosen on ECB+ train (bench/stories). */
const nameWeight = 2
const numberWeight = 2
/** The first word of a report weighs this much more than the last: news is told from the top. */
const firstWeight = 2
/** Two telling words at most this many characters apart follow each other: "power station", not "power of the station". */
const pairGap = 2
/** How many telling words on that falls to a third: about a headline and a lead. */
const leadWords = 20

/** A report's words as the memory keeps them: `weights` still want multiplying by each word's rarity. */
export interface Profile {
  /** The words by number, each once, and after them the pairs of words that follow each other. */
  readonly ids: Int32Array
  /** How many of the ids are words. */
  readonly words: number
  readonly weights: Float32Array
  /** The script most of its words are in: texts in two scripts share numbers alone. */
  readonly script: Script
}

export type Script = 'latin' | 'cyrillic' | 'arabic' | 'other'

/** Words met, by number: how often, how often with a capital, whether as a number, and at which place first. */
let counts = new Int32Array(1 << 12)
let capitals = new Int32Array(1 << 12)
let firsts = new Int32Array(1 << 12)
let numbers = new Uint8Array(1 << 12)

/** The profile of a text, whose headline comes first. */
export function profileOf(scan: Scan, vocabulary: Vocabulary): Profile {
  const met: number[] = []
  const scripts: Record<Script, number> = { latin: 0, cyrillic: 0, arabic: 0, other: 0 }
  const metPairs: number[] = []
  let place = 0
  let lastId = -1
  let lastEnd = 0
  forEachTerm(scan, vocabulary, (id, start, end, number) => {
    if (lastId >= 0 && start - lastEnd <= pairGap) countPair(vocabulary.idOfPair(lastId, id), metPairs)
    lastId = id
    lastEnd = end
    if (id >= counts.length) grow(id + 1)
    if (counts[id] === 0) {
      met.push(id)
      firsts[id] = place
      numbers[id] = number ? 1 : 0
    }
    counts[id]!++
    if (!number) scripts[scriptOf(scan.text.charCodeAt(start))]++
    if (!number && hasCapital(scan.text, start, end)) capitals[id]!++
    place++
  })
  const weights = new Float32Array(met.length + metPairs.length)
  for (let i = 0; i < met.length; i++) {
    const id = met[i]!
    const kind = numbers[id] === 1 ? numberWeight : capitals[id] === counts[id] ? nameWeight : 1
    const lead = 1 + (firstWeight - 1) * Math.exp(-firsts[id]! / leadWords)
    weights[i] = (1 + Math.log(counts[id]!)) * kind * lead
    counts[id] = 0
    capitals[id] = 0
  }
  for (let i = 0; i < metPairs.length; i++) {
    weights[met.length + i] = 1 + Math.log(counts[metPairs[i]!]!)
    counts[metPairs[i]!] = 0
  }
  const ids = Int32Array.from(met.concat(metPairs))
  return { ids, words: met.length, weights, script: mostOf(scripts) }
}

function countPair(id: number, met: number[]): void {
  if (id >= counts.length) grow(id + 1)
  if (counts[id] === 0) met.push(id)
  counts[id]!++
}

/** Each of these words as the text first writes it; left out where it is not there. */
export function asWritten(scan: Scan, vocabulary: Vocabulary, ids: readonly number[]): string[] {
  const written = new Map<number, string>()
  forEachTerm(scan, vocabulary, (id, start, end) => {
    if (ids.includes(id) && !written.has(id)) written.set(id, scan.text.slice(start, end))
  })
  return ids.flatMap((id) => written.get(id) ?? [])
}

function forEachTerm(
  scan: Scan,
  vocabulary: Vocabulary,
  take: (id: number, start: number, end: number, number: boolean) => void,
): void {
  const { text, count, starts, ends } = scan
  for (let i = 0; i < count; i++) {
    const start = starts[i]!
    if (isNumberAt(text, start)) {
      i = endOfNumber(scan, i)
      take(vocabulary.idOf(numberKey(text.slice(start, ends[i]!))), start, ends[i]!, true)
      continue
    }
    const id = vocabulary.idOfWord(scan, i)
    if (id >= 0) take(id, start, ends[i]!, false)
  }
}

function scriptOf(unit: number): Script {
  if (unit < 0x250) return 'latin'
  if (unit >= 0x400 && unit < 0x530) return 'cyrillic'
  if ((unit >= 0x600 && unit < 0x780) || (unit >= 0xfb50 && unit < 0xfefd)) return 'arabic'
  return 'other'
}

function mostOf(scripts: Record<Script, number>): Script {
  let most: Script = 'latin'
  for (const script of ['cyrillic', 'arabic', 'other'] as const) {
    if (scripts[script] > scripts[most]) most = script
  }
  return most
}

function hasCapital(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x41 && unit <= 0x5a) return true
    if (unit > 0x7f) {
      const rest = text.slice(i, end)
      return rest !== rest.toLowerCase()
    }
  }
  return false
}

function grow(least: number): void {
  const length = Math.max(least, counts.length * 2)
  const larger = <Values extends Int32Array | Uint8Array>(from: Values, into: Values): Values => {
    into.set(from)
    return into
  }
  counts = larger(counts, new Int32Array(length))
  capitals = larger(capitals, new Int32Array(length))
  firsts = larger(firsts, new Int32Array(length))
  numbers = larger(numbers, new Uint8Array(length))
}

/**
 * Compares one report at a time with many: the mean of two cosines, that of their words, each weighted by its count, its
 * kind, its place and its rarity as it is now, and that of their pairs of words. The weights of the one are laid out by
 * number, so each comparison is one pass.
 */
export class Comparison {
  readonly #vocabulary: Vocabulary
  #laidOut: Float64Array<ArrayBuffer> = new Float64Array(1 << 12)
  #profile: Profile | undefined
  #length = 0
  #pairsLength = 0

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  /** Chooses the report that is compared from now on. */
  of(profile: Profile): this {
    for (const id of this.#profile?.ids ?? []) this.#laidOut[id] = 0
    if (this.#laidOut.length < this.#vocabulary.size) {
      this.#laidOut = new Float64Array(this.#vocabulary.size * 2)
    }
    this.#profile = profile
    const { ids, words, weights } = profile
    let squares = 0
    for (let i = 0; i < words; i++)
      squares += this.#layOut(ids[i]!, weights[i]! * this.#vocabulary.weight(ids[i]!))
    this.#length = Math.sqrt(squares)
    squares = 0
    for (let i = words; i < ids.length; i++) {
      squares += this.#layOut(ids[i]!, weights[i]! * this.#vocabulary.pairWeight(ids[i]!))
    }
    this.#pairsLength = Math.sqrt(squares)
    return this
  }

  /** Likeness from 0 to 1. */
  with({ ids, words, weights }: Profile): number {
    const vocabulary = this.#vocabulary
    const laidOut = this.#laidOut
    let squares = 0
    let product = 0
    for (let i = 0; i < words; i++) {
      const id = ids[i]!
      const weight = weights[i]! * vocabulary.weight(id)
      squares += weight * weight
      product += weight * laidOut[id]!
    }
    let pairSquares = 0
    let pairProduct = 0
    for (let i = words; i < ids.length; i++) {
      const id = ids[i]!
      const weight = weights[i]! * vocabulary.pairWeight(id)
      pairSquares += weight * weight
      pairProduct += weight * laidOut[id]!
    }
    return (cosine(product, squares, this.#length) + cosine(pairProduct, pairSquares, this.#pairsLength)) / 2
  }

  /** The numbers of the words of `other` that make it alike, the strongest first. */
  sharedWith({ ids, words, weights }: Profile, limit: number): number[] {
    const shared: { id: number; weight: number }[] = []
    for (let i = 0; i < words; i++) {
      const id = ids[i]!
      const mine = this.#laidOut[id]!
      if (mine > 0) shared.push({ id, weight: mine * weights[i]! * this.#vocabulary.weight(id) })
    }
    return shared
      .sort((a, b) => b.weight - a.weight)
      .slice(0, limit)
      .map(({ id }) => id)
  }

  /** Gives the square of the weight. */
  #layOut(id: number, weight: number): number {
    this.#laidOut[id] = weight
    return weight * weight
  }
}

function cosine(product: number, squares: number, length: number): number {
  return squares === 0 || length === 0 ? 0 : product / (Math.sqrt(squares) * length)
}
