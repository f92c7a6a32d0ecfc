import { claimsOfRevisions, countDevelopments, publicReportsSince, type ReportToMatch } from '../db/alerts.ts'
import type { Db } from '../db/open.ts'
import type { PreviewedReport, QueryPreview } from '../domain/alerts.ts'
import type { Query } from '../text/queries/query.ts'
import { StandingQueries } from '../text/queries/standingQueries.ts'
import { knownOf } from './knownOf.ts'
import { matchableReport } from './matchable.ts'

const days = 30
const dayMs = 86_400_000
const atOnce = 200
/** A preview takes a second at most: some 20,000 reports. */
const longestMs = 1000
const shown = 10

/** Tries a query on what was public in the last 30 days, newest first. */
export async function previewQuery(db: Db, query: Query, now: Date): Promise<QueryPreview> {
  const queries = new StandingQueries<0>()
  queries.add(0, query)
  const since = new Date(now.getTime() - days * dayMs)
  const started = performance.now()
  const newest: PreviewedReport[] = []
  let [looked, matched, alerts] = [0, 0, 0]
  let last: ReportToMatch | undefined
  let isAll = false
  while (!isAll && performance.now() - started < longestMs) {
    const reports = await publicReportsSince(db, since, atOnce, last && { at: last.at, id: last.reportId })
    const revisions = reports.map((report) => report.revisionId)
    const claims = await claimsOfRevisions(db, revisions)
    const added = await countDevelopments(db, revisions)
    for (const report of reports) {
      const [match] = queries.match(matchableReport(knownOf(report, claims.get(report.revisionId)!)))
      if (!match) continue
      matched++
      if (added.has(report.revisionId)) alerts++
      if (newest.length < shown) newest.push(previewed(report, match.passages))
    }
    looked += reports.length
    last = reports.at(-1)
    isAll = reports.length < atOnce
  }
  return { days, looked, isAll, matched, alerts, newest }
}

function previewed(
  report: ReportToMatch,
  passages: readonly { start: number; end: number; in?: 'title' }[],
): PreviewedReport {
  const words = passages.map((at) => (at.in ? report.headline : report.text).slice(at.start, at.end))
  return {
    id: report.reportId,
    headline: report.headline,
    lang: report.lang ?? undefined,
    source: report.sourceName,
    at: report.at.toISOString(),
    matched: [...new Set(words)].slice(0, 5),
  }
}
