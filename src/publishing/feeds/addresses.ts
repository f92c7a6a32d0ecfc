import { isId, type StoryId } from '../../domain/ids.ts'
import { parseQuery } from '../../text/queries/parse.ts'
import { feedFormats } from './formats.ts'

/** One of the site's feeds, in a format. */
export type FeedAddress = { readonly format: string } & (
  | { readonly feed: 'river' }
  | { readonly feed: 'story'; readonly storyId: StoryId }
  | { readonly feed: 'query'; readonly query: string }
)

/** A feed's address is no longer than this, in characters; longer ones are answered but no hub takes them. */
export const longestAddress = 2000

const formats = feedFormats.join('|')
const river = new RegExp(`^/stories\\.(${formats})$`)
const story = new RegExp(`^/stories/([^/]+)\\.(${formats})$`)
const query = new RegExp(`^/reports\\.(${formats})$`)

/** Which of the site's feeds an address stands for; undefined where it is none, or its query cannot be read. */
export function readFeedAddress(address: string, siteUrl: string): FeedAddress | undefined {
  if (!URL.canParse(address)) return undefined
  const asked = new URL(address)
  const site = new URL(siteUrl)
  const base = site.pathname.replace(/\/+$/, '')
  if (asked.origin !== site.origin || asked.hash || !asked.pathname.startsWith(`${base}/`)) return undefined
  const path = asked.pathname.slice(base.length)
  const [, queryFormat] = query.exec(path) ?? []
  if (queryFormat) return queryAddress(asked.searchParams, queryFormat)
  if (asked.search) return undefined
  const [, riverFormat] = river.exec(path) ?? []
  if (riverFormat) return { feed: 'river', format: riverFormat }
  const [, id, storyFormat] = story.exec(path) ?? []
  return id && isId('story', id) ? { feed: 'story', storyId: id, format: storyFormat! } : undefined
}

/** A feed's own address, by which it calls itself. */
export function writeFeedAddress(feed: FeedAddress, siteUrl: string): string {
  switch (feed.feed) {
    case 'river':
      return `${siteUrl}/stories.${feed.format}`
    case 'story':
      return `${siteUrl}/stories/${feed.storyId}.${feed.format}`
    case 'query':
      return `${siteUrl}/reports.${feed.format}${askedOf(feed.query)}`
  }
}

/** What follows the ending in the address of a query's feed. */
export function askedOf(query: string): string {
  return `?query=${encodeURIComponent(query)}`
}

function queryAddress(parameters: URLSearchParams, format: string): FeedAddress | undefined {
  const text = (parameters.get('query') ?? '').trim()
  const isOne = [...parameters.keys()].length === 1
  return isOne && parseQuery(text).ok ? { feed: 'query', query: text, format } : undefined
}
