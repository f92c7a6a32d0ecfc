import { type Node, partsOf, shareOf } from './node.ts'
import { always } from './terms.ts'

/** Under which terms a query is filed, and what else must be there before it is worth a test. */
export interface Filing {
  /** At least one of them is in every report that matches. */
  readonly anchors: readonly number[]
  /** One of them is in every report that matches besides: a single one or `mostGuards`, of which some may be the same. */
  readonly guard: readonly number[]
  /** What all must be true of a report that holds an anchor and the guard, the likeliest to decide first. */
  readonly untested: readonly Node[]
  /** What is true of such a report without a test. */
  readonly given: readonly Node[]
}

/** So many terms can be a guard together. */
export const mostGuards = 3

/** So many of the rarest parts are weighed against each other. */
const mostWeighed = 4
/** What a test costs, in entries read: a tenth of a microsecond against three nanoseconds. A guard spares most. */
const testCost = 30
const guardedTestCost = 10

/**
 * Files a query under the rarest of what it needs: the branch of an AND, all branches of an OR. What is less rare but
 * leaves nothing to be tested is often the better choice.
 */
export function fileUnderRarest(node: Node): Filing {
  const parts = node.op === 'and' ? node.parts : [node]
  const rarest = parts
    .filter((part) => part.op !== 'not')
    .sort((a, b) => shareOf(a) - shareOf(b))
    .slice(0, mostWeighed)
  let best: Filing | undefined
  let bestCost = Number.POSITIVE_INFINITY
  for (const chosen of rarest) {
    const filing = fileUnder(chosen, parts)
    const cost = shareOf(chosen) * costOfEntry(filing)
    if (cost >= bestCost) continue
    best = filing
    bestCost = cost
  }
  return best!
}

function costOfEntry({ guard, untested }: Filing): number {
  if (untested.length === 0) return 1
  return guard[0] === always ? testCost : guardedTestCost
}

function fileUnder(chosen: Node, parts: readonly Node[]): Filing {
  const anchors = [...new Set(anchorsOf(chosen))]
  const guarding = guardOf(parts, chosen, anchors)
  const isGiven = (part: Node) => part === guarding.part || (part === chosen && isChoice(part))
  const untested = parts.filter((part) => !isGiven(part)).sort((a, b) => costOf(a) - costOf(b))
  return { anchors, guard: guarding.guard, untested, given: parts.filter(isGiven) }
}

interface Guarding {
  readonly guard: readonly number[]
  /** What the guard says in full. */
  readonly part?: Node
}

/**
 * The rarest of the other terms that must be there; where there is none, a choice that is small enough. One of several
 * anchors can be the guard too, for the report may hold another.
 */
function guardOf(parts: readonly Node[], chosen: Node, anchors: readonly number[]): Guarding {
  const required = parts.flatMap(requiredBy).filter(({ term }) => anchors.length > 1 || term !== anchors[0])
  if (required.length > 0) {
    const { term } = required.reduce((rarest, leaf) => (leaf.share < rarest.share ? leaf : rarest))
    return { guard: [term], part: parts.find((part) => part.op === 'term' && part.term === term) }
  }
  const choices = parts.filter(
    (part) => part !== chosen && part.op === 'or' && isChoice(part) && part.parts.length <= mostGuards,
  )
  if (choices.length === 0) return { guard: [always] }
  const part = rarestOf(choices)
  const terms = partsOf(part).flatMap(anchorsOf)
  return { guard: Array.from({ length: mostGuards }, (_, i) => terms[i] ?? terms[0]!), part }
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

/** True for a term and for an OR of terms alone: it is true as soon as one of them is there. */
function isChoice(node: Node): boolean {
  return node.op === 'term' || (node.op === 'or' && node.parts.every((part) => part.op === 'term'))
}

/** Bits are read before places are compared. */
function costOf(node: Node): number {
  if (node.op === 'term') return 0
  if (node.op === 'figure' || node.op === 'near') return 100
  return 1 + partsOf(node).reduce((sum, part) => sum + costOf(part), 0)
}
