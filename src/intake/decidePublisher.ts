import { sourceHost } from '../db/sources.ts'

/** Whether an item's page is published by the source of the feed that announces it, or by the site it lies on. */
export type Publisher =
  | { readonly kind: 'feed-source' }
  | { readonly kind: 'own-site'; readonly host: string }

/** A feed whose last items lie on so many sites gathers the work of others. One site may have a second host or two. */
const manySites = 4

/**
 * A feed announces its source's own pages, also where they lie on another host of it. Only a feed that gathers pages
 * from many sites speaks of others' work: there a page that lies apart from the feed's source is its own site's.
 */
export function decidePublisher(
  pageUrl: string,
  feed: { readonly sourceHost?: string; readonly itemUrls: readonly string[] },
): Publisher {
  const host = sourceHost(pageUrl)
  if (!host || !feed.sourceHost || related(host, feed.sourceHost)) return { kind: 'feed-source' }
  const sites = new Set(feed.itemUrls.flatMap((url) => sourceHost(url) ?? []))
  return sites.size >= manySites ? { kind: 'own-site', host } : { kind: 'feed-source' }
}

/** One lies under the other, as news.example.org under example.org. */
function related(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}
