import type { StageContext } from '../stage.ts'
import type { ParsedFeed } from './feeds/feed.ts'
import { parseFeed } from './feeds/parse.ts'
import { type Fault, type Fetched, type FetchedBody, fault } from './fetching/fetched.ts'
import { fetchPolitely } from './fetching/fetchPolitely.ts'
import { type Page, readPage } from './page.ts'

/** What one look at an address found, with every request that was made for it. */
export type Looked = {
  /** The address itself first, then the sitemaps that its index lists. */
  readonly fetches: readonly [Fetched, ...Fetched[]]
} & Found

type Found =
  | { readonly kind: 'feed'; readonly feed: ParsedFeed }
  | { readonly kind: 'page'; readonly page: Page; readonly body: Uint8Array }
  | { readonly kind: 'unchanged' }
  | Fault

export interface LookOptions {
  readonly hopes?: 'feed' | 'page'
  readonly etag?: string
  readonly lastModified?: string
  /** How long to wait for the host's turn. */
  readonly turnMs?: number
}

/** Of a sitemap index so many sitemaps are read at each poll, those changed last: news is in the newest. */
const mostSitemaps = 3
const pageLimits = { wireBytes: 5_000_000, bodyBytes: 20_000_000 }

/** Fetches an address and reads what is there. With `hopes: 'page'` nothing is tried but a page. */
export async function lookAt(url: string, context: StageContext, options: LookOptions = {}): Promise<Looked> {
  const turn = options.turnMs === undefined ? {} : { turnMs: options.turnMs }
  const limits = options.hopes === 'page' ? { ...pageLimits, ...turn } : turn
  const fetched = await fetchPolitely(url, context, { ...options, limits })
  if (fetched.kind === 'failed') return { ...faultOf(fetched), fetches: [fetched] }
  if (fetched.kind === 'not-modified') return { kind: 'unchanged', fetches: [fetched] }
  if (options.hopes === 'page') return { ...pageIn(fetched), fetches: [fetched] }
  const parsed = parseFeed(fetched.body, {
    url: fetched.finalUrl,
    contentType: fetched.contentType,
    contentLocation: fetched.contentLocation,
  })
  if (parsed.kind === 'feed' && parsed.format === 'sitemap-index') return readIndex(parsed, fetched, context)
  if (parsed.kind === 'feed') return { kind: 'feed', feed: parsed, fetches: [fetched] }
  if (parsed.reason !== 'page') return { ...fault('unreadable', parsed.why), fetches: [fetched] }
  return { ...pageIn(fetched), fetches: [fetched] }
}

function pageIn(fetched: FetchedBody): Found {
  const page = readPage(fetched)
  return page.kind === 'failed' ? page : { kind: 'page', page, body: fetched.body }
}

/** The items of the sitemaps that an index lists, as one feed. A sitemap that cannot be had is passed over and said. */
async function readIndex(index: ParsedFeed, first: FetchedBody, context: StageContext): Promise<Looked> {
  const fetches: [Fetched, ...Fetched[]] = [first]
  const items: ParsedFeed['items'][number][] = []
  const repairs = [...index.repairs]
  for (const url of chosenSitemaps(index)) {
    const fetched = await fetchPolitely(url, context, { limits: { turnMs: 20_000 } })
    fetches.push(fetched)
    if (fetched.kind !== 'ok') continue
    const parsed = parseFeed(fetched.body, { url: fetched.finalUrl, contentType: fetched.contentType })
    if (parsed.kind === 'feed') {
      items.push(...parsed.items)
      repairs.push(...parsed.repairs)
    }
  }
  const read = fetches.filter((one) => one.kind === 'ok').length - 1
  if (read === 0 && index.sitemaps.length > 0) {
    const cause = fetches.at(-1)!
    return {
      ...fault(
        'unreadable',
        `None of its sitemaps could be read. ${cause.kind === 'failed' ? cause.say : ''}`.trim(),
      ),
      fetches,
    }
  }
  return { kind: 'feed', feed: { ...index, items, repairs }, fetches }
}

/** Sitemaps of news before others, then those changed last. */
export function chosenSitemaps(index: Pick<ParsedFeed, 'sitemaps'>): string[] {
  const rank = (one: ParsedFeed['sitemaps'][number]) => [
    /news/i.test(one.url) ? 1 : 0,
    one.updated ? Date.parse(one.updated.at) : 0,
  ]
  return index.sitemaps
    .map((one) => ({ url: one.url, rank: rank(one) }))
    .sort((a, b) => b.rank[0]! - a.rank[0]! || b.rank[1]! - a.rank[1]!)
    .slice(0, mostSitemaps)
    .map((one) => one.url)
}

function faultOf({ why, say, status, retryAt }: Fault): Fault {
  return fault(why, say, { status, retryAt })
}
