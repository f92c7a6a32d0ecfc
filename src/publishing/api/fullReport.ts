import type { z } from 'zod'
import type { Db } from '../../db/open.ts'
import { figuresIn, findOrigin, findReportText, statementsIn, storyOf } from '../../db/pages/report.ts'
import type { ReportFull } from './schemas.ts'

/** A public report with all that was found in it; undefined when there is none of this id. */
export async function fullReport(db: Db, id: string): Promise<z.infer<typeof ReportFull> | undefined> {
  const report = await findReportText(db, id, { viewer: 'public' })
  if (!report) return undefined
  const [origin, statements, figures, story] = await Promise.all([
    findOrigin(db, report.revisionId),
    statementsIn(db, report.revisionId),
    figuresIn(db, report.revisionId),
    storyOf(db, report.id),
  ])
  return {
    id: report.id,
    url: report.url ?? undefined,
    source: report.sourceName,
    at: report.at.toISOString(),
    publishedAt: report.publishedAt?.toISOString(),
    revision: report.revisionNumber,
    story: story?.id,
    reading: report.reading,
    traced: origin?.traced,
    claims: { statements, figures },
  }
}
