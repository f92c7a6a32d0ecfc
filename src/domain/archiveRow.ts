import { z } from 'zod'

/** One report of an archive, as a line of JSONL gives it. */
export const ArchiveRow = z.object({
  id: z.union([z.string(), z.number()]).transform(String).describe('What the row is called in the output.'),
  text: z.string().describe('The article’s text.'),
  title: z.string().nullish(),
  source: z.string().nullish().describe('Who published it.'),
  at: z
    .union([z.string(), z.number()])
    .nullish()
    .describe('When it was published: ISO 8601, or seconds since 1970 as a number.'),
  url: z.string().nullish(),
  lang: z.string().nullish(),
})
export type ArchiveRow = z.infer<typeof ArchiveRow>

/** When a row says it was published, in milliseconds; undefined where it does not, or not readably. */
export function rowTime(at: ArchiveRow['at']): number | undefined {
  if (at === undefined || at === null) return undefined
  const ms = typeof at === 'number' ? at * 1000 : Date.parse(at)
  return Number.isFinite(ms) ? ms : undefined
}
