import type { Arena } from './growing.ts'
import type { Comparison, FigureTest, Query } from './query.ts'
import type { SeenTerms } from './seen.ts'
import type { Terms } from './terms.ts'

/**
 * A query as it is tested against a report: a tree written one node after another as integers.
 *
 *     term   0 TERM
 *     near   1 END WITHIN left right
 *     and    2 END COUNT parts…
 *     or     3 END COUNT parts…
 *     not    4 part
 *     figure 5 TERM COMPARISON VALUE VALUE     (the two halves of a 64-bit float)
 *
 * END is the length of the node with all below it.
 */
const op = { term: 0, near: 1, and: 2, or: 3, not: 4, figure: 5 } as const

const comparisons: readonly Comparison[] = ['>', '>=', '<', '<=', '=']
const halves = new Int32Array(2)
const whole = new Float64Array(halves.buffer)

/** A query whose terms have numbers. */
export type Node =
  | { readonly op: 'term'; readonly term: number }
  | { readonly op: 'figure'; readonly term: number; readonly test: FigureTest }
  | { readonly op: 'near'; readonly within: number; readonly parts: readonly Node[] }
  | { readonly op: 'and' | 'or' | 'not'; readonly parts: readonly Node[] }

/** Gives every term of the query its number, counting the use of each. */
export function nodeOf(query: Query, terms: Terms): Node {
  switch (query.kind) {
    case 'phrase':
      return { op: 'term', term: terms.usePhrase(query) }
    case 'prefix':
      return { op: 'term', term: terms.usePrefix(query) }
    case 'figure':
      return { op: 'figure', term: terms.usePhrase(query.of), test: query }
    case 'near':
      return {
        op: 'near',
        within: query.within,
        parts: [nodeOf(query.left, terms), nodeOf(query.right, terms)],
      }
    case 'not':
      return { op: 'not', parts: [nodeOf(query.part, terms)] }
    default:
      return { op: query.kind, parts: query.parts.map((part) => nodeOf(part, terms)) }
  }
}

export function encode(node: Node): number[] {
  switch (node.op) {
    case 'term':
      return [op.term, node.term]
    case 'figure':
      whole[0] = node.test.value
      return [op.figure, node.term, comparisons.indexOf(node.test.comparison), halves[0]!, halves[1]!]
    case 'not':
      return [op.not, ...encode(node.parts[0]!)]
    default: {
      const inside = node.parts.flatMap(encode)
      const head = node.op === 'near' ? node.within : node.parts.length
      return [op[node.op], inside.length + 3, head, ...inside]
    }
  }
}

/** How many integers the node at `at` takes. */
export function lengthAt(code: Int32Array, at: number): number {
  switch (code[at]) {
    case op.term:
      return 2
    case op.figure:
      return 5
    case op.not:
      return 1 + lengthAt(code, at + 1)
    default:
      return code[at + 1]!
  }
}

/** The terms of the node at `at`, each as often as it is used. */
export function termsAt(code: Int32Array, at: number): number[] {
  switch (code[at]) {
    case op.term:
    case op.figure:
      return [code[at + 1]!]
    case op.not:
      return termsAt(code, at + 1)
    default:
      return partsAt(code, at).flatMap((part) => termsAt(code, part))
  }
}

function partsAt(code: Int32Array, at: number): number[] {
  const count = code[at] === op.near ? 2 : code[at + 2]!
  const parts: number[] = []
  let part = at + 3
  for (let i = 0; i < count; i++) {
    parts.push(part)
    part += lengthAt(code, part)
  }
  return parts
}

/** Tests programs against the report that `seen` has looked at. */
export class Tester {
  readonly #arena: Arena
  readonly #seen: SeenTerms

  constructor(arena: Arena, seen: SeenTerms) {
    this.#arena = arena
    this.#seen = seen
  }

  isTrue(at: number): boolean {
    const code = this.#arena.values
    switch (code[at]) {
      case op.term:
        return this.#seen.has(code[at + 1]!)
      case op.and:
        return this.#countTrue(at, false)
      case op.or:
        return this.#countTrue(at, true)
      case op.not:
        return !this.isTrue(at + 1)
      case op.figure:
        return this.#seen.has(code[at + 1]!) && this.#figurePlaces(at).length > 0
      default:
        return this.#isNear(at)
    }
  }

  /** The places by which the program is true, as pairs, given that it is. What NOT leaves out has none. */
  places(at: number): number[] {
    const code = this.#arena.values
    switch (code[at]) {
      case op.term:
        return this.#seen.places(code[at + 1]!)
      case op.figure:
        return this.#figurePlaces(at)
      case op.not:
        return []
      case op.near:
        return this.#nearPlaces(at, false)
      default:
        return partsAt(code, at).flatMap((part) => (this.isTrue(part) ? this.places(part) : []))
    }
  }

  /** For OR whether a part is true, for AND whether none is false: stops at the first that decides. */
  #countTrue(at: number, deciding: boolean): boolean {
    const code = this.#arena.values
    let part = at + 3
    for (let left = code[at + 2]!; left > 0; left--) {
      if (this.isTrue(part) === deciding) return deciding
      part += lengthAt(code, part)
    }
    return !deciding
  }

  #isNear(at: number): boolean {
    const code = this.#arena.values
    const left = at + 3
    const right = left + lengthAt(code, left)
    return this.isTrue(left) && this.isTrue(right) && this.#nearPlaces(at, true).length > 0
  }

  #nearPlaces(at: number, firstOnly: boolean): number[] {
    const code = this.#arena.values
    const within = code[at + 2]!
    const left = this.#sortedPlaces(at + 3)
    const right = this.#sortedPlaces(at + 3 + lengthAt(code, at + 3))
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
    const places = this.places(at)
    if (this.#arena.values[at] !== op.or) return places
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
