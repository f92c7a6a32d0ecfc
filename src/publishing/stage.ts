import { publish } from '../db/publication.ts'
import type { Stage } from '../stage.ts'
import { changedFeeds } from './feeds/noteChanged.ts'
import { hubOf } from './hub/address.ts'

/** Publishing: shows a cleared revision to the public, once. */
export const publishReports: Stage<'report.cleared'> = {
  name: 'publishing',
  takes: 'report.cleared',
  lanes: 1,
  async run(message, tx, { config, now }) {
    const shown = await publish(tx, message, now())
    if (!shown) return []
    return [{ to: 'report.published', message }, ...(await changedFeeds(tx, message.reportId, hubOf(config)))]
  },
}
