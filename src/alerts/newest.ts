import { type FoundReport, publicRevision } from '../db/feedQueries.ts'
import type { Db, Tx } from '../db/open.ts'
import {
  claimsOfRevisions,
  publicReportsSince,
  type ReportToMatch,
  reportToMatch,
} from '../db/reportsToMatch.ts'
import type { ReportId } from '../domain/ids.ts'
import type { Query } from '../text/queries/query.ts'
import type { FoundPassage, MatchableReport } from '../text/queries/report.ts'
import { StandingQueries } from '../text/queries/standingQueries.ts'
import { knownOf } from './knownOf.ts'
import { matchableReport } from './matchable.ts'

const atOnce = 200
/** A second goes through some 20,000 reports. */
const longestMs = 1000
const mostWords = 5

/** Some reports that were looked through for a query, with the passages by which those that meet it do. */
export interface LookedThrough {
  readonly reports: readonly ReportToMatch[]
  readonly passages: ReadonlyMap<ReportId, readonly FoundPassage[]>
  /** True where there are no more. */
  readonly isAll: boolean
}

/** Looks through what is public since a time, newest first, for reports that meet a query: for a second at most. */
export async function* lookThrough(db: Db, query: Query, since: Date): AsyncGenerator<LookedThrough> {
  const queries = new StandingQueries<0>()
  queries.add(0, query)
  const started = performance.now()
  let last: ReportToMatch | undefined
  do {
    const reports = await publicReportsSince(db, since, atOnce, last && { at: last.at, id: last.reportId })
    const claims = await claimsOfRevisions(
      db,
      reports.map((report) => report.revisionId),
    )
    const passages = new Map<ReportId, readonly FoundPassage[]>()
    for (const report of reports) {
      const [match] = queries.match(matchableReport(knownOf(report, claims.get(report.revisionId)!)))
      if (match) passages.set(report.reportId, match.passages)
    }
    last = reports.at(-1)
    const isAll = reports.length < atOnce
    yield { reports, passages, isAll }
    if (isAll) return
  } while (performance.now() - started < longestMs)
}

/** The words of a report at these passages, each once, five at most. */
export function wordsAt(
  report: Pick<ReportToMatch, 'headline' | 'text'>,
  passages: readonly FoundPassage[],
): string[] {
  const words = passages.map((at) => (at.in ? report.headline : report.text).slice(at.start, at.end))
  return [...new Set(words)].slice(0, mostWords)
}

/** The newest public reports that meet a query, newest first, at most so many of those that a second finds. */
export async function newestMatching(db: Db, query: Query, most: number): Promise<FoundReport[]> {
  const found: FoundReport[] = []
  for await (const { reports, passages } of lookThrough(db, query, new Date(0))) {
    for (const report of reports) {
      const met = passages.get(report.reportId)
      if (met && found.length < most) found.push(foundReport(report, met))
    }
    if (found.length === most) break
  }
  return found
}

/** A public report as queries see it, and what to note of one that it meets. Undefined where it is not public. */
export async function publicMatchable(
  db: Db | Tx,
  id: ReportId,
): Promise<
  { matchable: MatchableReport; found(passages: readonly FoundPassage[]): FoundReport } | undefined
> {
  const revisionId = await publicRevision(db, id)
  const report = revisionId && (await reportToMatch(db, id, revisionId))
  if (!report) return undefined
  const claims = (await claimsOfRevisions(db, [revisionId])).get(revisionId)!
  return {
    matchable: matchableReport(knownOf(report, claims)),
    found: (passages) => foundReport(report, passages),
  }
}

function foundReport(report: ReportToMatch, passages: readonly FoundPassage[]): FoundReport {
  const { reportId, revisionId, at } = report
  return { reportId, revisionId, at, words: wordsAt(report, passages) }
}
