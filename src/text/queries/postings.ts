import { Arena } from './growing.ts'
import { recordBits, type Terms } from './terms.ts'

export const headSize = 3

/**
 * For each term the programs filed under it: a block of room, count, and how many of the entries, the first ones, are
 * decided: nothing is left to be tested once the guard is there. An entry is the guard, that is so many terms of which
 * one must be there, and the address of the program.
 */
export class Postings {
  readonly #terms: Terms
  /** Where a term's record says where its block is, see `Terms`. */
  readonly #blockIn: number
  readonly #size: number
  readonly #arena = new Arena()

  constructor(terms: Terms, blockIn: number, guards: number) {
    this.#terms = terms
    this.#blockIn = blockIn
    this.#size = guards + 1
  }

  get entries(): Int32Array {
    return this.#arena.values
  }

  get bytes(): number {
    return this.#arena.bytes
  }

  file(address: number, anchors: readonly number[], guard: readonly number[], isDecided: boolean): void {
    for (const term of anchors) this.#put(term, [...guard, address], isDecided)
  }

  /** The address of a program filed under the term and the guard of which `isSame` is true; 0 when there is none. */
  find(term: number, guard: readonly number[], isSame: (address: number) => boolean): number {
    const head = this.#blockOf(term)
    if (head === 0) return 0
    const entries = this.#arena.values
    const end = this.#placeAt(head, entries[head + 1]!)
    for (let at = head + headSize; at < end; at += this.#size) {
      if (!guard.every((one, i) => entries[at + i] === one)) continue
      const address = entries[at + guard.length]!
      if (isSame(address)) return address
    }
    return 0
  }

  /** How many are filed under the term. */
  countUnder(term: number): number {
    const head = this.#blockOf(term)
    return head === 0 ? 0 : this.#arena.values[head + 1]!
  }

  /** Removes the program from the term's block, if it is there. */
  takeOut(address: number, term: number): void {
    const head = this.#blockOf(term)
    if (head === 0) return
    const at = this.#find(address, head)
    if (at < 0) return
    const entries = this.#arena.values
    const isDecided = at < this.#placeAt(head, entries[head + 2]!)
    // The last decided one takes its place, and the last of all the place of that.
    const lastDecided = isDecided ? this.#placeAt(head, --entries[head + 2]!) : at
    this.#copy(lastDecided, at)
    this.#copy(this.#placeAt(head, --entries[head + 1]!), lastDecided)
    if (entries[head + 1]! > 0) return
    this.#arena.give(head, headSize + this.#size * entries[head]!)
    this.#setBlock(term, 0)
  }

  #blockOf(term: number): number {
    return this.#terms.records[(term << recordBits) + this.#blockIn]!
  }

  #setBlock(term: number, block: number): void {
    this.#terms.records[(term << recordBits) + this.#blockIn] = block
  }

  #placeAt(head: number, index: number): number {
    return head + headSize + this.#size * index
  }

  #find(address: number, head: number): number {
    const entries = this.#arena.values
    const end = this.#placeAt(head, entries[head + 1]!)
    for (let at = head + headSize; at < end; at += this.#size) {
      if (entries[at + this.#size - 1] === address) return at
    }
    return -1
  }

  #put(term: number, entry: readonly number[], isDecided: boolean): void {
    let head = this.#blockOf(term)
    if (head === 0 || this.#arena.values[head + 1] === this.#arena.values[head]) {
      head = this.#enlarge(term, head)
    }
    const entries = this.#arena.values
    const last = this.#placeAt(head, entries[head + 1]!++)
    const at = isDecided ? this.#placeAt(head, entries[head + 2]!++) : last
    this.#copy(at, last)
    entries.set(entry, at)
  }

  #copy(from: number, to: number): void {
    this.#arena.values.copyWithin(to, from, from + this.#size)
  }

  #enlarge(term: number, head: number): number {
    const count = head === 0 ? 0 : this.#arena.values[head + 1]!
    const room = count + Math.max(1, count >> 2)
    const larger = this.#arena.take(headSize + this.#size * room)
    const entries = this.#arena.values
    entries[larger + 2] = 0
    if (head !== 0) {
      const size = headSize + this.#size * count
      entries.copyWithin(larger, head, head + size)
      this.#arena.give(head, size)
    }
    entries[larger] = room
    entries[larger + 1] = count
    this.#setBlock(term, larger)
    return larger
  }
}
