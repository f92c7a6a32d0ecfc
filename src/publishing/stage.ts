import { publish } from '../db/publication.ts'
import type { Stage } from '../stage.ts'

/** Publishing: shows a cleared revision to the public, once. */
export const publishReports: Stage<'report.cleared'> = {
  name: 'publishing',
  takes: 'report.cleared',
  lanes: 1,
  async run(message, tx, { now }) {
    const shown = await publish(tx, message, now())
    return shown ? [{ to: 'report.published', message }] : []
  },
}
