import type { Span } from './sentences.ts'

/** A text in which only these spans are left, in their places; of the rest the line breaks, and spaces. Spans are in order. */
export function blankOutside(text: string, spans: readonly Span[]): string {
  let left = ''
  for (const { start, end } of spans) {
    const from = Math.max(start, left.length)
    if (end > from) left += blank(text.slice(left.length, from)) + text.slice(from, end)
  }
  return left + blank(text.slice(left.length))
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
