import type { Filing } from './filing.ts'
import { Arena, grown } from './growing.ts'

const entrySize = 2
const headSize = 2

/**
 * For each term the queries filed under it: a block of room, count, and for each entry the guard and the query's number
 * with two marks below it: 1 when the anchor and the guard decide, 2 when it is filed under several terms.
 */
export class Postings {
  /** For each term where its block begins; 0 for none. */
  heads: Int32Array = new Int32Array(16)
  readonly #arena = new Arena()

  get entries(): Int32Array {
    return this.#arena.values
  }

  get bytes(): number {
    return this.heads.byteLength + this.#arena.bytes
  }

  file(slot: number, { anchors, guard, isExact }: Filing): void {
    const tagged = (slot << 2) | (anchors.length > 1 ? 2 : 0) | (isExact ? 1 : 0)
    for (const term of anchors) this.#put(term, guard, tagged)
  }

  /** Removes the query from the term's block, if it is there. */
  takeOut(slot: number, term: number): void {
    const head = this.heads[term] ?? 0
    if (head === 0) return
    const entries = this.#arena.values
    const count = entries[head + 1]!
    const end = head + headSize + entrySize * count
    for (let at = head + headSize; at < end; at += entrySize) {
      if (entries[at + 1]! >>> 2 !== slot) continue
      entries[at] = entries[end - 2]!
      entries[at + 1] = entries[end - 1]!
      entries[head + 1] = count - 1
      break
    }
    if (entries[head + 1] === 0) {
      this.#arena.give(head, headSize + entrySize * entries[head]!)
      this.heads[term] = 0
    }
  }

  #put(term: number, guard: number, tagged: number): void {
    if (term >= this.heads.length) this.heads = grown(this.heads, term + 1)
    let head = this.heads[term]!
    if (head === 0 || this.#arena.values[head + 1] === this.#arena.values[head])
      head = this.#enlarge(term, head)
    const entries = this.#arena.values
    const at = head + headSize + entrySize * entries[head + 1]!++
    entries[at] = guard
    entries[at + 1] = tagged
  }

  #enlarge(term: number, head: number): number {
    const count = head === 0 ? 0 : this.#arena.values[head + 1]!
    const room = count + Math.max(1, count >> 2)
    const larger = this.#arena.take(headSize + entrySize * room)
    const entries = this.#arena.values
    if (head !== 0) {
      entries.copyWithin(larger, head, head + headSize + entrySize * count)
      this.#arena.give(head, headSize + entrySize * count)
    }
    entries[larger] = room
    entries[larger + 1] = count
    this.heads[term] = larger
    return larger
  }
}
