import { z } from 'zod'
import { Passage } from './passage.ts'

/** A standing query, as a line of JSONL gives it. */
export const QueryRow = z.object({
  id: z.union([z.string(), z.number()]).transform(String).describe('What the query is called in the output.'),
  query: z.string().describe('The query, in the language of subscriptions.'),
})
export type QueryRow = z.infer<typeof QueryRow>

/** What `mainsource match` writes for one row of an archive. */
export const MatchedRow = z.object({
  id: z.string(),
  matches: z
    .array(
      z.object({
        query: z.string().describe('The id of the query.'),
        passages: z
          .array(
            Passage.extend({
              in: z.literal('title').optional().describe('Present where the span is one of the title.'),
            }),
          )
          .describe(
            'Where the query is met, spans of `text` first; empty where only a source or language decides.',
          ),
      }),
    )
    .describe('The queries that the report meets, in the order of the file.'),
})
export type MatchedRow = z.infer<typeof MatchedRow>
