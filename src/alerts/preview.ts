import { countDevelopments, type ReportToMatch } from '../db/alerts.ts'
import type { Db } from '../db/open.ts'
import type { PreviewedReport, QueryPreview } from '../domain/alerts.ts'
import type { Query } from '../text/queries/query.ts'
import type { FoundPassage } from '../text/queries/report.ts'
import { lookThrough, wordsAt } from './newest.ts'

const days = 30
const dayMs = 86_400_000
const shown = 10

/** Tries a query on what was public in the last 30 days, newest first. */
export async function previewQuery(db: Db, query: Query, now: Date): Promise<QueryPreview> {
  const since = new Date(now.getTime() - days * dayMs)
  const newest: PreviewedReport[] = []
  let [looked, matched, alerts] = [0, 0, 0]
  let isAll = false
  for await (const part of lookThrough(db, query, since)) {
    const met = part.reports.filter((report) => part.passages.has(report.reportId))
    const added = await countDevelopments(
      db,
      met.map((report) => report.revisionId),
    )
    looked += part.reports.length
    matched += met.length
    alerts += added.size
    const room = met.slice(0, shown - newest.length)
    newest.push(...room.map((report) => previewed(report, part.passages.get(report.reportId)!)))
    isAll = part.isAll
  }
  return { days, looked, isAll, matched, alerts, newest }
}

function previewed(report: ReportToMatch, passages: readonly FoundPassage[]): PreviewedReport {
  return {
    id: report.reportId,
    headline: report.headline,
    lang: report.lang ?? undefined,
    source: report.sourceName,
    at: report.at.toISOString(),
    matched: wordsAt(report, passages),
  }
}
