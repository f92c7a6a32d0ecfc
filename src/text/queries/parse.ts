import { hashWord, isDense } from '../scan.ts'
import { foldedWords } from './fold.ts'
import type { Field, Phrase, Query } from './query.ts'
import { QueryError, type Token, tokensOf } from './tokens.ts'

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query }
  /** `at` is the place of the trouble, in UTF-16 code units from the start of the query. */
  | { readonly ok: false; readonly at: number; readonly message: string }

const longestQuery = 20_000
const deepest = 60
const shortestPrefix = 2
const longestWord = 200
export const longestPhrase = 100

/**
 * Reads a standing query: words, "phrases", AND (which may be left out), OR, NOT, brackets, near/5, prefix*, and the
 * fields title: source: lang: place: person: says: figure:killed>10. NOT binds closest, then near, then AND, then OR.
 */
export function parseQuery(text: string): ParsedQuery {
  try {
    if (text.length > longestQuery) {
      throw new QueryError(longestQuery, `A query may have ${longestQuery} characters at most.`)
    }
    return { ok: true, query: new Parser(tokensOf(text)).parse() }
  } catch (error) {
    if (error instanceof QueryError) return { ok: false, at: error.at, message: error.message }
    throw error
  }
}

/** The error of a query that cannot be read, under the query with a caret at the character. */
export function showQueryError(text: string, { at, message }: { at: number; message: string }): string {
  const start = Math.max(0, at - 60)
  const shown = text.slice(start, at + 40).replace(/\s/gu, ' ')
  return `${message}\n  ${shown}\n  ${' '.repeat(at - start)}^ character ${at + 1}`
}

class Parser {
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  parse(): Query {
    if (this.#peek.kind === 'end') throw new QueryError(0, 'Write at least one word to look for.')
    const start = this.#peek.at
    const query = this.#any('text')
    const rest = this.#peek
    if (rest.kind === 'close')
      throw new QueryError(rest.at, 'This bracket closes nothing: no ( stands before it.')
    if (rest.kind !== 'end') throw new QueryError(rest.at, 'This cannot be read here.')
    this.#demandPositive(query, start)
    return query
  }

  get #peek(): Token {
    return this.#tokens[this.#next]!
  }

  #take(): Token {
    return this.#tokens[this.#next++]!
  }

  #any(field: Field): Query {
    const parts: Query[] = []
    do {
      const start = this.#peek.at
      const part = this.#all(field)
      if (this.#peek.kind === 'or' || parts.length > 0) this.#demandPositive(part, start)
      parts.push(part)
    } while (this.#skip('or'))
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts }
  }

  #all(field: Field): Query {
    const parts: Query[] = []
    do parts.push(this.#near(field))
    while (this.#skip('and') || this.#begins())
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts: parts.flatMap(flatAnd) }
  }

  #near(field: Field): Query {
    let left = this.#not(field)
    for (;;) {
      const token = this.#peek
      if (token.kind !== 'near') return left
      this.#take()
      const start = this.#peek.at
      const right = this.#not(field)
      if (!hasPlaces(left)) throw new QueryError(token.at, cannotBeNear)
      if (!hasPlaces(right)) throw new QueryError(start, cannotBeNear)
      left = { kind: 'near', within: token.within, left, right }
    }
  }

  #not(field: Field): Query {
    if (!this.#skip('not')) return this.#term(field)
    const part = this.#nested(() => this.#not(field))
    return part.kind === 'not' ? part.part : { kind: 'not', part }
  }

  #term(field: Field): Query {
    const token = this.#take()
    switch (token.kind) {
      case 'open':
        return this.#bracket(field, token.at)
      case 'field':
        return this.#fielded(field, token)
      case 'quoted':
        return this.#sized(field, this.#phrase(token.text, field, token.at))
      case 'word':
        return this.#sized(field, this.#word(token.text, field, token.at))
      case 'close':
        throw new QueryError(token.at, 'A word is missing before this bracket.')
      case 'end':
        throw new QueryError(token.at, 'The query ends where a word was expected.')
      case 'near':
        throw new QueryError(token.at, 'near/ stands between two words: earthquake near/5 Lisbon.')
      case 'comparison':
        throw new QueryError(token.at, 'Only a figure has a size: write figure:killed>10.')
      default:
        throw new QueryError(
          token.at,
          `${token.kind.toUpperCase()} needs a word before it. To look for the word itself, put it in quotation marks.`,
        )
    }
  }

  #bracket(field: Field, at: number): Query {
    if (this.#peek.kind === 'close') throw new QueryError(at, 'These brackets are empty.')
    const inside = this.#nested(() => this.#any(field))
    if (!this.#skip('close')) {
      if (this.#peek.kind === 'end')
        throw new QueryError(at, 'This bracket is never closed: put a ) after it.')
      throw new QueryError(this.#peek.at, 'This cannot be read here.')
    }
    return inside
  }

  #fielded(outer: Field, token: Token & { kind: 'field' }): Query {
    if (outer !== 'text') throw new QueryError(token.at, `A field cannot stand inside ${outer}:( ).`)
    const next = this.#peek
    if (next.kind !== 'word' && next.kind !== 'quoted' && next.kind !== 'open') {
      throw new QueryError(token.end, `${token.field}: needs a word, a "phrase" or ( ) right after it.`)
    }
    return this.#term(token.field)
  }

  /** A figure with its size, where one is written. */
  #sized(field: Field, term: Query): Query {
    const token = this.#peek
    if (token.kind !== 'comparison') return term
    if (field !== 'figure')
      throw new QueryError(token.at, 'Only a figure has a size: write figure:killed>10.')
    if (term.kind !== 'phrase')
      throw new QueryError(token.at, 'A size can be asked of whole words only, not of a prefix*.')
    this.#take()
    return { kind: 'figure', of: term, comparison: token.comparison, value: token.value }
  }

  #phrase(text: string, field: Field, at: number): Phrase {
    if (text.includes('*')) {
      throw new QueryError(
        at + 1 + text.indexOf('*'),
        'A * cannot stand inside a phrase; put prefix* outside the quotation marks.',
      )
    }
    const words = wordsOf(text, at)
    if (words.length === 0) throw new QueryError(at, 'There is no word in these quotation marks.')
    return { kind: 'phrase', field, words }
  }

  #word(text: string, field: Field, at: number): Query {
    const star = text.indexOf('*')
    if (star < 0) {
      const words = wordsOf(text, at)
      if (words.length === 0) throw new QueryError(at, `There is no letter or digit in “${text}”.`)
      return { kind: 'phrase', field, words }
    }
    if (star !== text.length - 1)
      throw new QueryError(at + star, 'A * can stand only at the end of a word: displac*.')
    return prefixFrom(wordsOf(text, at), field, at)
  }

  #begins(): boolean {
    const { kind } = this.#peek
    return kind === 'open' || kind === 'field' || kind === 'quoted' || kind === 'word' || kind === 'not'
  }

  #skip(kind: Token['kind']): boolean {
    if (this.#peek.kind !== kind) return false
    this.#next++
    return true
  }

  #nested(inside: () => Query): Query {
    if (++this.#depth > deepest)
      throw new QueryError(this.#peek.at, `Brackets can be ${deepest} deep at most.`)
    const query = inside()
    this.#depth--
    return query
  }

  #demandPositive(query: Query, at: number): void {
    if (isPositive(query)) return
    throw new QueryError(at, 'This says only what must not be there. Add a word that must be.')
  }
}

const cannotBeNear = 'near/ stands between words, "phrases" or prefix*, or brackets with OR of these.'

function flatAnd(part: Query): readonly Query[] {
  return part.kind === 'and' ? part.parts : [part]
}

function wordsOf(text: string, at: number): string[] {
  const words = foldedWords(text)
  if (words.length > longestPhrase)
    throw new QueryError(at, `A phrase may have ${longestPhrase} words at most.`)
  if (words.some((word) => word.length > longestWord)) {
    throw new QueryError(at, `A word may have ${longestWord} letters at most.`)
  }
  return words
}

function prefixFrom(words: readonly string[], field: Field, at: number): Query {
  const start = words[0] ?? ''
  if (words.length > 1 && words.every((word) => isDense(hashWord(word))))
    return { kind: 'phrase', field, words }
  if (words.length > 1) throw new QueryError(at, 'A prefix* is one word; this is several.')
  if (isDense(hashWord(start))) return { kind: 'phrase', field, words }
  if (start.length < shortestPrefix) {
    throw new QueryError(at, `A prefix* needs ${shortestPrefix} letters at least.`)
  }
  return { kind: 'prefix', field, start }
}

/** True when the query can only be met by something that is there. */
function isPositive(query: Query): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.some(isPositive)
    case 'or':
      return query.parts.every(isPositive)
    case 'not':
      return false
    default:
      return true
  }
}

/** True for what is found at places of the text, so that near/ can compare them. */
function hasPlaces(query: Query): boolean {
  return (
    query.kind === 'phrase' ||
    query.kind === 'prefix' ||
    (query.kind === 'or' && query.parts.every(hasPlaces))
  )
}
