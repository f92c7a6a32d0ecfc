import type { Span } from './sentences.ts'

const closing: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
  '"': '"',
  '‹': '›',
  '‘': '’',
  '”': '”',
  "''": "''",
}
const letterOrDigit = /[\p{L}\p{N}]/u

/**
 * What stands in quotation marks in one paragraph, marks included, the outermost only. A quotation left open runs to
 * the paragraph's end, as is the custom where it goes on in the next.
 */
export function quotesIn(text: string, from: number, to: number): Span[] {
  const found: Span[] = []
  let start = -1
  let closers = ''
  for (let i = from; i < to; i++) {
    const mark = markAt(text, i)
    if (start >= 0) {
      if (mark === '' || !closers.includes(mark) || (mark === '’' && letterOrDigit.test(text.charAt(i + 1))))
        continue
      found.push({ start, end: i + mark.length })
      i += mark.length - 1
      start = -1
    } else if (opens(text, i, from)) {
      start = i
      closers = closing[mark]!
      i += mark.length - 1
    }
  }
  if (start >= 0 && text.charAt(start) !== '‘' && to - start > 20) found.push({ start, end: to })
  return found
}

/** The mark at a place: one character, or two single ones that stand for a double one. */
function markAt(text: string, i: number): string {
  const mark = text.charAt(i)
  return mark === "'" ? (text.charAt(i + 1) === "'" ? "''" : '') : mark
}

/** True for a mark that can open a quotation here: a straight or single one only after a space or the like. */
function opens(text: string, i: number, from: number): boolean {
  const mark = markAt(text, i)
  if (!(mark in closing)) return false
  if (mark === '‘' || mark === '"' || mark === '»' || mark === '”' || mark === "''") {
    return (
      (i === from || !letterOrDigit.test(text.charAt(i - 1))) &&
      letterOrDigit.test(text.charAt(i + mark.length))
    )
  }
  return true
}

/** True when a passage is one quotation and nothing else but punctuation. */
export function isWhollyQuoted(text: string, passage: Span, quotes: readonly Span[]): boolean {
  return quotes.some((quote) => {
    const outside =
      text.slice(passage.start, Math.max(passage.start, quote.start)) + text.slice(quote.end, passage.end)
    return quote.start < passage.end && quote.end > passage.start && !letterOrDigit.test(outside)
  })
}
