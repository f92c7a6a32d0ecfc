import type { Db, Tx } from '../db/open.ts'
import { type PlacedReport, placedReports } from '../db/stories.ts'
import { bodyText } from '../domain/reading.ts'
import { scan } from '../text/scan.ts'
import { rememberReport } from './group.ts'
import type { StoryMemory } from './memory.ts'
import { askedSentences } from './sentences.ts'

/** A story that has been quiet this long is no longer compared with what arrives: five weeks. */
export const storiesLiveMs = 35 * 86_400_000
const page = 200

/** Fills the memory with the stories that are live, in the order their reports were placed. */
export async function warmStories(memory: StoryMemory, db: Db | Tx, now: Date): Promise<void> {
  const since = new Date(now.getTime() - storiesLiveMs)
  let last: PlacedReport | undefined
  for (;;) {
    const rows = await placedReports(db, since, page, last)
    for (const row of rows) remember(memory, row)
    if (rows.length < page) return
    last = rows.at(-1)
  }
}

function remember(memory: StoryMemory, row: PlacedReport): void {
  const arrival = {
    id: row.reportId,
    headline: row.headline,
    words: scan(`${row.headline}\n\n${bodyText(row.reading)}`),
    at: row.at.getTime(),
    now: row.placedAt.getTime(),
    voice: !row.whole,
    follows: row.follows ?? undefined,
  }
  const story = rememberReport(memory, arrival, row.storyId, row.storyHeadline)
  const sentences = askedSentences(row.reportId, scan(row.text), row.reading, memory.vocabulary)
  for (const sentence of sentences) story.said.add(sentence)
}
