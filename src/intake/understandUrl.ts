import type { StageContext } from '../stage.ts'
import { discoverFeeds } from './feeds/discover.ts'
import { type Fault, type Fetched, fault } from './fetching/fetched.ts'
import { type Looked, lookAt } from './look.ts'

/** What an address was understood to be: something to follow, with what was found there, or why it cannot be. */
export type Understood =
  | {
      readonly kind: 'feed' | 'sitemap' | 'page'
      /** The address to follow: that of the feed, where a page advertised it. */
      readonly url: string
      readonly looked: Looked
      /** The page that led to the feed. */
      readonly foundOn?: string
      /** Of a single page: the feeds it advertises, which are not followed. */
      readonly advertises: readonly string[]
      /** Requests made on the way. */
      readonly others: readonly Fetched[]
    }
  | (Fault & { readonly others: readonly Fetched[] })

/** Of the feeds a page advertises, and of the usual addresses, so many are tried. */
const mostAdvertised = 4
const mostCandidates = 8
/** A person waits for the answer, and would rather wait a little than be told to come back. */
const turnMs = 30_000

/**
 * Finds out whether an address is a feed, a sitemap, a page that leads to a feed, or a single page. An article is taken
 * as itself, though it advertises its site's feed; any other page stands for its feed. `as: 'page'` takes any page as itself.
 */
export async function understandUrl(
  url: string,
  context: StageContext,
  options: { readonly as?: 'page' } = {},
): Promise<Understood> {
  const looked = await lookAt(url, context, { turnMs, hopes: options.as })
  const others: Fetched[] = []
  if (looked.kind === 'failed') return { ...looked, others: [...looked.fetches] }
  if (looked.kind === 'unchanged')
    return { ...fault('bad-response', 'It answers as if we had it already.'), others }
  const followed = looked.fetches[0].movedTo ?? url
  if (looked.kind === 'feed') {
    return { kind: kindOf(looked), url: followed, looked, advertises: [], others }
  }
  const { page } = looked
  const discovery = discoverFeeds(page.content, page.url)
  const advertises = discovery.feeds.map((feed) => feed.url)
  const single: Understood = { kind: 'page', url: followed, looked, advertises, others }
  if (options.as === 'page' || declaresArticle(page.content)) return single
  others.push(looked.fetches[0])
  const found =
    (await firstFeed(advertises.slice(0, mostAdvertised), context, others)) ??
    (await firstFeed(discovery.candidates.slice(0, mostCandidates), context, others))
  if (found) return { ...found, foundOn: page.url, advertises, others }
  if (new URL(page.url).pathname !== '/') return { ...single, others: others.slice(1) }
  return {
    ...fault(
      'unreadable',
      'It is a front page that advertises no feed, and none was found at the usual addresses.',
    ),
    others,
  }
}

async function firstFeed(
  urls: readonly string[],
  context: StageContext,
  others: Fetched[],
): Promise<Pick<Exclude<Understood, Fault>, 'kind' | 'url' | 'looked'> | undefined> {
  for (const url of urls) {
    const looked = await lookAt(url, context, { turnMs })
    if (looked.kind === 'feed') return { kind: kindOf(looked), url: looked.fetches[0].movedTo ?? url, looked }
    others.push(...looked.fetches)
  }
  return undefined
}

function kindOf({ feed }: Looked & { kind: 'feed' }): 'feed' | 'sitemap' {
  return feed.format.includes('sitemap') ? 'sitemap' : 'feed'
}

const articleMarks = [
  /<meta\b[^>]{0,200}\bog:type["'][^>]{0,200}\bcontent=["']article["']/i,
  /<meta\b[^>]{0,200}\bcontent=["']article["'][^>]{0,200}\bog:type["']/i,
  /<meta\b[^>]{0,200}\barticle:published_time["']/i,
  /"@type"\s*:\s*\[?\s*"(?:\w*NewsArticle|Article|LiveBlogPosting|BlogPosting)"/,
  /\bitemtype=["']https?:\/\/schema\.org\/(?:NewsArticle|Article|BlogPosting)["'][^>]{0,200}\bitemprop=["']mainEntity/i,
]

/** True when a page says of itself that it is one article. Front pages list many, in other marks. */
export function declaresArticle(html: string): boolean {
  return articleMarks.some((mark) => mark.test(html))
}
