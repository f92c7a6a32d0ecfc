import { z } from 'zod'
import { Claims } from './claims.ts'

/** What `mainsource claims` says of one row. Passages are spans of the row’s text. */
export const ClaimsRow = z.object({ id: z.string().describe('The row’s id.') }).extend(Claims.shape)
export type ClaimsRow = z.infer<typeof ClaimsRow>
