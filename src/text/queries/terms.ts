import { hashWord } from '../scan.ts'
import { grown } from './growing.ts'
import { saltOf } from './hashes.ts'
import { Letters } from './letters.ts'
import { PairTable, pairSlot } from './pairTable.ts'
import { Prefixes } from './prefixes.ts'
import type { Field, Phrase, Prefix } from './query.ts'
import { fieldNumber } from './report.ts'

/** In place of a parent: the term is a word, a prefix, or not in use. */
const isWord = -1
const isPrefix = -2
const isFree = -3
const golden = 0x9e3779b1 | 0

/** Stands for what is in every report; no word has this number. */
export const always = 0

/**
 * What is known of a term: eight integers in `Terms.records`, so that the memory brings them at once.
 *
 *     parent       of a phrase the phrase without its last word, of other terms what they are
 *     last         of a phrase its last word, of a word or prefix where its letters are
 *     kids         how many phrases go on from this one
 *     kidsFilter   one bit for the last word of each of these; a bit may be left from one that is gone
 *     block        where the queries filed under it are, 0 for none (see `Postings`)
 *     choiceBlock  the same of those whose guard is a choice
 *     place        of a word the last place at which the present report has it (see `SeenTerms`)
 *     list         of a word the number of the list of its prefixes (see `Prefixes`)
 */
export const recordBits = 3
export const parentIn = 0
export const lastIn = 1
const kidsIn = 2
export const kidsFilterIn = 3
export const blockIn = 4
export const choiceBlockIn = 5
export const placeIn = 6
export const listIn = 7

/**
 * Every word, phrase and prefix that some standing query asks for, each with a number of its own. A phrase of several
 * words is a step from the phrase without its last word, so phrases that begin alike share their beginnings.
 */
export class Terms {
  /** Numbers given out so far, freed ones and `always` included. */
  count = 1
  records: Int32Array = new Int32Array(128)
  #uses: Int32Array = new Int32Array(16)
  readonly #free: number[] = []
  readonly letters: Letters = new Letters()
  /** By a word's salted hash. */
  readonly words: PairTable = new PairTable()
  /** Phrases of two words and more, by `stepKey`. */
  readonly #steps = new PairTable()
  readonly prefixes: Prefixes = new Prefixes(this.letters, (term) => this.lettersOf(term))
  /** How many words and prefixes are asked for in each field. */
  readonly asked: Int32Array = new Int32Array(16)

  /** The number of a phrase, made when it is new. Each use must be released. */
  usePhrase({ field, words }: Phrase): number {
    let term = this.#useWord(words[0]!, field)
    for (const word of words.slice(1)) term = this.#useStep(term, this.#useWord(word, field))
    return term
  }

  usePrefix({ field, start }: Prefix): number {
    const number = fieldNumber[field]
    const found = this.prefixes.find(start, number)
    if (found > 0) return this.#used(found)
    const term = this.#newTerm(isPrefix, this.letters.keep(start, number))
    if (this.prefixes.put(term, start, number)) this.#forgetLists()
    this.asked[number]!++
    return this.#used(term)
  }

  /** Lets go of one use; a term that nothing uses any more is forgotten, and gives its number to another. */
  release(term: number): void {
    if (--this.#uses[term]! > 0) return
    const at = term << recordBits
    const parent = this.records[at + parentIn]!
    const last = this.records[at + lastIn]!
    if (parent > 0) this.#removeStep(term, parent, last)
    else this.#removeLetters(term, last, parent === isPrefix)
    this.records[at + parentIn] = isFree
    this.#free.push(term)
    if (parent > 0) {
      this.release(parent)
      this.release(last)
    }
  }

  isPhrase(term: number): boolean {
    return this.records[(term << recordBits) + parentIn]! > 0
  }

  isWord(term: number): boolean {
    return this.records[(term << recordBits) + parentIn] === isWord
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

  /** Where the letters of a word or prefix are. */
  lettersOf(term: number): number {
    return this.records[(term << recordBits) + lastIn]!
  }

  /** The phrase that goes on from another by one word; 0 when there is none. */
  stepFrom(parent: number, last: number): number {
    const { records } = this
    if (((records[(parent << recordBits) + kidsFilterIn]! >>> kidBit(last)) & 1) === 0) return 0
    const { pairs, shift } = this.#steps
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

  get bytes(): number {
    const parts = [this.letters, this.words, this.#steps, this.prefixes]
    return parts.reduce((sum, { bytes }) => sum + bytes, this.records.byteLength + this.#uses.byteLength)
  }

  #useWord(word: string, field: Field): number {
    const number = fieldNumber[field]
    const key = hashWord(word) ^ saltOf(number)
    const found = this.#findWord(key, word, number)
    if (found > 0) return this.#used(found)
    const term = this.#newTerm(isWord, this.letters.keep(word, number))
    this.words.put(key, term)
    this.asked[number]!++
    return this.#used(term)
  }

  #findWord(key: number, word: string, field: number): number {
    const { pairs, shift } = this.words
    const mask = (pairs.length >> 1) - 1
    let slot = pairSlot(key, shift)
    for (let term = pairs[2 * slot + 1]!; term !== 0; term = pairs[2 * slot + 1]!) {
      if (pairs[2 * slot] === key && this.letters.isWord(this.lettersOf(term), word, field)) return term
      slot = (slot + 1) & mask
    }
    return 0
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
    this.#steps.put(stepKey(parent, last), term)
    return this.#used(term)
  }

  #used(term: number): number {
    this.#uses[term]!++
    return term
  }

  #newTerm(parent: number, last: number): number {
    const term = this.#free.pop() ?? this.count++
    const at = term << recordBits
    const end = at + (1 << recordBits)
    if (end > this.records.length) this.records = grown(this.records, end)
    if (term >= this.#uses.length) this.#uses = grown(this.#uses, term + 1)
    this.records.fill(0, at, end)
    this.records[at + parentIn] = parent
    this.records[at + lastIn] = last
    return term
  }

  #removeStep(term: number, parent: number, last: number): void {
    this.#steps.remove(stepKey(parent, last), term)
    const at = parent << recordBits
    if (--this.records[at + kidsIn]! === 0) this.records[at + kidsFilterIn] = 0
  }

  #removeLetters(term: number, letters: number, prefix: boolean): void {
    const word = this.letters.wordAt(letters)
    const field = this.letters.fieldAt(letters)
    this.asked[field]!--
    if (!prefix) this.words.remove(hashWord(word) ^ saltOf(field), term)
    else if (this.prefixes.remove(term, word, field)) this.#forgetLists()
    this.letters.forget(letters)
  }

  #forgetLists(): void {
    for (let at = listIn; at < this.records.length; at += 1 << recordBits) this.records[at] = 0
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
