import type { NewItem } from '../db/items.ts'
import type { CaptureHints } from '../db/schema.ts'
import type { Moment } from '../domain/moment.ts'
import type { FeedItem, Markup, ParsedFeed, Person } from './feeds/feed.ts'
import { sha256, visibleText } from './visibleText.ts'

/** An item as a feed announces it, and how its text is to be had. */
export interface Announced extends NewItem {
  readonly way: Way
  /** Of the words the feed carries; what a capture of the feed's own text is told apart by. */
  readonly textHash: string
  /** When it says that it was published or last changed, whichever is later. */
  readonly datedAt?: Date
}

/**
 * `fragment`: the feed carries the text; `page`: the page it links to must be fetched; `none`: there is neither text
 * nor an address.
 */
export type Way = 'fragment' | 'page' | 'none'

/** More than this many of one document are not taken; the next poll brings the rest. */
const mostItems = 2000
/** Longer addresses cannot be indexed, and are no one's article. */
const longestAddress = 2000

/** The items of a feed, each with a key that is its own. */
export function announcedIn(feed: ParsedFeed): Announced[] {
  const items = (isSitemap(feed) ? newestFirst(feed.items) : feed.items).slice(0, mostItems)
  const shared = sharedKeys(items)
  const honest = !datesAreTheRequests(items)
  return items.map((item) => announce(item, feed, shared.has(item.key), honest))
}

/** A sitemap lists all that a site has, in any order. */
export function isSitemap(feed: Pick<ParsedFeed, 'format'>): boolean {
  return feed.format.includes('sitemap')
}

function newestFirst(items: readonly FeedItem[]): readonly FeedItem[] {
  const at = (item: FeedItem) => latest(dateOf(item.published), dateOf(item.updated))?.getTime() ?? 0
  return items.toSorted((a, b) => at(b) - at(a))
}

function announce(item: FeedItem, feed: ParsedFeed, sharesKey: boolean, honestDates: boolean): Announced {
  const url = item.url !== undefined && item.url.length <= longestAddress ? item.url : undefined
  const text = item.content ? visibleText(item.content.html) : ''
  const summary = item.summary ? visibleText(item.summary.html) : ''
  const full = fullText(item, text, summary)
  const way = full ? 'fragment' : url ? 'page' : text || summary || item.title ? 'fragment' : 'none'
  const textHash = sha256([item.title ?? '', text || summary].join('\n'))
  const updated = way === 'page' && honestDates ? (item.updated?.at ?? '') : ''
  return {
    key: sharesKey ? `${item.key}#${sha256(`${url ?? ''}\n${item.title ?? ''}`).slice(0, 16)}` : item.key,
    url,
    title: item.title,
    publishedAt: dateOf(item.published),
    contentHash: sha256(`${textHash}\n${summary}\n${updated}`),
    textHash,
    hints: hintsOf(item, feed, summary),
    fragment: full?.html ?? item.content?.html ?? item.summary?.html,
    way,
    datedAt: latest(dateOf(item.published), dateOf(item.updated)),
  }
}

/** The markup that holds the whole text, where the feed carries it. */
function fullText(item: FeedItem, text: string, summary: string): Markup | undefined {
  if (text.length >= 500 && !looksCut(text)) return item.content
  // Many feeds put the whole text where the summary belongs.
  return summary.length >= 1200 && !looksCut(summary) ? item.summary : undefined
}

/** A teaser ends in dots or an invitation to read on. */
function looksCut(text: string): boolean {
  return /(?:…|\.\.\.|\[…\]|\[\.\.\.\]|[[(]?(?:read|continue|see|view) (?:more|on|reading|full)[^.]{0,60})[\])»→\s]*$/i.test(
    text.slice(-120),
  )
}

function hintsOf(item: FeedItem, feed: ParsedFeed, summary: string): CaptureHints {
  const authors = (item.authors.length > 0 ? item.authors : feed.authors).flatMap(nameOf).slice(0, 20)
  return {
    ...(item.title && { title: item.title.slice(0, 1000) }),
    ...(authors.length > 0 && { authors }),
    ...(item.published && { published: item.published.at }),
    ...(item.updated && { modified: item.updated.at }),
    ...((item.lang ?? feed.lang) && { lang: item.lang ?? feed.lang }),
    ...(item.guid && { guid: item.guid.slice(0, 2000) }),
    ...(summary && { summary: summary.slice(0, 4000) }),
  }
}

function nameOf(person: Person): string[] {
  return person.name ? [person.name.slice(0, 300)] : []
}

function sharedKeys(items: readonly FeedItem[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { key } of items) {
    if (seen.has(key)) shared.add(key)
    seen.add(key)
  }
  return shared
}

/** Some feeds give the time of the request as the time of every item's change; it says nothing. */
function datesAreTheRequests(items: readonly FeedItem[]): boolean {
  const times = items.flatMap((item) => (item.updated ? [Date.parse(item.updated.at)] : []))
  return times.length > 3 && Math.max(...times) - Math.min(...times) < 60_000
}

function dateOf(moment: Moment | undefined): Date | undefined {
  return moment && new Date(moment.at)
}

function latest(a: Date | undefined, b: Date | undefined): Date | undefined {
  return a && b ? (a > b ? a : b) : (a ?? b)
}
