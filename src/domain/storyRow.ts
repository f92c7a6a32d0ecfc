import { z } from 'zod'
import { Development, Placement } from './story.ts'

/** What `mainsource stories` says of one row. `story` is the story as it is after the last row, mergers included. */
export const StoryRow = z
  .object({ id: z.string().describe('The row’s id.') })
  .extend(Placement.shape)
  .extend({ developments: z.array(Development).describe('What the report added to its story.') })
export type StoryRow = z.infer<typeof StoryRow>
