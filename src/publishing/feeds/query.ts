import type { Handler } from 'hono'
import { type FoundReport, feedReports, noteAsked } from '../../db/feedQueries.ts'
import type { Db } from '../../db/open.ts'
import { Failure } from '../../failure.ts'
import { parseQuery, showQueryError } from '../../text/queries/parse.ts'
import { askedOf, longestAddress } from './addresses.ts'
import type { FeedDeps } from './deps.ts'
import { answerFeed } from './formats.ts'
import type { OutFeed } from './outFeed.ts'

const entries = 50

/** `GET /reports.atom?query=…`, `.rss`, `.json`: the newest reports that meet a query of the language of alerts. */
export function queryFeed(deps: FeedDeps, format: string): Handler {
  const { db, config, now } = deps
  return async (c) => {
    const text = (c.req.query('query') ?? '').trim()
    // Nobody but a hub elsewhere knows who subscribes there, so it is told of what was asked for.
    if (config.hubUrl && parseQuery(text).ok && askedOf(text).length < longestAddress)
      await noteAsked(db, text, now())
    return answerFeed(c, await feedOfQuery(deps, text), format, config)
  }
}

/** The feed of a query. Throws a Failure when it cannot be read. */
export async function feedOfQuery(
  { db, config, feedQueries, now }: FeedDeps,
  text: string,
): Promise<OutFeed> {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Failure('invalid', `The query cannot be read. ${showQueryError(text, parsed)}`)
  const found = await feedQueries.newest(db, { text, query: parsed.query }, entries, now())
  return outFeed(db, text, found, config.siteUrl)
}

async function outFeed(
  db: Db,
  text: string,
  found: readonly FoundReport[],
  siteUrl: string,
): Promise<OutFeed> {
  const reports = await feedReports(
    db,
    found.map((one) => one.reportId),
  )
  const asked = askedOf(text)
  const shown = found.flatMap(({ reportId, words }) => {
    const report = reports.get(reportId)
    return report ? [{ report, words }] : []
  })
  return {
    id: `${siteUrl}/reports.atom${asked}`,
    title: `Mainsource: ${text}`,
    lang: null,
    page: `${siteUrl}/subscriptions/new${asked}`,
    self: `${siteUrl}/reports`,
    asked,
    updated: new Date(Math.max(0, ...shown.map(({ report }) => report.textAt.getTime()))),
    entries: shown.map(({ report, words }) => ({
      id: `${siteUrl}/reports/${report.id}`,
      title: report.headline,
      lang: report.lang,
      url: `${siteUrl}/reports/${report.id}`,
      author: report.sourceName,
      published: report.at,
      updated: report.textAt,
      summary: words.length > 0 ? `Found: ${words.join(', ')}` : undefined,
    })),
  }
}
