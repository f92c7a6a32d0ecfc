import { z } from 'zod'
import { Passage } from './passage.ts'

/** Who says what. Absent parts were not found; they are never guessed. */
export const Statement = z.object({
  kind: z.enum(['direct', 'indirect', 'mixed']),
  speaker: z
    .string()
    .optional()
    .describe('Who is meant, named as the text names them; never a mere pronoun.'),
  speakerPassage: Passage.optional().describe(
    'The words of the sentence that stand for the speaker; a pronoun where `speaker` was named before.',
  ),
  cue: z.string().optional(),
  cuePassage: Passage.optional(),
  content: z.string(),
  passage: Passage.describe('The span of the content.'),
  via: z.string().optional().describe('Through whom it was said, such as "told AFP".'),
})
export type Statement = z.infer<typeof Statement>

/** A quantity of something, as given. `low` equals `high` for an exact figure; null means open-ended. */
export const Figure = z.object({
  low: z.number().nullable(),
  high: z.number().nullable(),
  qualifier: z.enum(['exactly', 'at-least', 'at-most', 'about', 'range']),
  unit: z.string().optional(),
  of: z.string().describe('What is counted, such as "killed" or "displaced".'),
  printed: z.string(),
  passage: Passage,
  statement: z.int().optional().describe('Index of the statement that gives it, in the same list of claims.'),
})
export type Figure = z.infer<typeof Figure>

export const Claims = z.object({ statements: z.array(Statement), figures: z.array(Figure) })
export type Claims = z.infer<typeof Claims>
