import type { Frequencies } from './frequencies.ts'
import type { FigureTest, Query } from './query.ts'
import { fieldNumber } from './report.ts'
import type { Terms } from './terms.ts'

/** A query whose terms have numbers. `share` is how much of all reports is thought to hold the term. */
export type Node =
  | { readonly op: 'term'; readonly term: number; readonly share: number }
  | { readonly op: 'figure'; readonly term: number; readonly share: number; readonly test: FigureTest }
  | { readonly op: 'near'; readonly within: number; readonly parts: readonly Node[] }
  | { readonly op: 'and' | 'or' | 'not'; readonly parts: readonly Node[] }

/**
 * Gives every term of the query its number, counting the use of each. What means the same comes out the same: parts
 * are in one order and none is there twice, so that all who ask for it can share one program.
 */
export function nodeOf(query: Query, terms: Terms, frequencies: Frequencies): Node {
  switch (query.kind) {
    case 'phrase': {
      const share = frequencies.ofPhrase(fieldNumber[query.field], query.words)
      return { op: 'term', term: terms.usePhrase(query), share }
    }
    case 'prefix': {
      const share = frequencies.ofPrefix(fieldNumber[query.field], query.start)
      return { op: 'term', term: terms.usePrefix(query), share }
    }
    case 'figure': {
      const share = frequencies.ofPhrase(fieldNumber[query.of.field], query.of.words)
      return { op: 'figure', term: terms.usePhrase(query.of), share, test: query }
    }
    case 'near': {
      const parts = [query.left, query.right].map((part) => nodeOf(part, terms, frequencies))
      return { op: 'near', within: query.within, parts: inOrder(parts) }
    }
    case 'not':
      return { op: 'not', parts: [nodeOf(query.part, terms, frequencies)] }
    default: {
      const parts = query.parts
        .map((part) => nodeOf(part, terms, frequencies))
        .flatMap((part) => (part.op === query.kind ? part.parts : [part]))
      const different = eachOnce(inOrder(parts), terms)
      return different.length === 1 ? different[0]! : { op: query.kind, parts: different }
    }
  }
}

/** The share of reports that a query's cheapest necessary terms let through. */
export function shareOf(node: Node): number {
  switch (node.op) {
    case 'term':
    case 'figure':
      return node.share
    case 'or':
      return node.parts.reduce((sum, part) => sum + shareOf(part), 0)
    case 'not':
      return Number.POSITIVE_INFINITY
    default:
      return Math.min(...node.parts.map(shareOf))
  }
}

function inOrder(parts: readonly Node[]): Node[] {
  return [...parts].sort(compare)
}

function eachOnce(ordered: readonly Node[], terms: Terms): Node[] {
  return ordered.filter((part, i) => {
    const isFirst = i === 0 || compare(ordered[i - 1]!, part) !== 0
    if (!isFirst) releaseTerms(part, terms)
    return isFirst
  })
}

function releaseTerms(node: Node, terms: Terms): void {
  if (node.op === 'term' || node.op === 'figure') terms.release(node.term)
  else for (const part of node.parts) releaseTerms(part, terms)
}

const ops: readonly Node['op'][] = ['term', 'figure', 'near', 'or', 'and', 'not']

/** 0 when both are the same. */
function compare(a: Node, b: Node): number {
  if (a.op === 'term' && b.op === 'term') return a.term - b.term
  if (a.op === 'figure' && b.op === 'figure') return a.term - b.term || compareTests(a.test, b.test)
  if (a.op !== b.op) return ops.indexOf(a.op) - ops.indexOf(b.op)
  if (a.op === 'near' && b.op === 'near' && a.within !== b.within) return a.within - b.within
  return compareParts(partsOf(a), partsOf(b))
}

function compareTests(a: FigureTest, b: FigureTest): number {
  return a.value - b.value || Number(a.comparison > b.comparison) - Number(a.comparison < b.comparison)
}

function compareParts(a: readonly Node[], b: readonly Node[]): number {
  if (a.length !== b.length) return a.length - b.length
  for (let i = 0; i < a.length; i++) {
    const order = compare(a[i]!, b[i]!)
    if (order !== 0) return order
  }
  return 0
}

export function partsOf(node: Node): readonly Node[] {
  return node.op === 'term' || node.op === 'figure' ? [] : node.parts
}
