import type { Handler } from 'hono'
import { Failure } from '../../failure.ts'
import { parseQuery, showQueryError } from '../../text/queries/parse.ts'
import type { FeedDeps } from './deps.ts'
import { answerFeed } from './formats.ts'

/** `GET /reports.atom?query=…`, `.rss`, `.json`: the newest reports that meet a query of the language of alerts. */
export function queryFeed({ config, alerts }: FeedDeps, format: string): Handler {
  return async (c) => {
    const text = (c.req.query('query') ?? '').trim()
    const parsed = parseQuery(text)
    if (!parsed.ok) throw new Failure('invalid', `The query cannot be read. ${showQueryError(text, parsed)}`)
    const { newest } = await alerts.preview(parsed.query)
    const asked = `?query=${encodeURIComponent(text)}`
    const feed = {
      id: `${config.siteUrl}/reports.atom${asked}`,
      title: `Mainsource: ${text}`,
      lang: null,
      page: `${config.siteUrl}/subscriptions/new${asked}`,
      self: `${config.siteUrl}/reports`,
      asked,
      updated: new Date(newest[0]?.at ?? 0),
      entries: newest.map((report) => ({
        id: `${config.siteUrl}/reports/${report.id}`,
        title: report.headline,
        lang: report.lang ?? null,
        url: `${config.siteUrl}/reports/${report.id}`,
        author: report.source,
        published: new Date(report.at),
        updated: new Date(report.at),
        summary: report.matched.length > 0 ? `Found: ${report.matched.join(', ')}` : undefined,
      })),
    }
    return answerFeed(c, feed, format, config.hubUrl)
  }
}
