import { hashWord } from '../scan.ts'
import { grown } from './growing.ts'
import { PairTable, pairSlot } from './pairTable.ts'
import type { Field, Phrase, Prefix } from './query.ts'
import { fieldNumber } from './report.ts'

/** In place of a parent: the term is a word, a prefix, or not in use. */
const isWord = -1
const isPrefix = -2
const isFree = -3
const golden = 0x9e3779b1 | 0
export const prefixSeed = 0x811c9dc5 | 0
export const prefixPrime = 0x01000193
const filterBits = 18
/** A word whose first letters, this many, begin no prefix need not be looked at further. */
export const beginning = 4

/** Stands for what is in every report; no word has this number. */
export const always = 0

/**
 * What is known of a term: eight integers from `term * 8` on in `Terms.records`, so that the memory brings them at once.
 *
 *     0 of a phrase the phrase without its last word, of other terms what they are
 *     1 of a phrase its last word, of a word or prefix where its letters are in `letters`
 *     2 how many phrases go on from this one
 *     3 one bit for the last word of each of these; a bit may be left from one that is gone
 *     4 its uses
 *     5 where the queries filed under it are, 0 for none (see `Postings`), and
 *     6 where those are whose guard is a choice
 *     7 of a word the last place at which the present report has it (see `SeenTerms`)
 */
export const recordBits = 3
const parentIn = 0
const lastIn = 1
const kidsIn = 2
const kidsFilterIn = 3
const usesIn = 4
const blockIn = 5

/** What is added to a word's hash so that the same word of another field is another word. */
export function saltOf(field: number): number {
  return Math.imul(field, 0x632be59a) & ~1
}

/**
 * Every word, phrase and prefix that some standing query asks for, each with a number of its own. A phrase of several
 * words is a step from the phrase without its last word, so phrases that begin alike share their beginnings.
 */
export class Terms {
  /** Numbers given out so far, freed ones and `always` included. */
  count = 1
  records: Int32Array = new Int32Array(128)
  readonly #free: number[] = []

  /** By a word's salted hash. */
  readonly words: PairTable = new PairTable()
  /** Phrases of two words and more, by `stepKey`. */
  readonly steps: PairTable = new PairTable()
  /** By a prefix's salted hash. */
  readonly prefixes: PairTable = new PairTable()
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
    const number = fieldNumber[field]
    const key = prefixHash(start) ^ saltOf(number)
    const found = this.#find(this.prefixes, key, start, number)
    if (found > 0) return this.#used(found)
    const term = this.#newTerm(isPrefix, this.#keepLetters(start, number))
    this.prefixCount++
    this.prefixes.put(key, term)
    setBit(this.prefixFilter, filterBit(key))
    if (start.length >= beginning) {
      setBit(this.beginningFilter, filterBit(prefixHash(start.slice(0, beginning)) ^ saltOf(number)))
    }
    this.shortestPrefix = Math.min(this.shortestPrefix, start.length)
    this.longestPrefix = Math.max(this.longestPrefix, start.length)
    this.asked[number]!++
    return this.#used(term)
  }

  /** Lets go of one use; a term that nothing uses any more is forgotten, and gives its number to another. */
  release(term: number): void {
    const { records } = this
    const at = term << recordBits
    if (--records[at + usesIn]! > 0) return
    const parent = records[at + parentIn]!
    const last = records[at + lastIn]!
    if (parent > 0) this.#removeStep(term, parent, last)
    else this.#removeLetters(term, parent === isPrefix)
    records[at + parentIn] = isFree
    this.#free.push(term)
    if (parent > 0) {
      this.release(parent)
      this.release(last)
    }
  }

  isPhrase(term: number): boolean {
    return this.records[(term << recordBits) + parentIn]! > 0
  }

  isPrefix(term: number): boolean {
    return this.records[(term << recordBits) + parentIn] === isPrefix
  }

  /** The words of a phrase, in order, by their numbers. */
  wordsOf(term: number): number[] {
    const words: number[] = []
    let at = term
    for (; this.isPhrase(at); at = this.records[(at << recordBits) + parentIn]!) {
      words.push(this.records[(at << recordBits) + lastIn]!)
    }
    words.push(at)
    return words.reverse()
  }

  /** Where the letters of a word or prefix are in `letters`: first their number and field, see there. */
  lettersAt(term: number): number {
    return this.records[(term << recordBits) + lastIn]!
  }

  /** Where the queries filed under the term are, those whose guard is one term (0) or a choice (1); 0 for none. */
  blockOf(term: number, which: 0 | 1): number {
    return this.records[(term << recordBits) + blockIn + which]!
  }

  setBlock(term: number, which: 0 | 1, block: number): void {
    this.records[(term << recordBits) + blockIn + which] = block
  }

  get bytes(): number {
    const parts = [this.records, this.letters, this.prefixFilter, this.beginningFilter]
    const arrays = parts.reduce((sum, one) => sum + one.byteLength, 0)
    return arrays + this.words.bytes + this.steps.bytes + this.prefixes.bytes
  }

  #useWord(word: string, field: Field): number {
    const number = fieldNumber[field]
    const key = hashWord(word) ^ saltOf(number)
    const found = this.#find(this.words, key, word, number)
    if (found > 0) return this.#used(found)
    const term = this.#newTerm(isWord, this.#keepLetters(word, number))
    this.words.put(key, term)
    this.asked[number]!++
    return this.#used(term)
  }

  /** Takes over one use of `parent` and one of `last`, which a new step keeps and a known one gives back. */
  #useStep(parent: number, last: number): number {
    const found = this.stepFrom(parent, last)
    if (found > 0) {
      this.release(parent)
      this.release(last)
      return this.#used(found)
    }
    const term = this.#newTerm(parent, last)
    const at = parent << recordBits
    this.records[at + kidsIn]!++
    this.records[at + kidsFilterIn]! |= 1 << kidBit(last)
    this.steps.put(stepKey(parent, last), term)
    return this.#used(term)
  }

  /** The phrase that goes on from another by one word; 0 when there is none. */
  stepFrom(parent: number, last: number): number {
    const { records } = this
    if (((records[(parent << recordBits) + kidsFilterIn]! >>> kidBit(last)) & 1) === 0) return 0
    const { pairs, shift } = this.steps
    const mask = (pairs.length >> 1) - 1
    const key = stepKey(parent, last)
    let slot = pairSlot(key, shift)
    for (let step = pairs[2 * slot + 1]!; step !== 0; step = pairs[2 * slot + 1]!) {
      if (pairs[2 * slot] === key) {
        const at = step << recordBits
        if (records[at + parentIn] === parent && records[at + lastIn] === last) return step
      }
      slot = (slot + 1) & mask
    }
    return 0
  }

  #used(term: number): number {
    this.records[(term << recordBits) + usesIn]!++
    return term
  }

  #newTerm(parent: number, last: number): number {
    const term = this.#free.pop() ?? this.count++
    const at = term << recordBits
    const end = at + (1 << recordBits)
    if (end > this.records.length) this.records = grown(this.records, end)
    this.records.fill(0, at, end)
    this.records[at + parentIn] = parent
    this.records[at + lastIn] = last
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

  #isLetters(at: number, word: string, field: number): boolean {
    const { letters } = this
    if (letters[at] !== ((field << 12) | word.length)) return false
    for (let i = 0; i < word.length; i++) if (letters[at + 1 + i] !== word.charCodeAt(i)) return false
    return true
  }

  #find(table: PairTable, key: number, word: string, field: number): number {
    const { pairs, shift } = table
    const mask = (pairs.length >> 1) - 1
    let slot = pairSlot(key, shift)
    for (let term = pairs[2 * slot + 1]!; term !== 0; term = pairs[2 * slot + 1]!) {
      if (pairs[2 * slot] === key && this.#isLetters(this.lettersAt(term), word, field)) return term
      slot = (slot + 1) & mask
    }
    return 0
  }

  #removeStep(term: number, parent: number, last: number): void {
    this.steps.remove(stepKey(parent, last), term)
    const at = parent << recordBits
    if (--this.records[at + kidsIn]! === 0) this.records[at + kidsFilterIn] = 0
  }

  #removeLetters(term: number, prefix: boolean): void {
    const at = this.lettersAt(term)
    const head = this.letters[at]!
    const word = String.fromCharCode(...this.letters.subarray(at + 1, at + 1 + (head & 4095)))
    const field = head >> 12
    const free = this.#freeLetters.get(word.length) ?? []
    this.#freeLetters.set(word.length, free)
    free.push(at)
    this.asked[field]!--
    if (prefix) this.prefixCount--
    if (prefix) this.prefixes.remove(prefixHash(word) ^ saltOf(field), term)
    else this.words.remove(hashWord(word) ^ saltOf(field), term)
  }
}

function stepKey(parent: number, last: number): number {
  const mixed = Math.imul(parent, golden) ^ Math.imul(last, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

/** The bit of 32 for a phrase's last word. */
export function kidBit(last: number): number {
  return Math.imul(last, golden) >>> 27
}

export function prefixHash(start: string): number {
  let hash = prefixSeed
  for (let i = 0; i < start.length; i++) hash = Math.imul(hash ^ start.charCodeAt(i), prefixPrime)
  return hash
}

function setBit(filter: Int32Array, bit: number): void {
  filter[bit >>> 5]! |= 1 << (bit & 31)
}

/** The filter's bit for a prefix's salted hash. */
export function filterBit(key: number): number {
  return Math.imul(key, golden) >>> (32 - filterBits)
}
