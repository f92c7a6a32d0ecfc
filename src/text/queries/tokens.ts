import type { Comparison, Field } from './query.ts'

/** A piece of a query as it is written; `at` and `end` say where it stands. */
export type Token = { readonly at: number; readonly end: number } & (
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'end' }
  | { readonly kind: 'near'; readonly within: number }
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'comparison'; readonly comparison: Comparison; readonly value: number }
)

/** Why a query cannot be read, and at which character. */
export class QueryError extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.name = 'QueryError'
    this.at = at
  }
}

const fieldNames = ['title', 'source', 'lang', 'place', 'person', 'says', 'figure'] as const
const operators: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
])
const closingQuotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
])
const space = /\s/u
const wordEnd = /[\s()"“”„«»<>=]/u
const number = /^\d+(?:,\d{3})*(?:\.\d+)?$/
/** As far as two words can usefully be apart; the engine keeps the places of one field this far from another's. */
export const farthest = 100

/** Cuts a query into its pieces. Throws a QueryError. */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < query.length) {
    if (space.test(query.charAt(at))) {
      at++
      continue
    }
    const token = tokenAt(query, at, tokens.at(-1))
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', at: query.length, end: query.length })
  return tokens
}

function tokenAt(query: string, at: number, before: Token | undefined): Token {
  const first = query.charAt(at)
  if (first === '(') return { kind: 'open', at, end: at + 1 }
  if (first === ')') return { kind: 'close', at, end: at + 1 }
  if (closingQuotes.has(first)) return quotedAt(query, at, closingQuotes.get(first)!)
  if (first === '<' || first === '>' || first === '=') return comparisonAt(query, at, before)
  if (wordEnd.test(first)) throw new QueryError(at, `This ${first} has no beginning.`)
  return wordAt(query, at)
}

function quotedAt(query: string, at: number, closing: string): Token {
  let end = at + 1
  while (end < query.length && query.charAt(end) !== closing && query.charAt(end) !== '"') end++
  if (end >= query.length) {
    throw new QueryError(at, `This quotation mark is never closed: put a ${closing} after the phrase.`)
  }
  return { kind: 'quoted', text: query.slice(at + 1, end), at, end: end + 1 }
}

function comparisonAt(query: string, at: number, before: Token | undefined): Token {
  const sign = /^(?:>=|<=|>|<|=)/.exec(query.slice(at, at + 2))![0] as Comparison
  let start = at + sign.length
  while (start < query.length && space.test(query.charAt(start))) start++
  let end = start
  while (end < query.length && !wordEnd.test(query.charAt(end))) end++
  const written = query.slice(start, end)
  if (before?.kind !== 'word' && before?.kind !== 'quoted') {
    throw new QueryError(at, `${sign} compares a figure: write figure:killed${sign}10.`)
  }
  if (!number.test(written)) {
    throw new QueryError(start, `A number must follow ${sign}, such as ${sign}10 or ${sign}2,500.`)
  }
  return { kind: 'comparison', comparison: sign, value: Number(written.replaceAll(',', '')), at, end }
}

function wordAt(query: string, at: number): Token {
  let end = at
  while (end < query.length && !wordEnd.test(query.charAt(end))) {
    end++
    if (query.charAt(end - 1) === ':' && fieldOf(query.slice(at, end - 1))) break
  }
  const text = query.slice(at, end)
  const operator = operators.get(text)
  if (operator) return { kind: operator, at, end }
  const near = /^near(?:\/(.*))?$/is.exec(text)
  if (near && near[1] !== undefined) return { kind: 'near', within: distanceOf(near[1], at), at, end }
  if (text.endsWith(':')) {
    const field = fieldOf(text.slice(0, -1))
    if (field) return { kind: 'field', field, at, end }
  }
  const named = /^([a-z]+):/i.exec(text)
  if (named) throw new QueryError(at, `There is no field “${named[1]}:”. ${fieldsInWords}`)
  return { kind: 'word', text, at, end }
}

function fieldOf(name: string): Field | undefined {
  return fieldNames.find((field) => field === name.toLowerCase())
}

const fieldsInWords = `The fields are ${fieldNames.map((name) => `${name}:`).join(', ')}; to look for the words themselves, put them in quotation marks.`

function distanceOf(written: string, at: number): number {
  const within = /^\d{1,4}$/.test(written) ? Number(written) : Number.NaN
  if (!(within >= 0 && within <= farthest)) {
    throw new QueryError(at + 5, `near/ takes a number of words from 0 to ${farthest}, such as near/5.`)
  }
  return within
}
