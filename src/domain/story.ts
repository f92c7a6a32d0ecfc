import { z } from 'zod'
import { Passage } from './passage.ts'

export const DevelopmentKind = z.enum([
  'first-report',
  'new-statement',
  'new-figure',
  'changed-figure',
  'correction',
  'denial',
  'withdrawal',
  'new-information',
])
export type DevelopmentKind = z.infer<typeof DevelopmentKind>

/** What a development is called before its sentence. */
export const developmentWords: Record<DevelopmentKind, string> = {
  'first-report': 'First report',
  'new-statement': 'New statement',
  'new-figure': 'New figure',
  'changed-figure': 'Changed figure',
  correction: 'Correction',
  denial: 'Denial',
  withdrawal: 'Withdrawal',
  'new-information': 'New information',
}

/** One thing a report added to its story, with the sentence that says it. */
export const Development = z.object({
  kind: DevelopmentKind,
  passage: Passage.describe('The sentence, as a span of the report’s text.'),
  text: z.string(),
  replaces: z
    .string()
    .optional()
    .describe('What was said before, for a changed figure, correction or denial.'),
})
export type Development = z.infer<typeof Development>

/** Why a report was put in a story, in words and numbers. */
export const Placement = z.object({
  story: z.string(),
  similarity: z.number().min(0).max(1).describe('Likeness to the story’s reports, 0 to 1; 1 for the first.'),
  sharedWords: z.array(z.string()).describe('The rarest shared words that decided it.'),
  reasons: z.array(z.string()),
  follows: z
    .string()
    .optional()
    .describe('The report it stays with, because its text came from there or its page says that it does.'),
})
export type Placement = z.infer<typeof Placement>
