import type { Passage } from '../domain/passage.ts'
import { quotesIn } from '../text/quotes.ts'
import { sentencesOf } from '../text/sentences.ts'

/** A sentence, or several that one quotation holds together, with the quotations in it. */
export interface Unit extends Passage {
  readonly quotes: readonly Passage[]
  /** Number of the paragraph it stands in. */
  readonly paragraph: number
  /** Its own number in the text. */
  readonly number: number
}

/** The units of the given blocks of a text, in order. A mere “Marrow said.” belongs to the quotation before it. */
export function unitsOf(text: string, blocks: readonly Passage[], cues?: ReadonlySet<string>): Unit[] {
  return blocks
    .flatMap((block) => paragraphsOf(text, block))
    .flatMap((paragraph, at) => unitsIn(text, paragraph, at, cues))
    .map((unit, number) => ({ ...unit, number }))
}

/** Parts a block at empty lines, and at line ends where the line is finished; a text may be broken into short lines. */
function paragraphsOf(text: string, block: Passage): Passage[] {
  const found: Passage[] = []
  const boundary = /\n[^\S\n]*\n\s*|(?<=[.!?…:"”»)\]。]['’]?)[^\S\n]*\n\s*/g
  const words = text.slice(block.start, block.end)
  let start = 0
  for (const { index, 0: gap } of words.matchAll(boundary)) {
    if (index > start) found.push({ start: block.start + start, end: block.start + index })
    start = index + gap.length
  }
  if (start < words.length) found.push({ start: block.start + start, end: block.end })
  return found
}

/** A part of a text with its line ends as spaces: the same length, and one line. */
export function onOneLine(text: string, { start, end }: Passage): string {
  return text.slice(start, end).replaceAll('\n', ' ')
}

function unitsIn(
  text: string,
  paragraph: Passage,
  at: number,
  cues: ReadonlySet<string> | undefined,
): Omit<Unit, 'number'>[] {
  const quotes = quotesIn(text, paragraph.start, paragraph.end)
  const found: { start: number; end: number; quotes: Passage[]; paragraph: number }[] = []
  for (const { start, end } of sentencesOf(onOneLine(text, paragraph))) {
    const sentence = { start: start + paragraph.start, end: end + paragraph.start }
    const last = found.at(-1)
    const isCut = quotes.some((quote) => last && quote.start < last.end && quote.end > sentence.start)
    const isTag =
      cues && last && quotes.some(({ end }) => end === last.end) && isMereCue(text, sentence, cues)
    if (last && (isCut || isTag)) last.end = sentence.end
    else found.push({ ...sentence, quotes: [], paragraph: at })
  }
  for (const unit of found)
    unit.quotes = quotes.filter((quote) => quote.start < unit.end && quote.end > unit.start)
  return found
}

const mostTagWords = 6

/** "Marrow said.": a few words that end in a verb of speech. */
function isMereCue(text: string, { start, end }: Passage, cues: ReadonlySet<string>): boolean {
  const words =
    text
      .slice(start, end)
      .toLowerCase()
      .match(/[\p{L}’'-]+/gu) ?? []
  return words.length > 1 && words.length <= mostTagWords && cues.has(words.at(-1)!)
}
