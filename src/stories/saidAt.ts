import type { ReportToPlace } from '../db/stories.ts'

type Revised = Pick<ReportToPlace, 'number' | 'at' | 'seenAt'> & {
  readonly reading: Pick<ReportToPlace['reading'], 'modified'>
}

/**
 * When a revision said what it adds. The first says it when the report was published; a later one when its page says that
 * it was changed, where that can be, and else when it was seen.
 */
export function saidAt({ number, at, seenAt, reading: { modified } }: Revised): Date {
  if (number === 1) return at
  const seen = seenAt > at ? seenAt : at
  if (!modified || modified.precision === 'day' || modified.precision === 'month') return seen
  const changed = new Date(modified.at)
  return changed > at && changed < seen ? changed : seen
}
