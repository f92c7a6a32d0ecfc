import type { Filing } from './filing.ts'
import { Arena } from './growing.ts'
import type { Terms } from './terms.ts'

const entrySize = 2
export const headSize = 3

/** Below a program's address in an entry: the query is filed under several terms; nothing is left to be tested. */
export const isRepeated = 2
export const isDecided = 1
export const addressShift = 2

/**
 * For each term the queries filed under it: a block of room, count, and how many of the entries, the first ones, are
 * plain: once the guard is there the query is met, and no other term brings it up. An entry is the guard and the address
 * of the query's program with two marks below.
 */
export class Postings {
  readonly #terms: Terms
  readonly #arena = new Arena()

  constructor(terms: Terms) {
    this.#terms = terms
  }

  get entries(): Int32Array {
    return this.#arena.values
  }

  get bytes(): number {
    return this.#arena.bytes
  }

  file(address: number, { anchors, guard, untested }: Filing): void {
    const repeated = anchors.length > 1 ? isRepeated : 0
    const marks = repeated | (untested.length === 0 ? isDecided : 0)
    for (const term of anchors) this.#put(term, guard, (address << addressShift) | marks)
  }

  /** The address of a program filed like this of which `isSame` is true; 0 when there is none. */
  find({ anchors, guard }: Filing, isSame: (address: number) => boolean): number {
    const [head, count] = this.#shortest(anchors)
    const entries = this.#arena.values
    const end = head + headSize + entrySize * count
    for (let at = head + headSize; at < end; at += entrySize) {
      if (entries[at] !== guard) continue
      const address = entries[at + 1]! >>> addressShift
      if (isSame(address)) return address
    }
    return 0
  }

  /** Removes the program from the term's block, if it is there. */
  takeOut(address: number, term: number): void {
    const head = this.#terms.blockOf(term)
    if (head === 0) return
    const at = this.#placeOf(address, head)
    if (at < 0) return
    const entries = this.#arena.values
    const last = head + headSize + entrySize * --entries[head + 1]!
    const isPlain = at < head + headSize + entrySize * entries[head + 2]!
    const lastPlain = isPlain ? head + headSize + entrySize * --entries[head + 2]! : at
    entries.copyWithin(at, lastPlain, lastPlain + entrySize)
    entries.copyWithin(lastPlain, last, last + entrySize)
    if (entries[head + 1]! > 0) return
    this.#arena.give(head, headSize + entrySize * entries[head]!)
    this.#terms.setBlock(term, 0)
  }

  #placeOf(address: number, head: number): number {
    const entries = this.#arena.values
    const end = head + headSize + entrySize * entries[head + 1]!
    for (let at = head + headSize; at < end; at += entrySize) {
      if (entries[at + 1]! >>> addressShift === address) return at
    }
    return -1
  }

  /** Where the shortest of the terms' blocks begins and how many entries it has. */
  #shortest(terms: readonly number[]): [head: number, count: number] {
    let shortest: [number, number] = [0, Number.POSITIVE_INFINITY]
    for (const term of terms) {
      const head = this.#terms.blockOf(term)
      const count = head === 0 ? 0 : this.#arena.values[head + 1]!
      if (count < shortest[1]) shortest = [head, count]
    }
    return shortest
  }

  #put(term: number, guard: number, entry: number): void {
    let head = this.#terms.blockOf(term)
    if (head === 0 || this.#arena.values[head + 1] === this.#arena.values[head]) {
      head = this.#enlarge(term, head)
    }
    const entries = this.#arena.values
    const last = head + headSize + entrySize * entries[head + 1]!++
    const isPlain = (entry & (isRepeated | isDecided)) === isDecided
    const at = isPlain ? head + headSize + entrySize * entries[head + 2]!++ : last
    entries.copyWithin(last, at, at + entrySize)
    entries[at] = guard
    entries[at + 1] = entry
  }

  #enlarge(term: number, head: number): number {
    const count = head === 0 ? 0 : this.#arena.values[head + 1]!
    const room = count + Math.max(1, count >> 2)
    const larger = this.#arena.take(headSize + entrySize * room)
    const entries = this.#arena.values
    entries[larger + 2] = 0
    if (head !== 0) {
      entries.copyWithin(larger, head, head + headSize + entrySize * count)
      this.#arena.give(head, headSize + entrySize * count)
    }
    entries[larger] = room
    entries[larger + 1] = count
    this.#terms.setBlock(term, larger)
    return larger
  }
}
