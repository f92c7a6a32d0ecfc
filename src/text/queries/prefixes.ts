import { units } from '../characters.ts'
import { grown } from './growing.ts'
import { prefixHash, prefixPrime, prefixSeed, saltOf } from './hashes.ts'
import type { Letters } from './letters.ts'
import { PairTable, pairSlot } from './pairTable.ts'

const golden = 0x9e3779b1 | 0
const filterBits = 18
/** A word whose first letters, this many, begin no prefix need not be looked at further. */
const beginning = 4
/** The lowest bit of what is no plain letter or digit in `units`. */
const specialBit = 16
/** Lists are numbered on from one set to the next up to here. */
const mostNumbers = 1 << 30

/** The prefixes that standing queries ask for, and which of them a word begins with. */
export class Prefixes {
  readonly #letters: Letters
  readonly #mostNumbers: number
  /** By salted hash. */
  readonly #terms = new PairTable()
  /** Where the letters of a prefix are. */
  readonly #lettersOf: (term: number) => number
  count = 0
  /** One bit for each hash of a prefix: most words begin like none, and this says so from the nearest memory. */
  readonly #filter = new Int32Array(1 << (filterBits - 5))
  /** The same for the first four letters of every prefix that has as many. */
  readonly #beginningFilter = new Int32Array(1 << (filterBits - 5))
  #shortest = 1 << 20
  #longest = 0
  /**
   * The prefixes of words that were asked for since the last prefix came or went: how many, then their numbers. The list
   * at 0 is the empty one.
   */
  lists: Int32Array = new Int32Array(1024)
  #listsUsed = 1
  /** The number of the list at 0. Lists of before have smaller numbers, so that words can keep numbers that are no more. */
  firstList = 1

  constructor(letters: Letters, lettersOf: (term: number) => number, most = mostNumbers) {
    this.#letters = letters
    this.#lettersOf = lettersOf
    this.#mostNumbers = most
  }

  get bytes(): number {
    return this.lists.byteLength + this.#terms.bytes + 2 * this.#filter.byteLength
  }

  find(start: string, field: number): number {
    const { pairs, shift } = this.#terms
    const mask = (pairs.length >> 1) - 1
    const key = prefixHash(start) ^ saltOf(field)
    let slot = pairSlot(key, shift)
    for (let term = pairs[2 * slot + 1]!; term !== 0; term = pairs[2 * slot + 1]!) {
      if (pairs[2 * slot] === key && this.#letters.isWord(this.#lettersOf(term), start, field)) return term
      slot = (slot + 1) & mask
    }
    return 0
  }

  /** Gives true when the numbers of lists begin anew, so that whoever keeps one must forget it. */
  put(term: number, start: string, field: number): boolean {
    this.count++
    const key = prefixHash(start) ^ saltOf(field)
    this.#terms.put(key, term)
    setBit(this.#filter, filterBit(key))
    if (start.length >= beginning) {
      setBit(this.#beginningFilter, filterBit(prefixHash(start.slice(0, beginning)) ^ saltOf(field)))
    }
    this.#shortest = Math.min(this.#shortest, start.length)
    this.#longest = Math.max(this.#longest, start.length)
    return this.#forgetLists()
  }

  /** As `put`. */
  remove(term: number, start: string, field: number): boolean {
    this.count--
    this.#terms.remove(prefixHash(start) ^ saltOf(field), term)
    return this.#forgetLists()
  }

  /** The number of a new list of the prefixes that a word begins with, by where its letters are. */
  listFor(at: number): number {
    const { values } = this.#letters
    const list = this.#listsUsed
    const most = list + 1 + this.#letters.lengthAt(at)
    if (most > this.lists.length) this.lists = grown(this.lists, most)
    const found = this.of(
      values,
      at + 1,
      this.#letters.lengthAt(at),
      this.#letters.fieldAt(at),
      this.lists,
      list + 1,
    )
    if (found === 0) return this.firstList
    this.lists[list] = found
    this.#listsUsed += found + 1
    return this.firstList + list
  }

  /**
   * Puts the prefixes that a folded word begins with into `found`, from `from` on, and gives their number. There is one
   * at most for each letter.
   */
  of(
    word: Uint16Array,
    start: number,
    length: number,
    field: number,
    found: Int32Array,
    from: number,
  ): number {
    const filter = this.#filter
    const shortest = this.#shortest
    const salt = saltOf(field)
    const most = Math.min(length, this.#longest)
    let hash = prefixSeed
    let count = 0
    for (let read = 1; read <= most; read++) {
      hash = Math.imul(hash ^ word[start + read - 1]!, prefixPrime)
      const bit = filterBit(hash ^ salt)
      if (read === beginning && ((this.#beginningFilter[bit >>> 5]! >>> (bit & 31)) & 1) === 0) break
      if (read < shortest) continue
      if (((filter[bit >>> 5]! >>> (bit & 31)) & 1) === 0) continue
      const term = this.#termOf(hash ^ salt, word, start, read, field)
      if (term > 0) found[from + count++] = term
    }
    return count
  }

  /**
   * Puts into `some` those of `count` words that may begin with a prefix, and gives their number. Four letters are enough
   * to say so of words without anything special; without a branch, which would be foretold wrongly too often.
   */
  mayBegin(
    text: Uint16Array,
    starts: Int32Array,
    words: Int32Array,
    count: number,
    field: number,
    some: Int32Array,
  ): number {
    const filter = this.#filter
    const beginningFilter = this.#beginningFilter
    const hasShort = this.#shortest < beginning
    const salt = saltOf(field)
    let found = 0
    for (let i = 0; i < count; i++) {
      const start = starts[words[i]!]!
      const first = units[text[start]!]!
      const second = units[text[start + 1]!]!
      const third = units[text[start + 2]!]!
      const fourth = units[text[start + 3]!]!
      const two = Math.imul(Math.imul(prefixSeed ^ first, prefixPrime) ^ second, prefixPrime)
      const three = Math.imul(two ^ third, prefixPrime)
      const bit = filterBit(Math.imul(three ^ fourth, prefixPrime) ^ salt)
      let may =
        (beginningFilter[bit >>> 5]! >>> (bit & 31)) | ((first | second | third | fourth) >>> specialBit)
      if (hasShort) {
        const ofTwo = filterBit(two ^ salt)
        const ofThree = filterBit(three ^ salt)
        may |= (filter[ofTwo >>> 5]! >>> (ofTwo & 31)) | (filter[ofThree >>> 5]! >>> (ofThree & 31))
      }
      some[found] = words[i]!
      found += may & 1
    }
    return found
  }

  #termOf(key: number, word: Uint16Array, start: number, length: number, field: number): number {
    const letters = this.#letters
    const { pairs, shift } = this.#terms
    const mask = (pairs.length >> 1) - 1
    let slot = pairSlot(key, shift)
    for (let term = pairs[2 * slot + 1]!; term !== 0; term = pairs[2 * slot + 1]!) {
      if (pairs[2 * slot] === key) {
        const at = this.#lettersOf(term)
        const fits = letters.lengthAt(at) === length && letters.fieldAt(at) === field
        if (fits && letters.standIn(at, word, start)) return term
      }
      slot = (slot + 1) & mask
    }
    return 0
  }

  #forgetLists(): boolean {
    this.firstList += this.#listsUsed
    this.#listsUsed = 1
    if (this.firstList < this.#mostNumbers) return false
    this.firstList = 1
    return true
  }
}

function setBit(filter: Int32Array, bit: number): void {
  filter[bit >>> 5]! |= 1 << (bit & 31)
}

function filterBit(key: number): number {
  return Math.imul(key, golden) >>> (32 - filterBits)
}
