/** What a word of a query is looked for in. `text` is the whole report, its title included. */
export type Field = 'text' | 'title' | 'source' | 'lang' | 'place' | 'person' | 'says' | 'figure'

export const fields: readonly Field[] = [
  'text',
  'title',
  'source',
  'lang',
  'place',
  'person',
  'says',
  'figure',
]

/** Folded words (see `foldedWords`) next to one another, in one field. One word is a phrase of one. */
export interface Phrase {
  readonly kind: 'phrase'
  readonly field: Field
  readonly words: readonly string[]
}

/** Any word that begins so. */
export interface Prefix {
  readonly kind: 'prefix'
  readonly field: Field
  readonly start: string
}

export type Comparison = '>' | '>=' | '<' | '<=' | '='

/** A figure of that, and where asked for, of that size. A figure given as a range compares true when all of it does. */
export interface FigureTest {
  readonly kind: 'figure'
  readonly of: Phrase
  readonly comparison: Comparison
  readonly value: number
}

/** At most `within` words stand between a place where the one is found and a place where the other is. */
export interface Near {
  readonly kind: 'near'
  readonly within: number
  readonly left: Query
  readonly right: Query
}

export interface All {
  readonly kind: 'and'
  readonly parts: readonly Query[]
}

export interface Any {
  readonly kind: 'or'
  readonly parts: readonly Query[]
}

export interface Not {
  readonly kind: 'not'
  readonly part: Query
}

/** A standing query, read. Every query that `parseQuery` gives needs something to be there: it never says only NOT. */
export type Query = Phrase | Prefix | FigureTest | Near | All | Any | Not
