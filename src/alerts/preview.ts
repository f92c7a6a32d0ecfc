import type { Db } from '../db/open.ts'
import { countVoices, kindsAdded, type ReportToMatch } from '../db/reportsToMatch.ts'
import type { Heeded, PreviewedReport, QueryPreview } from '../domain/alerts.ts'
import { defaultRules, type Rules } from '../domain/rules.ts'
import type { Query } from '../text/queries/query.ts'
import type { FoundPassage } from '../text/queries/report.ts'
import { type Added, countAlerts } from './countAlerts.ts'
import { lookThrough, wordsAt } from './newest.ts'

const days = 30
const dayMs = 86_400_000
const shown = 10

/** Tries a query on what was public in the last 30 days, newest first. */
export async function previewQuery(
  db: Db,
  query: Query,
  now: Date,
  { rules, zone, story }: Heeded = { rules: defaultRules, zone: 'UTC' },
): Promise<QueryPreview> {
  const since = new Date(now.getTime() - days * dayMs)
  const newest: PreviewedReport[] = []
  const added: Added[] = []
  let [looked, matched] = [0, 0]
  let isAll = false
  for await (const part of lookThrough(db, query, since)) {
    const asked = part.reports.filter((report) => !story || report.storyId === story)
    const met = asked.filter((report) => part.passages.has(report.reportId))
    added.push(...(await whatIsAdded(db, met, rules)))
    looked += asked.length
    matched += met.length
    const room = met.slice(0, shown - newest.length)
    newest.push(...room.map((report) => previewed(report, part.passages.get(report.reportId)!)))
    isAll = part.isAll
  }
  const alerts = countAlerts(added, rules, zone)
  return { days, looked, isAll, matched, news: added.length, alerts, newest }
}

async function whatIsAdded(db: Db, met: readonly ReportToMatch[], rules: Rules): Promise<Added[]> {
  const kinds = await kindsAdded(
    db,
    met.map((report) => report.revisionId),
  )
  const adding = met.filter((report) => kinds.has(report.revisionId))
  const stories = rules.origins > 1 ? adding.flatMap((report) => report.storyId ?? []) : []
  const voices = await countVoices(db, [...new Set(stories)])
  return adding.map(({ at, revisionId, storyId }) => ({
    at,
    kinds: kinds.get(revisionId)!,
    voices: (storyId && voices.get(storyId)) ?? 1,
  }))
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
