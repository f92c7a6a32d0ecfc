import { Arena } from './growing.ts'

const headSize = 2

/**
 * Whose query a program is, in one number: that of the only one, or below 0 where the list of several is: a block of
 * room, count and their numbers.
 */
export class Owners {
  readonly #arena = new Arena()

  get lists(): Int32Array {
    return this.#arena.values
  }

  get bytes(): number {
    return this.#arena.bytes
  }

  with(owner: number, added: number): number {
    if (owner >= 0) return ~this.#listOf([owner, added], 2)
    const list = ~owner
    const { values } = this.#arena
    const count = values[list + 1]!
    if (count < values[list]!) {
      values[list + headSize + count] = added
      values[list + 1] = count + 1
      return owner
    }
    const larger = this.#listOf(
      values.slice(list + headSize, list + headSize + count),
      count + (count >> 2) + 1,
    )
    this.#arena.values[larger + headSize + count] = added
    this.#arena.values[larger + 1] = count + 1
    this.#arena.give(list, headSize + count)
    return ~larger
  }

  /** What is left when one of several goes; the list becomes a single number with the last but one. */
  without(owner: number, gone: number): number {
    const list = ~owner
    const { values } = this.#arena
    const first = list + headSize
    const count = values[list + 1]! - 1
    const at = first + values.subarray(first, first + count).indexOf(gone)
    // Not among the others: it is the last.
    if (at >= first) values[at] = values[first + count]!
    values[list + 1] = count
    if (count > 1) return owner
    const only = values[first]!
    this.#arena.give(list, headSize + values[list]!)
    return only
  }

  /** All of them. */
  of(owner: number): readonly number[] {
    if (owner >= 0) return [owner]
    const { values } = this.#arena
    const first = ~owner + headSize
    return [...values.subarray(first, first + values[~owner + 1]!)]
  }

  #listOf(numbers: ArrayLike<number>, room: number): number {
    const list = this.#arena.take(headSize + room)
    const { values } = this.#arena
    values[list] = room
    values[list + 1] = numbers.length
    values.set(numbers, list + headSize)
    return list
  }
}
