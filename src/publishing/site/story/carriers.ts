import { type SpeakingReport, type StoryDevelopment, speakingReports } from '../../../db/pages/story.ts'
import type { DevelopmentId, ReportId, StoryId } from '../../../domain/ids.ts'
import type { SiteDeps } from '../deps.ts'
import { numberParagraphs, textOfReport } from '../report/paragraphs.ts'

/** An origin beside a development's own that says the same. */
export interface Carrier {
  readonly name: string
  readonly reportId: ReportId
  /** The paragraph that says it; undefined for the headline. */
  readonly paragraph?: number
}

/** The reports of a long story that are looked through: the first ones, whole copies aside. */
const mostReports = 300

/** Which other origins carry each development of a story; none where only its own does. */
export async function carriersOf(
  { db, whoSays }: Pick<SiteDeps, 'db' | 'whoSays'>,
  story: StoryId,
  developments: readonly StoryDevelopment[],
): Promise<Map<DevelopmentId, readonly Carrier[]>> {
  if (developments.length === 0) return new Map()
  const reports = await speakingReports(db, story, mostReports)
  const found = whoSays(
    developments,
    reports.map(({ voice, text, blocks }) => ({ voice, text: textOfReport(text, blocks) })),
  )
  return new Map(
    developments.map((one, index) => [
      one.id,
      found[index]!.map(({ report, start }) => carrierOf(reports[report]!, start)),
    ]),
  )
}

function carrierOf({ id, name, blocks }: SpeakingReport, start: number): Carrier {
  return { name, reportId: id, paragraph: numberParagraphs({ blocks }).numberAt(start) }
}
