import { type Frequencies, shareOf } from './frequencies.ts'
import type { Node } from './program.ts'
import type { Query } from './query.ts'

/** Under which terms a query is filed, and what else must be there before it is worth a test. */
export interface Filing {
  /** At least one of them is in every report that matches. */
  readonly anchors: readonly number[]
  /** A term that every matching report holds besides; -1 for none. */
  readonly guard: number
  /** True when an anchor and the guard are all the query asks for, so that no test is needed. */
  readonly isExact: boolean
}

/** Files a query under the rarest of what it needs: the branch of an AND, all branches of an OR. */
export function fileUnderRarest(query: Query, node: Node, frequencies: Frequencies): Filing {
  const shares = new Map<number, number>()
  const anchors = [...new Set(anchorsOf(query, node, frequencies, shares))]
  const required = requiredBy(query, node, frequencies, shares).filter((term) => !anchors.includes(term))
  const guard = required.reduce(
    (rarest, term) => (rarest < 0 || shares.get(term)! < shares.get(rarest)! ? term : rarest),
    -1,
  )
  return { anchors, guard, isExact: isDecidedBy(node, anchors, guard) }
}

function anchorsOf(
  query: Query,
  node: Node,
  frequencies: Frequencies,
  shares: Map<number, number>,
): number[] {
  if (node.op === 'term' || node.op === 'figure') {
    shares.set(node.term, shareOf(query, frequencies))
    return [node.term]
  }
  const parts = partsOf(query).map((part, i) => ({ query: part, node: node.parts[i]! }))
  if (node.op === 'or') {
    return parts.flatMap((part) => anchorsOf(part.query, part.node, frequencies, shares))
  }
  const needed = parts.filter((part) => part.query.kind !== 'not')
  const costs = needed.map((part) => shareOf(part.query, frequencies))
  const rarest = needed[costs.indexOf(Math.min(...costs))]!
  return anchorsOf(rarest.query, rarest.node, frequencies, shares)
}

function requiredBy(
  query: Query,
  node: Node,
  frequencies: Frequencies,
  shares: Map<number, number>,
): number[] {
  if (node.op === 'term' || node.op === 'figure') {
    shares.set(node.term, shareOf(query, frequencies))
    return [node.term]
  }
  if (node.op === 'or' || node.op === 'not') return []
  return partsOf(query).flatMap((part, i) => requiredBy(part, node.parts[i]!, frequencies, shares))
}

function partsOf(query: Query): readonly Query[] {
  if (query.kind === 'near') return [query.left, query.right]
  if (query.kind === 'not') return [query.part]
  return query.kind === 'and' || query.kind === 'or' ? query.parts : []
}

function isDecidedBy(node: Node, anchors: readonly number[], guard: number): boolean {
  if (node.op === 'term') return true
  if (isChoice(node)) return guard < 0
  if (node.op !== 'and' || node.parts.length !== 2) return false
  const [first, second] = node.parts as [Node, Node]
  return isAnchorAndGuard(first, second, anchors, guard) || isAnchorAndGuard(second, first, anchors, guard)
}

/** One side is all the anchors, and any of them makes it true; the other is the guard. */
function isAnchorAndGuard(side: Node, other: Node, anchors: readonly number[], guard: number): boolean {
  if (other.op !== 'term' || other.term !== guard) return false
  if (side.op === 'term') return anchors.length === 1 && anchors[0] === side.term
  return isChoice(side) && side.parts.every((part) => part.op === 'term' && anchors.includes(part.term))
}

function isChoice(node: Node): node is Node & { op: 'or' } {
  return node.op === 'or' && node.parts.every((part) => part.op === 'term')
}
