import { resolveWebAddress } from './addresses.ts'
import { oneLine, Tags } from './markup.ts'
import { decodeReferences } from './references.ts'

export interface AdvertisedFeed {
  readonly url: string
  readonly title?: string
  readonly type?: string
}

export interface Discovery {
  /** What the page advertises itself, the likeliest first. */
  readonly feeds: readonly AdvertisedFeed[]
  /** Addresses worth a try; only when nothing was advertised. First those the page links to, then common ones. */
  readonly candidates: readonly string[]
}

const feedType =
  /^(?:application\/(?:rss|atom|rdf|feed)(?:\+xml|\+json)?|application\/json|text\/(?:rss|atom)(?:\+xml)?|(?:application|text)\/xml)$/i
const likelyAddress =
  /(?:\/(?:feed|rss|atom)(?:[/.?]|$)|\.(?:rss|atom|rdf)(?:[?]|$)|(?:feed|rss|atom|index)\.(?:xml|json|rdf)|[?&](?:feed|format)=(?:rss|atom)|feedburner|feeds?\.)/i
const commonPaths = [
  '/feed',
  '/rss',
  '/rss.xml',
  '/feed.xml',
  '/atom.xml',
  '/index.xml',
  '/feed.json',
  '/sitemap-news.xml',
]
const mostCandidates = 20

/**
 * Finds the feeds that a page advertises (`<link rel="alternate">`). Where it advertises none, what it links to and
 * the common addresses are offered as candidates; nothing is fetched.
 */
export function discoverFeeds(html: string, url: string): Discovery {
  const { links, anchors, base } = linksIn(html, url)
  const feeds = new Map<string, AdvertisedFeed>()
  for (const link of links) {
    const found = advertised(link, base)
    if (found && !feeds.has(found.url)) feeds.set(found.url, found)
  }
  const inOrder = [...feeds.values()].sort((a, b) => rank(a) - rank(b))
  return { feeds: inOrder, candidates: inOrder.length > 0 ? [] : candidatesFor(anchors, base, url) }
}

type Attributes = Readonly<Record<string, string>>

function linksIn(html: string, url: string): { links: Attributes[]; anchors: string[]; base: string } {
  const links: Attributes[] = []
  const anchors: string[] = []
  let base: string | undefined
  let attributes: Record<string, string> = {}
  new Tags(html, {
    attribute(_tag, name, start, end) {
      if (/^(?:rel|type|href|title)$/.test(name)) attributes[name] = decodeReferences(html.slice(start, end))
    },
    open(name) {
      const { href } = attributes
      if (href !== undefined && name === 'link') links.push(attributes)
      else if (href !== undefined && name === 'base') base ??= resolveWebAddress(href, url)
      else if (href !== undefined && name === 'a' && likelyAddress.test(href)) anchors.push(href)
      attributes = {}
    },
  }).read()
  return { links, anchors, base: base ?? url }
}

function advertised(link: Attributes, base: string): AdvertisedFeed | undefined {
  const rels = (link['rel'] ?? '').toLowerCase().split(/\s+/)
  const type = link['type']?.replace(/;.*/s, '').trim().toLowerCase()
  const isFeed =
    rels.includes('feed') || (rels.includes('alternate') && type !== undefined && feedType.test(type))
  // WordPress and others advertise their programming interface as JSON.
  if (!isFeed || /wp-json|oembed/.test(link['href'] ?? '')) return undefined
  const url = resolveWebAddress(link['href'], base)
  if (url === undefined) return undefined
  const title = oneLine(link['title'] ?? '')
  return { url, ...(title ? { title } : {}), ...(type ? { type } : {}) }
}

/** Comments come last: whoever adds a page wants its articles. */
function rank({ url, title }: AdvertisedFeed): number {
  return /comment|kommentar|commentaire|comentario|replies/i.test(`${title ?? ''} ${url}`) ? 1 : 0
}

function candidatesFor(anchors: readonly string[], base: string, url: string): string[] {
  const linked = anchors.flatMap((href) => resolveWebAddress(href, base) ?? [])
  const common = commonPaths.flatMap((path) => resolveWebAddress(path, url) ?? [])
  return [...new Set([...linked.slice(0, mostCandidates - common.length), ...common])]
}
