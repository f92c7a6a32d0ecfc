import type { Passage } from '../domain/passage.ts'
import type { Unit } from './units.ts'

/** A word or a mark of punctuation. */
export interface Token extends Passage {
  readonly lower: string
  readonly word: boolean
  /** Inside a quotation, its marks included. */
  readonly quoted: boolean
  readonly capital: boolean
}

const pattern = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’-]|[.,](?=[\p{N}]))*|''|[^\s]/gu
const wordStart = /[\p{L}\p{N}]/u

export function tokensOf(text: string, unit: Unit): Token[] {
  const found: Token[] = []
  for (const match of text.slice(unit.start, unit.end).matchAll(pattern)) {
    const start = unit.start + match.index
    const end = start + match[0].length
    const lower = match[0].toLowerCase()
    found.push({
      start,
      end,
      lower,
      word: wordStart.test(match[0]),
      quoted: unit.quotes.some((quote) => start >= quote.start && end <= quote.end),
      capital: match[0] !== lower,
    })
  }
  return found
}
