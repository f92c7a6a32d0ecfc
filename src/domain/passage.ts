import { z } from 'zod'

/** A span `[start, end)` of a revision's text, in UTF-16 code units. Every finding points at passages. */
export const Passage = z
  .object({
    start: z.int().nonnegative().describe('First UTF-16 code unit of the span.'),
    end: z.int().nonnegative().describe('One past the last UTF-16 code unit of the span.'),
  })
  .meta({ description: 'A span of a report’s text, in UTF-16 code units, end exclusive.' })
export type Passage = z.infer<typeof Passage>

/** The words a passage stands for. */
export function textOf(text: string, passage: Passage): string {
  return text.slice(passage.start, passage.end)
}

export function overlap(a: Passage, b: Passage): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
}
