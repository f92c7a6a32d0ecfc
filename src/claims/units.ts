import type { Passage } from '../domain/passage.ts'
import { sentencesOf } from '../text/sentences.ts'
import { quotesIn } from './quotes.ts'

/** A sentence, or several that one quotation holds together, with the quotations in it. */
export interface Unit extends Passage {
  readonly quotes: readonly Passage[]
  /** Number of the paragraph it stands in. */
  readonly paragraph: number
}

/** The units of the given blocks of a text, in order. */
export function unitsOf(text: string, blocks: readonly Passage[]): Unit[] {
  return blocks
    .flatMap((block) => paragraphsOf(text, block))
    .flatMap((paragraph, at) => unitsIn(text, paragraph, at))
}

function paragraphsOf(text: string, block: Passage): Passage[] {
  const found: Passage[] = []
  const line = /[^\n]+/g
  line.lastIndex = block.start
  for (let match = line.exec(text); match && match.index < block.end; match = line.exec(text)) {
    found.push({ start: match.index, end: Math.min(block.end, match.index + match[0].length) })
  }
  return found
}

function unitsIn(text: string, paragraph: Passage, at: number): Unit[] {
  const quotes = quotesIn(text, paragraph.start, paragraph.end)
  const found: { start: number; end: number; quotes: Passage[]; paragraph: number }[] = []
  for (const { start, end } of sentencesOf(text.slice(paragraph.start, paragraph.end))) {
    const sentence = { start: start + paragraph.start, end: end + paragraph.start }
    const last = found.at(-1)
    if (last && quotes.some((quote) => quote.start < last.end && quote.end > sentence.start))
      last.end = sentence.end
    else found.push({ ...sentence, quotes: [], paragraph: at })
  }
  for (const unit of found)
    unit.quotes = quotes.filter((quote) => quote.start < unit.end && quote.end > unit.start)
  return found
}
