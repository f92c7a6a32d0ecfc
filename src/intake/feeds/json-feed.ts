import { resolveWebAddress } from './addresses.ts'
import { readDate } from './dates.ts'
import type { Enclosure, FeedItem, FeedLink, Markup, ParsedFeed, Person } from './feed.ts'
import { keyOf } from './keys.ts'
import { escapeText, oneLine, plainText, withAbsoluteAddresses } from './markup.ts'
import { distinctPeople } from './people.ts'
import type { Repairs } from './repairs.ts'

type Json = Readonly<Record<string, unknown>>

/** Reads a JSON Feed (1.0, 1.1, and what comes near). Undefined when the text is no JSON, or has no items. */
export function readJsonFeed(
  text: string,
  base: string | undefined,
  encoding: string,
  repairs: Repairs,
): Omit<ParsedFeed, 'repairs'> | undefined {
  const feed = objectIn(text, repairs)
  if (!feed) return undefined
  const version = string(feed['version'])?.match(/jsonfeed\.org\/version\/(\S+)/)?.[1]
  if (version === undefined && !Array.isArray(feed['items'])) return undefined
  if (version === undefined || !Array.isArray(feed['items'])) repairs.add('json')
  const self = resolveWebAddress(string(feed['feed_url']), base)
  const link = resolveWebAddress(string(feed['home_page_url']), base)
  const lang = string(feed['language'])
  return {
    kind: 'feed',
    format: 'json',
    version,
    encoding,
    title: plain(feed['title']),
    titleLang: lang,
    link,
    self,
    hubs: objects(feed['hubs']).flatMap((hub) => resolveWebAddress(string(hub['url']), base) ?? []),
    links: linksOf({ alternate: link, self, next: resolveWebAddress(string(feed['next_url']), base) }),
    lang,
    description: markup(undefined, feed['description'], base, lang),
    image: resolveWebAddress(string(feed['icon']) ?? string(feed['favicon']), base),
    authors: peopleOf(feed, base),
    contributors: [],
    categories: [],
    rhythm: {},
    items: objects(feed['items']).map((item) => readItem(item, self ?? base, lang, repairs)),
    sitemaps: [],
  }
}

function objectIn(text: string, repairs: Repairs): Json | undefined {
  try {
    return object(JSON.parse(text))
  } catch {
    // A comma before a closing bracket and raw line breaks in strings are what broken ones mostly suffer from.
    const mended = text.replace(/,(\s*[\]}])/g, '$1').replace(/[\u0000-\u001f]/g, ' ')
    try {
      const value = object(JSON.parse(mended))
      repairs.add('json')
      return value
    } catch {
      return undefined
    }
  }
}

function readItem(
  item: Json,
  base: string | undefined,
  feedLang: string | undefined,
  repairs: Repairs,
): FeedItem {
  const guid = typeof item['id'] === 'number' ? String(item['id']) : string(item['id'])
  const url = resolveWebAddress(string(item['url']) ?? guid, base)
  const external = resolveWebAddress(string(item['external_url']), base)
  const lang = string(item['language']) ?? feedLang
  const title = plain(item['title'])
  const content = markup(item['content_html'], item['content_text'], base, lang)
  const summary = markup(undefined, item['summary'], base, lang)
  const published = readDate(string(item['date_published']))
  const updated = readDate(string(item['date_modified']))
  if (!guid) repairs.add('id')
  if (!published && !updated) repairs.add('undated')
  return {
    key: keyOf({ guid, url: url ?? external, title, text: content?.html ?? summary?.html }),
    guid,
    url: url ?? external,
    title,
    titleLang: lang,
    authors: peopleOf(item, base),
    contributors: [],
    published,
    updated,
    summary,
    content,
    lang,
    categories: strings(item['tags']).map((term) => ({ term })),
    enclosures: enclosuresOf(item, base),
    links: linksOf({ alternate: url, related: external }),
  }
}

function enclosuresOf(item: Json, base: string | undefined): Enclosure[] {
  const attached = objects(item['attachments']).flatMap((attachment) => {
    const url = resolveWebAddress(string(attachment['url']), base)
    if (url === undefined) return []
    const length = attachment['size_in_bytes']
    const size = typeof length === 'number' && length >= 0 ? length : undefined
    return [{ url, type: string(attachment['mime_type']), length: size }]
  })
  const image = resolveWebAddress(string(item['image']), base)
  return image === undefined ? attached : [...attached, { url: image, type: 'image/*' }]
}

function peopleOf(holder: Json, base: string | undefined): Person[] {
  const people = [...objects(holder['authors']), ...objects([holder['author']])]
  return distinctPeople(
    people.map((person) => ({
      name: plain(person['name']),
      url: resolveWebAddress(string(person['url']), base),
    })),
  )
}

function markup(
  html: unknown,
  text: unknown,
  base: string | undefined,
  lang: string | undefined,
): Markup | undefined {
  const raw = string(html) ?? escapeText(string(text) ?? '')
  if (raw === '') return undefined
  return { html: withAbsoluteAddresses(raw, base), lang, base }
}

function linksOf(links: Readonly<Record<string, string | undefined>>): FeedLink[] {
  return Object.entries(links).flatMap(([rel, url]) => (url === undefined ? [] : [{ url, rel }]))
}

function plain(value: unknown): string | undefined {
  const text = string(value)
  if (text === undefined) return undefined
  return (/&\w{2,8};|&#\w{1,7};/.test(text) ? plainText(text) : oneLine(text)) || undefined
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((one) => string(one) ?? []) : []
}

function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

function objects(value: unknown): Json[] {
  return Array.isArray(value)
    ? value.flatMap((one): Json[] => {
        const found = object(one)
        return found ? [found] : []
      })
    : []
}
