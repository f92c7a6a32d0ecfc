import { z } from 'zod'

/** A time that was printed somewhere, as exact as it was printed. */
export const Moment = z.object({
  at: z.iso
    .datetime()
    .describe('The instant in UTC, ISO 8601. A day without a time stands at 00:00 of its zone.'),
  zone: z
    .string()
    .optional()
    .describe('The zone or offset that was printed, such as "+03:00"; absent when none was.'),
  precision: z.enum(['second', 'minute', 'day', 'month']).describe('How exact the printed time was.'),
  basis: z
    .enum(['metadata', 'structured-data', 'markup', 'address', 'text', 'feed', 'archive', 'arrival'])
    .describe('Where it was found.'),
})
export type Moment = z.infer<typeof Moment>
