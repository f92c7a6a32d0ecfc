import { holdOn } from '../db/decisions.ts'
import type { Stage } from '../stage.ts'

/** The desk: lets a report through unless an editor holds it or its source. */
export const clearReports: Stage<'report.claimed'> = {
  name: 'desk',
  takes: 'report.claimed',
  lanes: 1,
  async run(message, tx) {
    const hold = await holdOn(tx, message.reportId)
    return hold ? [] : [{ to: 'report.cleared', message }]
  },
}
