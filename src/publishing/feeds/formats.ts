import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import type { Context } from 'hono'
import type { Config } from '../../config.ts'
import { hubOf } from '../hub/address.ts'
import { answerUnlessSame } from './answerUnlessSame.ts'
import type { OutEntry, OutFeed } from './outFeed.ts'

interface Format {
  readonly type: string
  write(feed: OutFeed, self: string, hub: string | undefined): string
}

/** The formats of a feed, by the ending of its address. */
const formats: Record<string, Format> = {
  atom: { type: 'application/atom+xml', write: asAtom },
  rss: { type: 'application/rss+xml', write: asRss },
  json: { type: 'application/feed+json', write: asJson },
}

export const feedFormats = Object.keys(formats)

/** For a route: a file name with the ending of a feed. */
export const feedFile = '{.+\\.(?:atom|rss|json)}'

/** Takes a feed's file name apart. */
export function nameAndFormat(file: string): { name: string; format: string } {
  const dot = file.lastIndexOf('.')
  return { name: file.slice(0, dot), format: file.slice(dot + 1) }
}

/** A feed in a format, as it is answered and as a hub sends it on. */
export interface WrittenFeed {
  readonly type: string
  readonly body: string
  /** The feed's own address, and that of the hub which tells of its changes where there is one (WebSub). */
  readonly link: string
}

type FeedConfig = Pick<Config, 'hubUrl' | 'ownHub' | 'siteUrl'>

/** Answers with a feed in a format. */
export function answerFeed(c: Context, feed: OutFeed, format: string, config: FeedConfig): Response {
  const { type, body, link } = writeFeed(feed, format, config)
  return answerUnlessSame(c, body, {
    'content-type': type,
    'cache-control': 'public, max-age=60',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    link,
  })
}

/** Writes a feed in a format. It is the same for the same feed: no time of writing stands in it. */
export function writeFeed(feed: OutFeed, format: string, config: FeedConfig): WrittenFeed {
  const hub = hubOf(config)?.url
  const self = selfOf(feed, format)
  return {
    type: feedType(format),
    body: formats[format]!.write(feed, self, hub),
    link: linksOf(self, hub),
  }
}

export function feedType(format: string): string {
  return `${formats[format]!.type}; charset=utf-8`
}

/** The `Link` header of a feed. */
export function linksOf(self: string, hub: string | undefined): string {
  return [`<${self}>; rel="self"`, ...(hub ? [`<${hub}>; rel="hub"`] : [])].join(', ')
}

function selfOf(feed: OutFeed, format: string): string {
  return `${feed.self}.${format}${feed.asked ?? ''}`
}

function asAtom(feed: OutFeed, self: string, hub: string | undefined): string {
  return generateAtomFeed({
    id: feed.id,
    title: { value: feed.title, type: 'text', ...language(feed.lang) },
    updated: feed.updated,
    links: [
      { href: self, rel: 'self', type: formats['atom']!.type },
      { href: feed.page, rel: 'alternate', type: 'text/html' },
      ...(hub ? [{ href: hub, rel: 'hub' }] : []),
    ],
    entries: feed.entries.map((entry) => ({
      id: entry.id,
      title: { value: entry.title, type: 'text' as const, ...language(entry.lang) },
      updated: entry.updated,
      published: entry.published,
      authors: [{ name: entry.author }],
      links: [{ href: entry.url, rel: 'alternate', type: 'text/html' }],
      ...(entry.summary && {
        summary: { value: entry.summary, type: 'text' as const, ...language(entry.lang) },
      }),
    })),
  })
}

function asRss(feed: OutFeed, self: string, hub: string | undefined): string {
  return generateRssFeed({
    title: feed.title,
    link: feed.page,
    description: feed.title,
    ...(feed.lang && { language: feed.lang }),
    lastBuildDate: feed.updated,
    items: feed.entries.map((entry) => ({
      title: entry.title,
      link: entry.url,
      guid: { value: entry.id, isPermaLink: false },
      pubDate: entry.updated,
      dc: { creators: [entry.author] },
      ...(entry.summary && { description: escapedAsText(entry.summary) }),
    })),
    atom: {
      links: [
        { href: self, rel: 'self', type: formats['rss']!.type },
        ...(hub ? [{ href: hub, rel: 'hub' }] : []),
      ],
    },
  })
}

function asJson(feed: OutFeed, self: string, hub: string | undefined): string {
  const written = generateJsonFeed({
    title: feed.title,
    home_page_url: feed.page,
    feed_url: self,
    ...(feed.lang && { language: feed.lang }),
    ...(hub && { hubs: [{ type: 'WebSub', url: hub }] }),
    items: feed.entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      content_text: textOf(entry),
      date_published: entry.published,
      date_modified: entry.updated,
      authors: [{ name: entry.author }],
      ...(entry.lang && { language: entry.lang }),
    })),
  })
  // JSON Feed wants the list also where it is empty.
  return JSON.stringify({ ...(written as object), items: (written as { items?: unknown[] }).items ?? [] })
}

function textOf({ title, summary }: OutEntry): string {
  return summary ? `${title}\n\n${summary}` : title
}

function language(lang: string | null) {
  return lang ? { xml: { lang } } : {}
}

/** A description of RSS is read as HTML. */
function escapedAsText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
