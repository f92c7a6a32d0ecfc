import { hashWord } from '../scan.ts'
import { grown } from './growing.ts'
import type { Field, Phrase, Prefix } from './query.ts'
import { fieldNumber } from './report.ts'

/** In `parents`: the term is a word, a prefix, or not in use. */
const isWord = -1
const isPrefix = -2
const isFree = -3
const golden = 0x9e3779b1 | 0
export const prefixSeed = 0x811c9dc5 | 0
export const prefixPrime = 0x01000193
const filterBits = 18
/** A word whose first letters, this many, begin no prefix need not be looked at further. */
export const beginning = 4

/** What is added to a word's hash so that the same word of another field is another word. */
export function saltOf(field: number): number {
  return Math.imul(field, 0x632be59a) & ~1
}

/**
 * Every word, phrase and prefix that some standing query asks for, each with a number of its own. A phrase of several
 * words is a step from the phrase without its last word, so phrases that begin alike share their beginnings.
 * Kept in typed arrays: a million queries ask for some 700,000 terms.
 */
export class Terms {
  /** Numbers given out so far, freed ones included. */
  count = 0
  /** Of a phrase: the phrase without its last word. */
  parents: Int32Array = new Int32Array(16)
  /** Of a phrase: its last word. Of a word or prefix: where its letters are in `letters`. */
  lasts: Int32Array = new Int32Array(16)
  /** How many phrases go on from this one. */
  kids: Int32Array = new Int32Array(16)
  #uses: Int32Array = new Int32Array(16)
  #free: number[] = []

  /** Pairs of a word's salted hash and its number, by open addressing; -1 where there is none. */
  words: Int32Array = new Int32Array(64).fill(-1)
  wordShift = 27
  #wordCount = 0
  /** Numbers of phrases of two words and more, by open addressing on parent and last word. */
  steps: Int32Array = new Int32Array(32).fill(-1)
  stepMask = 31
  #stepCount = 0
  /** Pairs of a prefix's salted hash and its number. */
  prefixes: Int32Array = new Int32Array(64).fill(-1)
  prefixShift = 27
  prefixCount = 0
  /** One bit for each hash of a prefix: most words begin like none, and this says so from the nearest memory. */
  prefixFilter: Int32Array = new Int32Array(1 << (filterBits - 5))
  /** The same for the first four letters of every prefix that has as many. */
  beginningFilter: Int32Array = new Int32Array(1 << (filterBits - 5))
  shortestPrefix = 1 << 20
  longestPrefix = 0
  /** How many words and prefixes are asked for in each field. */
  readonly asked: Int32Array = new Int32Array(16)
  /** For each word or prefix: its length with its field above, then its folded code units. */
  letters: Uint16Array = new Uint16Array(256)
  #lettersUsed = 0
  /** By length, where letters of forgotten words stood. */
  readonly #freeLetters = new Map<number, number[]>()

  /** The number of a phrase, made when it is new. Each use must be released. */
  usePhrase({ field, words }: Phrase): number {
    let term = this.#useWord(words[0]!, field)
    for (const word of words.slice(1)) term = this.#useStep(term, this.#useWord(word, field))
    return term
  }

  usePrefix({ field, start }: Prefix): number {
    const key = prefixHash(start) ^ saltOf(fieldNumber[field])
    const found = this.#findPair(this.prefixes, this.prefixShift, key, start, fieldNumber[field])
    if (found >= 0) return this.#used(found)
    const term = this.#newTerm(isPrefix, this.#keepLetters(start, fieldNumber[field]))
    this.prefixCount++
    if (this.prefixCount * 2 > this.prefixes.length >> 1) {
      this.prefixes = rebuilt(this.prefixes, --this.prefixShift)
    }
    putPair(this.prefixes, this.prefixShift, key, term)
    setBit(this.prefixFilter, filterBit(key))
    if (start.length >= beginning) {
      const first = prefixHash(start.slice(0, beginning)) ^ saltOf(fieldNumber[field])
      setBit(this.beginningFilter, filterBit(first))
    }
    this.shortestPrefix = Math.min(this.shortestPrefix, start.length)
    this.longestPrefix = Math.max(this.longestPrefix, start.length)
    this.asked[fieldNumber[field]]!++
    return this.#used(term)
  }

  /** Lets go of one use; a term that nothing uses any more is forgotten, and gives its number to another. */
  release(term: number): void {
    if (--this.#uses[term]! > 0) return
    const parent = this.parents[term]!
    const last = this.lasts[term]!
    if (parent >= 0) {
      this.#removeStep(term)
      this.kids[parent]!--
    } else this.#removeLetters(term, parent === isPrefix)
    this.parents[term] = isFree
    this.#free.push(term)
    if (parent >= 0) {
      this.release(parent)
      this.release(last)
    }
  }

  isPhrase(term: number): boolean {
    return this.parents[term]! >= 0
  }

  /** The words of a phrase, in order, by their numbers. */
  wordsOf(term: number): number[] {
    const words: number[] = []
    let at = term
    for (; this.parents[at]! >= 0; at = this.parents[at]!) words.push(this.lasts[at]!)
    words.push(at)
    return words.reverse()
  }

  get bytes(): number {
    const arrays = [this.parents, this.lasts, this.kids, this.#uses, this.words, this.steps, this.prefixes]
    return arrays.reduce(
      (sum, one) => sum + one.byteLength,
      this.letters.byteLength + 2 * this.prefixFilter.byteLength,
    )
  }

  #useWord(word: string, field: Field): number {
    const number = fieldNumber[field]
    const key = hashWord(word) ^ saltOf(number)
    const found = this.#findPair(this.words, this.wordShift, key, word, number)
    if (found >= 0) return this.#used(found)
    const term = this.#newTerm(isWord, this.#keepLetters(word, number))
    if (++this.#wordCount * 2 > this.words.length >> 1) this.words = rebuilt(this.words, --this.wordShift)
    putPair(this.words, this.wordShift, key, term)
    this.asked[number]!++
    return this.#used(term)
  }

  /** Takes over one use of `parent` and one of `last`, which a new step keeps and a known one gives back. */
  #useStep(parent: number, last: number): number {
    let slot = stepHash(parent, last) & this.stepMask
    for (let step = this.steps[slot]!; step >= 0; step = this.steps[slot]!) {
      if (this.parents[step] === parent && this.lasts[step] === last) {
        this.release(parent)
        this.release(last)
        return this.#used(step)
      }
      slot = (slot + 1) & this.stepMask
    }
    const term = this.#newTerm(parent, last)
    this.kids[parent]!++
    if (++this.#stepCount * 3 > this.steps.length * 2) this.#growSteps()
    this.#putStep(term)
    return this.#used(term)
  }

  #used(term: number): number {
    this.#uses[term]!++
    return term
  }

  #newTerm(parent: number, last: number): number {
    const term = this.#free.pop() ?? this.count++
    if (term >= this.parents.length) {
      this.parents = grown(this.parents, term + 1)
      this.lasts = grown(this.lasts, term + 1)
      this.kids = grown(this.kids, term + 1)
      this.#uses = grown(this.#uses, term + 1)
    }
    this.parents[term] = parent
    this.lasts[term] = last
    this.kids[term] = 0
    this.#uses[term] = 0
    return term
  }

  #keepLetters(word: string, field: number): number {
    const at = this.#freeLetters.get(word.length)?.pop() ?? this.#lettersUsed
    if (at === this.#lettersUsed) this.#lettersUsed += word.length + 1
    if (this.#lettersUsed > this.letters.length) {
      const larger = new Uint16Array(this.#lettersUsed + (this.letters.length >> 1))
      larger.set(this.letters)
      this.letters = larger
    }
    this.letters[at] = (field << 12) | word.length
    for (let i = 0; i < word.length; i++) this.letters[at + 1 + i] = word.charCodeAt(i)
    return at
  }

  #lettersOf(term: number): { word: string; field: number } {
    const at = this.lasts[term]!
    const head = this.letters[at]!
    const word = String.fromCharCode(...this.letters.subarray(at + 1, at + 1 + (head & 4095)))
    return { word, field: head >> 12 }
  }

  #findPair(table: Int32Array, shift: number, key: number, word: string, field: number): number {
    const mask = (table.length >> 1) - 1
    let slot = Math.imul(key, golden) >>> shift
    for (let term = table[2 * slot + 1]!; term !== -1; term = table[2 * slot + 1]!) {
      if (table[2 * slot] === key) {
        const kept = this.#lettersOf(term)
        if (kept.word === word && kept.field === field) return term
      }
      slot = (slot + 1) & mask
    }
    return -1
  }

  #removeLetters(term: number, prefix: boolean): void {
    const { word, field } = this.#lettersOf(term)
    const free = this.#freeLetters.get(word.length) ?? []
    this.#freeLetters.set(word.length, free)
    free.push(this.lasts[term]!)
    this.asked[field]!--
    if (prefix) {
      this.prefixCount--
      removePair(this.prefixes, this.prefixShift, prefixHash(word) ^ saltOf(field), term)
    } else {
      this.#wordCount--
      removePair(this.words, this.wordShift, hashWord(word) ^ saltOf(field), term)
    }
  }

  #putStep(term: number): void {
    let slot = stepHash(this.parents[term]!, this.lasts[term]!) & this.stepMask
    while (this.steps[slot]! >= 0) slot = (slot + 1) & this.stepMask
    this.steps[slot] = term
  }

  #growSteps(): void {
    const old = this.steps
    this.steps = new Int32Array(old.length * 2).fill(-1)
    this.stepMask = this.steps.length - 1
    for (const term of old) if (term >= 0) this.#putStep(term)
  }

  #removeStep(term: number): void {
    this.#stepCount--
    const { steps, stepMask } = this
    let slot = stepHash(this.parents[term]!, this.lasts[term]!) & stepMask
    while (steps[slot] !== term) slot = (slot + 1) & stepMask
    steps[slot] = -1
    // What stood behind it may have been pushed there by it: put it in again.
    for (slot = (slot + 1) & stepMask; steps[slot]! >= 0; slot = (slot + 1) & stepMask) {
      const moved = steps[slot]!
      steps[slot] = -1
      this.#putStep(moved)
    }
  }
}

export function stepHash(parent: number, last: number): number {
  const mixed = Math.imul(parent, golden) ^ Math.imul(last, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

export function prefixHash(start: string): number {
  let hash = prefixSeed
  for (let i = 0; i < start.length; i++) hash = Math.imul(hash ^ start.charCodeAt(i), prefixPrime)
  return hash
}

/** The slot of a key in a table of pairs. */
export function pairSlot(key: number, shift: number): number {
  return Math.imul(key, golden) >>> shift
}

function setBit(filter: Int32Array, bit: number): void {
  filter[bit >>> 5]! |= 1 << (bit & 31)
}

/** The filter's bit for a prefix's salted hash. */
export function filterBit(key: number): number {
  return Math.imul(key, golden) >>> (32 - filterBits)
}

function putPair(table: Int32Array, shift: number, key: number, term: number): void {
  const mask = (table.length >> 1) - 1
  let slot = pairSlot(key, shift)
  while (table[2 * slot + 1] !== -1) slot = (slot + 1) & mask
  table[2 * slot] = key
  table[2 * slot + 1] = term
}

function removePair(table: Int32Array, shift: number, key: number, term: number): void {
  const mask = (table.length >> 1) - 1
  let slot = pairSlot(key, shift)
  while (table[2 * slot + 1] !== term) slot = (slot + 1) & mask
  table[2 * slot + 1] = -1
  for (slot = (slot + 1) & mask; table[2 * slot + 1] !== -1; slot = (slot + 1) & mask) {
    const movedKey = table[2 * slot]!
    const moved = table[2 * slot + 1]!
    table[2 * slot + 1] = -1
    putPair(table, shift, movedKey, moved)
  }
}

/** The table at twice its size; `shift` is the new one's. */
function rebuilt(table: Int32Array, shift: number): Int32Array {
  const larger = new Int32Array(table.length * 2).fill(-1)
  for (let at = 0; at < table.length; at += 2) {
    if (table[at + 1] !== -1) putPair(larger, shift, table[at]!, table[at + 1]!)
  }
  return larger
}
