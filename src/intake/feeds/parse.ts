import { resolveWebAddress } from './addresses.ts'
import { decodeBody } from './decode.ts'
import { childOf, type Element, readElements } from './elements.ts'
import type { FeedItem, FeedOrigin, ParsedFeed, Unreadable } from './feed.ts'
import { readJsonFeed } from './json-feed.ts'
import { Repairs } from './repairs.ts'
import { readSitemap } from './sitemap.ts'
import { readXmlFeed } from './xml-feed.ts'

/** The largest news sitemaps are 50 MB by their standard. */
const maxBytes = 64 * 1024 * 1024

/**
 * Reads what a source published as a feed: RSS, RDF, Atom, CDF, JSON Feed or a sitemap, as broken as they come. What had
 * to be made good is said in `repairs`. It never throws, takes time linear to the body, and what it cannot read comes
 * back as a reason.
 */
export function parseFeed(body: Uint8Array, about: FeedOrigin = {}): ParsedFeed | Unreadable {
  if (body.length > maxBytes) {
    return unreadable('too-large', `It is larger than ${maxBytes / 1024 / 1024} MB, the most that is read.`)
  }
  const repairs = new Repairs()
  const { text, encoding } = decodeBody(body, about.contentType, repairs)
  const base = resolveWebAddress(about.contentLocation, about.url) ?? about.url
  const start = text.search(/\S/)
  if (start < 0) return unreadable('empty', 'It is empty.')
  const first = text[start]!
  if (first === '{' || first === '[') {
    const feed = readJsonFeed(text.slice(start), base, encoding, repairs)
    return feed ? finished(feed, repairs) : unreadable('not-a-feed', 'It is JSON, but not a JSON Feed.')
  }
  if (first !== '<') repairs.add('preamble')
  const root = readElements(text, base, repairs, languageOf(about))
  const feed = readSitemap(root, encoding, repairs) ?? readXmlFeed(root, encoding, repairs)
  return feed ? finished(feed, repairs) : whyNot(root)
}

function finished(feed: Omit<ParsedFeed, 'repairs'>, repairs: Repairs): ParsedFeed {
  repairs.add('sharedId', sharingAnId(feed.items))
  return { ...feed, repairs: repairs.inWords() }
}

function sharingAnId(items: readonly FeedItem[]): number {
  const seen = new Set<string>()
  let sharing = 0
  for (const { key } of items) {
    if (seen.has(key)) sharing++
    seen.add(key)
  }
  return sharing
}

/** A header that lists several languages says nothing of any one text. */
function languageOf({ contentLanguage }: FeedOrigin): string | undefined {
  const language = contentLanguage?.trim()
  return language && /^[\w-]+$/.test(language) ? language : undefined
}

function whyNot(root: Element): Unreadable {
  if (childOf(root, 'opml')) return unreadable('opml', 'It is a list of feeds (OPML), not a feed.')
  const top = root.children.find((child) => typeof child !== 'string')
  if (!top) return unreadable('not-a-feed', 'It is text without any markup, not a feed.')
  if (/^(?:xhtml:)?(?:html|head|body|!doctype)$/.test(top.name)) {
    return unreadable('page', 'It is a web page, not a feed.')
  }
  return unreadable('not-a-feed', `It is XML, but "${top.name.slice(0, 40)}" is not a kind of feed.`)
}

function unreadable(reason: Unreadable['reason'], why: string): Unreadable {
  return { kind: 'unreadable', reason, why }
}
