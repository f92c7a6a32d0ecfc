import type { ReportToMatch, RevisionClaims } from '../db/reportsToMatch.ts'
import type { KnownOfReport } from './matchable.ts'

/** What the database knows of a report, for standing queries. */
export function knownOf(report: ReportToMatch, claims: RevisionClaims): KnownOfReport {
  return {
    text: report.text,
    headline: report.headline,
    lang: report.lang ?? undefined,
    sourceNames: report.sourceHost ? [report.sourceName, report.sourceHost] : [report.sourceName],
    dateline: report.reading.dateline,
    statements: claims.statements,
    figures: claims.figures,
  }
}
