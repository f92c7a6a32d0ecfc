import { resolveWebAddress } from './addresses.ts'
import { readDate } from './dates.ts'
import { childOf, childrenOf, type Element, textOf } from './elements.ts'
import type { FeedItem, ParsedFeed } from './feed.ts'
import { keyOf } from './keys.ts'
import { oneLine } from './markup.ts'
import type { Repairs } from './repairs.ts'

/** Reads a sitemap, a news sitemap or a sitemap index. Undefined when the root is none of them. */
export function readSitemap(
  root: Element,
  encoding: string,
  repairs: Repairs,
): Omit<ParsedFeed, 'repairs'> | undefined {
  const index = childOf(root, 'sitemapindex')
  const set = childOf(root, 'urlset')
  if (!index && !set) return undefined
  const items = set ? childrenOf(set, 'url').flatMap((url) => readUrl(url, repairs) ?? []) : []
  const hasNews = set !== undefined && childrenOf(set, 'url').some((url) => childOf(url, 'news:news'))
  return {
    kind: 'feed',
    format: index ? 'sitemap-index' : hasNews ? 'news-sitemap' : 'sitemap',
    encoding,
    hubs: [],
    links: [],
    authors: [],
    contributors: [],
    categories: [],
    rhythm: {},
    items,
    sitemaps: index ? childrenOf(index, 'sitemap').flatMap(readEntry) : [],
  }
}

function readEntry(sitemap: Element): ParsedFeed['sitemaps'] {
  const url = resolveWebAddress(textOf(childOf(sitemap, 'loc')), sitemap.base)
  if (url === undefined) return []
  return [{ url, updated: readDate(textOf(childOf(sitemap, 'lastmod'))) }]
}

function readUrl(element: Element, repairs: Repairs): FeedItem | undefined {
  const url = resolveWebAddress(textOf(childOf(element, 'loc')), element.base)
  if (url === undefined) {
    repairs.add('url')
    return undefined
  }
  const news = childOf(element, 'news:news')
  const publication = news && childOf(news, 'news:publication')
  const title = oneLine(textOf(news && childOf(news, 'news:title')) ?? '') || undefined
  const publisher = textOf(publication && childOf(publication, 'news:name'))
  return {
    key: keyOf({ guid: undefined, url, title, text: undefined }),
    url,
    title,
    titleLang: textOf(publication && childOf(publication, 'news:language')),
    authors: [],
    contributors: [],
    publisher: publisher === undefined ? undefined : { name: oneLine(publisher) },
    published: readDate(textOf(news && childOf(news, 'news:publication_date'))),
    updated: readDate(textOf(childOf(element, 'lastmod'))),
    lang: textOf(publication && childOf(publication, 'news:language')),
    categories: keywords(news),
    enclosures: pictures(element),
    links: [],
  }
}

function keywords(news: Element | undefined): { term: string }[] {
  const printed = ['news:keywords', 'news:genres'].map((name) => textOf(news && childOf(news, name)))
  return printed
    .flatMap((list) => (list ?? '').split(',').map(oneLine).filter(Boolean))
    .map((term) => ({ term }))
}

function pictures(element: Element): { url: string; type: string }[] {
  return childrenOf(element, 'image:image').flatMap((image) => {
    const url = resolveWebAddress(textOf(childOf(image, 'image:loc')), image.base)
    return url === undefined ? [] : [{ url, type: 'image/*' }]
  })
}
