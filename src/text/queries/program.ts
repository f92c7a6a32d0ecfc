import type { Filing } from './filing.ts'
import type { Node } from './node.ts'
import type { Comparison } from './query.ts'

/**
 * A query as it is tested against a report, written as integers. It begins with how many parts it has, all of which
 * must be true, and in the upper half how many of them, the first ones, its filing leaves to be tested. A part that is a
 * term is the term's number; any other begins with an operator below 0, which holds a number N:
 *
 *     allOf, anyOf, noneOf   N terms
 *     and, or                N parts, after the length of the whole
 *     not                    part
 *     near                   left right, at most N words between
 *     figure                 TERM COMPARISON and the two halves of a 64-bit float
 */
export const op = { allOf: 0, anyOf: 1, noneOf: 2, and: 3, or: 4, not: 5, near: 6, figure: 7 } as const
export const opBits = 3
export const opMask = 7

export const comparisons: readonly Comparison[] = ['>', '>=', '<', '<=', '=']
const halves = new Int32Array(2)
const whole = new Float64Array(halves.buffer)

export function encode({ untested, given }: Filing): number[] {
  const parts = [...untested, ...given]
  return [parts.length | (untested.length << 16), ...parts.flatMap(encodePart)]
}

function encodePart(node: Node): number[] {
  switch (node.op) {
    case 'term':
      return [node.term]
    case 'figure':
      whole[0] = node.test.value
      return [operator(op.figure), node.term, comparisons.indexOf(node.test.comparison), ...halves]
    case 'near':
      return [operator(op.near, node.within), ...node.parts.flatMap(encodePart)]
    case 'not':
      return encodeNot(node.parts[0]!)
    default: {
      const inside = node.parts.flatMap(encodePart)
      if (isFlat(node)) return [operator(node.op === 'or' ? op.anyOf : op.allOf, inside.length), ...inside]
      return [operator(op[node.op], node.parts.length), inside.length + 2, ...inside]
    }
  }
}

function encodeNot(part: Node): number[] {
  if (part.op === 'term') return [operator(op.noneOf, 1), part.term]
  const inside = encodePart(part)
  if (part.op === 'or' && isFlat(part)) return [operator(op.noneOf, part.parts.length), ...inside.slice(1)]
  return [operator(op.not), ...inside]
}

function isFlat(node: Node & { readonly parts: readonly Node[] }): boolean {
  return node.parts.every((part) => part.op === 'term')
}

function operator(which: number, number = 0): number {
  return ~(which | (number << opBits))
}

/** How many integers the program at `at` takes. */
export function lengthOfProgram(code: Int32Array, at: number): number {
  let part = at + 1
  for (let left = code[at]! & 0xffff; left > 0; left--) part += lengthAt(code, part)
  return part - at
}

/** How many integers the part at `at` takes. */
export function lengthAt(code: Int32Array, at: number): number {
  const first = code[at]!
  if (first >= 0) return 1
  const number = ~first >> opBits
  switch (~first & opMask) {
    case op.and:
    case op.or:
      return code[at + 1]!
    case op.not:
      return 1 + lengthAt(code, at + 1)
    case op.near: {
      const left = lengthAt(code, at + 1)
      return 1 + left + lengthAt(code, at + 1 + left)
    }
    case op.figure:
      return 5
    default:
      return 1 + number
  }
}

/** The terms of the program at `at`, each as often as it is used. */
export function termsOfProgram(code: Int32Array, at: number): number[] {
  return partsFrom(code, at + 1, code[at]! & 0xffff).flatMap((part) => termsAt(code, part))
}

function termsAt(code: Int32Array, at: number): number[] {
  if (code[at]! >= 0) return [code[at]!]
  if ((~code[at]! & opMask) === op.figure) return [code[at + 1]!]
  return partsAt(code, at).flatMap((part) => termsAt(code, part))
}

/** Where the parts of the operator at `at` begin. */
export function partsAt(code: Int32Array, at: number): number[] {
  const number = ~code[at]! >> opBits
  switch (~code[at]! & opMask) {
    case op.and:
    case op.or:
      return partsFrom(code, at + 2, number)
    case op.not:
      return [at + 1]
    case op.near:
      return partsFrom(code, at + 1, 2)
    default:
      return partsFrom(code, at + 1, number)
  }
}

export function partsFrom(code: Int32Array, first: number, count: number): number[] {
  const parts: number[] = []
  for (let part = first; parts.length < count; part += lengthAt(code, part)) parts.push(part)
  return parts
}
