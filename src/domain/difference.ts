import { z } from 'zod'
import { Passage } from './passage.ts'

/** What a change may do to the sense; named where it is found, most serious first. */
export const ChangeEffect = z.enum(['quotation', 'number', 'negation', 'name'])
export type ChangeEffect = z.infer<typeof ChangeEffect>

/** One place where a copy says something else than its origin. */
export const Change = z.object({
  here: Passage.describe('The words of the copy; empty where words were dropped.'),
  there: Passage.describe('The words of the origin; empty where words were added.'),
  effects: z
    .array(ChangeEffect)
    .describe('"quotation": words inside quotation marks were changed; a number, name or negation differs.'),
})
export type Change = z.infer<typeof Change>

/** What a copy added, dropped and changed against its origin. */
export const Difference = z.object({
  added: z.array(Passage).describe('Spans of the copy that are not in the origin.'),
  dropped: z.array(Passage).describe('Spans of the origin that are not in the copy.'),
  changed: z.array(Change).describe('Changes inside the passages they share, in the order of the copy.'),
})
export type Difference = z.infer<typeof Difference>
