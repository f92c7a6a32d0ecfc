import { z } from 'zod'
import { Passage } from './passage.ts'
import { ChainLink, Origin, Trace } from './tracing.ts'

/** What `mainsource trace` writes for one row of an archive. Ids are those of the rows. */
export const TracedRow = z.object({
  id: z.string(),
  origin: Origin,
  mainSource: z
    .string()
    .describe('The row at the end of the chain of origins: the row itself where its text is its own.'),
  voice: z
    .string()
    .describe(
      'The row whose voice this is: its main source, or the row itself where it only quotes. Count these for independent origins.',
    ),
  chain: z.array(ChainLink).describe('From the main source to the row’s direct origin; empty when own.'),
  traces: z
    .array(Trace)
    .describe('The rows it shares text with, its direct origin first; spans are of `text`.'),
  fresh: z.array(Passage).describe('The spans of its text that align with nothing earlier.'),
})
export type TracedRow = z.infer<typeof TracedRow>

/** What stands in the place of a row that could not be used. */
export const FailedRow = z.object({
  id: z.string().optional(),
  line: z.int().describe('The line of the archive, counted from 1.'),
  error: z.string(),
})
export type FailedRow = z.infer<typeof FailedRow>
