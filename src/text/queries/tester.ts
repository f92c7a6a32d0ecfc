import type { Arena } from './growing.ts'
import { comparisons, lengthAt, op, opBits, opMask, partsAt, partsFrom } from './program.ts'
import type { Comparison } from './query.ts'
import type { SeenTerms } from './seen.ts'

const halves = new Int32Array(2)
const whole = new Float64Array(halves.buffer)

/** Tests programs against the report that `seen` has looked at. */
export class Tester {
  readonly #arena: Arena
  readonly #seen: SeenTerms

  constructor(arena: Arena, seen: SeenTerms) {
    this.#arena = arena
    this.#seen = seen
  }

  /** Whether the program at `at` is true, given that the report holds what it is filed under and its guard. */
  isMet(at: number): boolean {
    const code = this.#arena.values
    const { bits } = this.#seen
    let part = at + 1
    for (let left = code[at]! >>> 16; left > 0; left--) {
      const first = code[part]!
      if (first < 0 ? !this.#isTrue(part) : ((bits[first >>> 5]! >>> (first & 31)) & 1) === 0) return false
      if (left > 1) part += lengthAt(code, part)
    }
    return true
  }

  /** The places by which the program is true, as pairs, given that it is. What NOT leaves out has none. */
  places(at: number): number[] {
    const code = this.#arena.values
    return partsFrom(code, at + 1, code[at]! & 0xffff).flatMap((part) => this.#placesAt(part))
  }

  #isTrue(at: number): boolean {
    const code = this.#arena.values
    const first = code[at]!
    if (first >= 0) return this.#seen.has(first)
    const number = ~first >> opBits
    switch (~first & opMask) {
      case op.allOf:
        return !this.#hasTermThatIs(0, at + 1, number)
      case op.anyOf:
        return this.#hasTermThatIs(1, at + 1, number)
      case op.noneOf:
        return !this.#hasTermThatIs(1, at + 1, number)
      case op.and:
        return !this.#hasPartThatIs(false, at + 2, number)
      case op.or:
        return this.#hasPartThatIs(true, at + 2, number)
      case op.not:
        return !this.#isTrue(at + 1)
      case op.near:
        return this.#isNear(at, number)
      default:
        return this.#figurePlaces(at).length > 0
    }
  }

  /** Whether one of the terms was seen (1) or was not (0). */
  #hasTermThatIs(seen: 0 | 1, first: number, count: number): boolean {
    const code = this.#arena.values
    const { bits } = this.#seen
    for (let at = first; at < first + count; at++) {
      const term = code[at]!
      if (((bits[term >>> 5]! >>> (term & 31)) & 1) === seen) return true
    }
    return false
  }

  #hasPartThatIs(truth: boolean, first: number, count: number): boolean {
    const code = this.#arena.values
    let part = first
    for (let left = count; left > 0; left--) {
      if (this.#isTrue(part) === truth) return true
      part += lengthAt(code, part)
    }
    return false
  }

  #isNear(at: number, within: number): boolean {
    const code = this.#arena.values
    const left = code[at + 1]!
    const right = code[at + 2]!
    if (left >= 0 && right >= 0 && this.#seen.areWords(left, right)) {
      return this.#seen.areNear(left, right, within)
    }
    const rightAt = at + 1 + lengthAt(code, at + 1)
    return this.#isTrue(at + 1) && this.#isTrue(rightAt) && this.#nearPlaces(at, true).length > 0
  }

  #placesAt(at: number): number[] {
    const code = this.#arena.values
    if (code[at]! >= 0) return this.#seen.places(code[at]!)
    switch (~code[at]! & opMask) {
      case op.figure:
        return this.#figurePlaces(at)
      case op.noneOf:
      case op.not:
        return []
      case op.near:
        return this.#nearPlaces(at, false)
      default:
        return partsAt(code, at).flatMap((part) => (this.#isTrue(part) ? this.#placesAt(part) : []))
    }
  }

  #nearPlaces(at: number, firstOnly: boolean): number[] {
    const code = this.#arena.values
    const within = ~code[at]! >> opBits
    const left = this.#sortedPlaces(at + 1)
    const right = this.#sortedPlaces(at + 1 + lengthAt(code, at + 1))
    const near: number[] = []
    let from = 0
    for (let i = 0; i < left.length; i += 2) {
      const start = left[i]!
      const end = left[i + 1]!
      while (from < right.length && right[from]! + longestOperand + within < start) from += 2
      for (let j = from; j < right.length && right[j]! - end <= within; j += 2) {
        const between = Math.max(right[j]! - end, start - right[j + 1]!)
        if (between < 0 || between > within) continue
        near.push(start, end, right[j]!, right[j + 1]!)
        if (firstOnly) return near
      }
    }
    return near
  }

  #sortedPlaces(at: number): number[] {
    const places = this.#placesAt(at)
    if (this.#arena.values[at]! >= 0) return places
    const pairs: [number, number][] = []
    for (let i = 0; i < places.length; i += 2) pairs.push([places[i]!, places[i + 1]!])
    return pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat()
  }

  #figurePlaces(at: number): number[] {
    const code = this.#arena.values
    const places = this.#seen.places(code[at + 1]!)
    halves[0] = code[at + 3]!
    halves[1] = code[at + 4]!
    const value = whole[0]!
    const comparison = comparisons[code[at + 2]!]!
    const kept: number[] = []
    for (let i = 0; i < places.length; i += 2) {
      const figure = this.#seen.streamAt(places[i]!).figure
      if (figure && isSized(figure, comparison, value)) kept.push(places[i]!, places[i + 1]!)
    }
    return kept
  }
}

/** Places that begin so far before another can still reach it: a phrase is not longer (see `parseQuery`). */
const longestOperand = 100

/** True when all of a figure's range compares so: "at least 10" is not more than 10, for it may be 10. */
export function isSized(
  { low, high }: { readonly low: number | null; readonly high: number | null },
  comparison: Comparison,
  value: number,
): boolean {
  switch (comparison) {
    case '>':
      return low !== null && low > value
    case '>=':
      return low !== null && low >= value
    case '<':
      return high !== null && high < value
    case '<=':
      return high !== null && high <= value
    default:
      return low === value && high === value
  }
}
