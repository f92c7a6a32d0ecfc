import { type Node, partsOf, shareOf } from './node.ts'
import { always } from './terms.ts'

/** Under which terms a query is filed, and what else must be there before it is worth a test. */
export interface Filing {
  /** At least one of them is in every report that matches. */
  readonly anchors: readonly number[]
  /** A term that every matching report holds besides; `always` where there is none. */
  readonly guard: number
  /** What all must be true of a report that holds an anchor and the guard, the likeliest to decide first. */
  readonly untested: readonly Node[]
  /** What is true of such a report without a test. */
  readonly given: readonly Node[]
}

/** Files a query under the rarest of what it needs: the branch of an AND, all branches of an OR. */
export function fileUnderRarest(node: Node): Filing {
  const parts = node.op === 'and' ? node.parts : [node]
  const chosen = rarestOf(parts)
  const anchors = [...new Set(anchorsOf(chosen))]
  const guard = rarestTerm(parts.flatMap(requiredBy).filter(({ term }) => !anchors.includes(term)))
  const isGiven = (part: Node) =>
    part.op === 'term' ? part === chosen || part.term === guard : part === chosen && isChoice(part)
  const untested = parts.filter((part) => !isGiven(part)).sort((a, b) => costOf(a) - costOf(b))
  return { anchors, guard, untested, given: parts.filter(isGiven) }
}

function rarestOf(parts: readonly Node[]): Node {
  const shares = parts.map(shareOf)
  return parts[shares.indexOf(Math.min(...shares))]!
}

function anchorsOf(node: Node): readonly number[] {
  if (node.op === 'term' || node.op === 'figure') return [node.term]
  if (node.op === 'or') return node.parts.flatMap(anchorsOf)
  return anchorsOf(rarestOf(node.parts))
}

type Leaf = Node & { readonly op: 'term' | 'figure' }

/** The terms that the node cannot be true without. */
function requiredBy(node: Node): readonly Leaf[] {
  if (node.op === 'term' || node.op === 'figure') return [node]
  return node.op === 'or' || node.op === 'not' ? [] : node.parts.flatMap(requiredBy)
}

function rarestTerm(leaves: readonly Leaf[]): number {
  if (leaves.length === 0) return always
  return leaves.reduce((rarest, leaf) => (leaf.share < rarest.share ? leaf : rarest)).term
}

/** True for an OR of terms alone: it is true as soon as one of its anchors is there. */
function isChoice(node: Node): boolean {
  return node.op === 'or' && node.parts.every((part) => part.op === 'term')
}

/** Bits are read before places are compared. */
function costOf(node: Node): number {
  if (node.op === 'term') return 0
  if (node.op === 'figure' || node.op === 'near') return 100
  return 1 + partsOf(node).reduce((sum, part) => sum + costOf(part), 0)
}
