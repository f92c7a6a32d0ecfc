import { type SpeakingReport, type StoryDevelopment, speakingReports } from '../../../db/pages/story.ts'
import type { DevelopmentId, ReportId, StoryId } from '../../../domain/ids.ts'
import { blankOutside } from '../../../text/blanked.ts'
import type { SiteDeps } from '../deps.ts'
import { blocksOfReport, numberParagraphs } from '../report/paragraphs.ts'

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
    reports.map((report) => ({ voice: report.voice, text: ownWords(report) })),
  )
  return new Map(
    developments.map((one, index) => [
      one.id,
      found[index]!.map(({ report, start }) => carrierOf(reports[report]!, start)),
    ]),
  )
}

/** A report's text without what stands beside it on its page, and without what it took from others. */
function ownWords({ text, blocks, fresh }: SpeakingReport): string {
  const article = blankOutside(text, blocksOfReport(blocks))
  return fresh ? blankOutside(article, fresh) : article
}

function carrierOf({ id, name, blocks }: SpeakingReport, start: number): Carrier {
  return { name, reportId: id, paragraph: numberParagraphs({ blocks }).numberAt(start) }
}
