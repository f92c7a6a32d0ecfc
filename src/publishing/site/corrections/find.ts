import {
  copiesAsShown,
  correctionsIn,
  othersOfVoice,
  revisedInStory,
  shownRevisions,
} from '../../../db/pages/corrections.ts'
import type { ReportId, StoryId } from '../../../domain/ids.ts'
import { bodyText, type Reading } from '../../../domain/reading.ts'
import type { SiteDeps } from '../deps.ts'
import { gathered, type OldWording, oldWordings } from './oldWording.ts'

type Asked = Pick<SiteDeps, 'db' | 'stale'>

const mostCopies = 100
/** Earlier revisions looked at: a copy may have been made from any of them. */
const mostEarlier = 3
const mostRevised = 5
const mostCorrections = 10

/** What copies of a report still have of its earlier revisions. Nothing is asked of copies while it has one revision. */
export async function oldWordingsOf({ db, stale }: Asked, id: ReportId): Promise<OldWording[]> {
  const [now, ...earlier] = await shownRevisions(db, id, mostEarlier + 1)
  if (!now || earlier.length === 0) return []
  const copies = await copiesAsShown(db, id, mostCopies)
  if (copies.length === 0) return []
  const found = earlier.flatMap((before) =>
    oldWordings(copies, { before: articleOf(before.reading), now: articleOf(now.reading) }, stale),
  )
  return gathered(found)
}

/**
 * What reports of a story still have of what was corrected in it: by a new revision of what they were taken from, or by
 * another report of their main source.
 */
export async function oldWordingsIn(asked: Asked, id: StoryId): Promise<OldWording[]> {
  const { db, stale } = asked
  const [revised, corrections] = await Promise.all([
    revisedInStory(db, id, mostRevised),
    correctionsIn(db, id, mostCorrections),
  ])
  const found: OldWording[] = []
  for (const report of revised) found.push(...(await oldWordingsOf(asked, report)))
  for (const correction of corrections) {
    const copies = await othersOfVoice(db, id, correction, mostCopies)
    found.push(...oldWordings(copies, correction, stale))
  }
  return gathered(found)
}

function articleOf(reading: Reading): string {
  return `${reading.headline ?? ''}\n\n${bodyText(reading)}`
}
