import { type NewSource, sourceHost } from '../db/sources.ts'
import type { ParsedFeed } from './feeds/feed.ts'
import type { Page } from './page.ts'

/**
 * Who publishes a feed: the site it says that it announces, else the one most of its items lie on, else its own host.
 * Feeds often lie with a service, so their own address comes last.
 */
export function sourceOfFeed(feed: ParsedFeed, url: string): NewSource {
  const host = (feed.link && sourceHost(feed.link)) ?? commonHost(feed) ?? sourceHost(url)
  return {
    name: feed.title ?? host ?? url,
    host,
    homeUrl: feed.link ?? homeOf(feed.items[0]?.url ?? url),
    lang: feed.lang,
  }
}

/** Who publishes a single page: its host, by the name the page gives its site. */
export function sourceOfPage(page: Page): NewSource {
  const host = sourceHost(page.url)
  return { name: siteName(page.content) ?? host ?? page.url, host, homeUrl: homeOf(page.url) }
}

function siteName(html: string): string | undefined {
  const meta = /<meta\b[^>]{0,200}\bog:site_name["'][^>]{0,300}>/i.exec(html)?.[0]
  const name = meta && /\bcontent=(?:"([^"]{1,120})"|'([^']{1,120})')/i.exec(meta)
  // A name with references in it is left to whoever reads the page.
  const plain = (name?.[1] ?? name?.[2])?.trim()
  return plain && !plain.includes('&') ? plain : undefined
}

function commonHost(feed: ParsedFeed): string | undefined {
  const counts = new Map<string, number>()
  for (const item of feed.items) {
    const host = item.url && sourceHost(item.url)
    if (host) counts.set(host, (counts.get(host) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function homeOf(url: string): string | undefined {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.origin}/` : undefined
}
