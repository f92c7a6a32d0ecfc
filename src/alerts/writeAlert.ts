import type { NewDevelopment, ReportToMatch, RevisionClaims } from '../db/reportsToMatch.ts'
import type { Subscription } from '../db/subscriptions.ts'
import type { AlertBody, AlertedDevelopment } from '../domain/alerts.ts'
import type { Statement } from '../domain/claims.ts'
import { overlap } from '../domain/passage.ts'

const mostMatchedWords = 12

/** One thing a report adds, with the origins that say it, by name. */
export type AddedDevelopment = Omit<NewDevelopment, 'countsAs'> & { readonly origins: readonly string[] }

/** What an alert says: kept as it was, whatever becomes of the report. `matched` are the words that met the query. */
export function writeAlert(
  subscription: Pick<Subscription, 'title' | 'query' | 'zone'>,
  report: ReportToMatch,
  claims: RevisionClaims,
  news: readonly AddedDevelopment[],
  matched: readonly string[],
): AlertBody {
  return {
    why: {
      title: subscription.title,
      query: subscription.query,
      matched: [...new Set(matched)].slice(0, mostMatchedWords),
      zone: subscription.zone,
    },
    story: { id: report.storyId ?? '', headline: report.storyHeadline ?? report.headline },
    report: {
      id: report.reportId,
      headline: report.headline,
      url: report.url ?? undefined,
      source: report.sourceName,
      at: report.at.toISOString(),
      lang: report.lang ?? undefined,
      dir: report.reading.dir,
    },
    mainSource: {
      name: report.mainName ?? report.sourceName,
      report: report.mainReportId ?? undefined,
      url: (report.mainReportId ? report.mainUrl : report.url) ?? undefined,
    },
    developments: news.map((one) => alerted(one, claims.statements)),
  }
}

function alerted(one: AddedDevelopment, statements: readonly Statement[]): AlertedDevelopment {
  const speaker = statements.find((said) => said.speaker && overlap(said.passage, one) > 0)?.speaker
  return {
    id: one.id,
    kind: one.kind,
    text: one.text,
    before: one.replaces ?? undefined,
    speaker,
    origins: [...one.origins],
  }
}
