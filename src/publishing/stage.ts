import { publish } from '../db/publication.ts'
import type { Stage } from '../stage.ts'

/** Publishing: shows a cleared revision to the public, once. */
export const publishReports: Stage<'report.cleared'> = {
  name: 'publishing',
  takes: 'report.cleared',
  lanes: 1,
  async run(message, tx, { config, now }) {
    const shown = await publish(tx, message, now())
    if (!shown) return []
    const { reportId } = message
    return [
      { to: 'report.published', message },
      ...(config.hubUrl ? [{ to: 'feeds.changed' as const, message: { reportId, tries: 0 } }] : []),
    ]
  },
}
