import type { Moment } from '../../domain/moment.ts'

export type FeedFormat =
  | 'rss'
  | 'rdf'
  | 'atom'
  | 'cdf'
  | 'json'
  | 'sitemap'
  | 'news-sitemap'
  | 'sitemap-index'

/** What may be known of a feed before its body is read: where it came from and the headers it came with. */
export interface FeedOrigin {
  readonly url?: string
  readonly contentType?: string
  /** The Content-Location header: relative addresses resolve against it. */
  readonly contentLocation?: string
  /** The Content-Language header: the language of what names none. */
  readonly contentLanguage?: string
}

/** Text that may hold markup, as the source published it. Not sanitised: see `sanitizeHtml`. */
export interface Markup {
  /** HTML whose addresses are absolute where a base was known. Plain text is escaped. */
  readonly html: string
  readonly lang?: string
  /** What its relative addresses were resolved against. */
  readonly base?: string
}

export interface Person {
  readonly name?: string
  readonly email?: string
  readonly url?: string
}

export interface FeedLink {
  readonly url: string
  /** `alternate` when the feed named no relation. */
  readonly rel: string
  readonly type?: string
  readonly title?: string
  readonly lang?: string
  readonly length?: number
}

export interface Category {
  readonly term: string
  readonly scheme?: string
  readonly label?: string
}

/** A file that comes with an item. `length` is in bytes. */
export interface Enclosure {
  readonly url: string
  readonly type?: string
  readonly length?: number
}

/** What a feed says of itself, apart from its items. */
export interface FeedHead {
  readonly id?: string
  readonly title?: string
  readonly titleLang?: string
  /** The page this feed announces. */
  readonly link?: string
  /** The feed's own address, where it prints one. */
  readonly self?: string
  readonly links: readonly FeedLink[]
  readonly lang?: string
  readonly description?: Markup
  readonly rights?: Markup
  readonly image?: string
  readonly generator?: string
  readonly authors: readonly Person[]
  readonly contributors: readonly Person[]
  readonly publisher?: Person
  readonly categories: readonly Category[]
  readonly published?: Moment
  readonly updated?: Moment
}

/**
 * Where an item was taken from, when it says so itself: `<source>` in RSS (whose address is usually the feed's: `self`)
 * and in Atom, `dc:source`.
 */
export type ItemSource = FeedHead

export interface FeedItem {
  /** The same for the same item at every reading: its id, else its address, else a hash of its title and text. */
  readonly key: string
  readonly guid?: string
  /** Absolute. */
  readonly url?: string
  /** Plain text, its spaces collapsed. */
  readonly title?: string
  readonly titleLang?: string
  readonly authors: readonly Person[]
  readonly contributors: readonly Person[]
  readonly publisher?: Person
  readonly published?: Moment
  readonly updated?: Moment
  readonly expires?: Moment
  readonly summary?: Markup
  readonly content?: Markup
  readonly rights?: Markup
  readonly lang?: string
  readonly categories: readonly Category[]
  readonly enclosures: readonly Enclosure[]
  readonly links: readonly FeedLink[]
  /** The page where readers comment. */
  readonly commentsUrl?: string
  readonly source?: ItemSource
}

/** What a feed says of how often it is worth reading. */
export interface FeedRhythm {
  /** How long a copy may be kept (`ttl`). */
  readonly ttlMinutes?: number
  /** The time between two changes (`sy:updatePeriod` over `sy:updateFrequency`). */
  readonly periodMinutes?: number
  /** Hours of the day, UTC, in which nothing is published. */
  readonly skipHours?: readonly number[]
  readonly skipDays?: readonly string[]
}

export interface ParsedFeed extends FeedHead {
  readonly kind: 'feed'
  readonly format: FeedFormat
  /** As the document states it, such as "2.0". */
  readonly version?: string
  /** The encoding its bytes were read in. */
  readonly encoding: string
  /** WebSub hubs. */
  readonly hubs: readonly string[]
  /** Where the feed says that it has moved to. */
  readonly movedTo?: string
  readonly rhythm: FeedRhythm
  readonly items: readonly FeedItem[]
  /** Of a sitemap index: the sitemaps it lists. */
  readonly sitemaps: readonly { readonly url: string; readonly updated?: Moment }[]
  /** What was wrong and was made good, in words. Empty for a sound feed. */
  readonly repairs: readonly string[]
}

/** Why a body could not be read as a feed. `why` is a sentence for people. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly reason: 'empty' | 'page' | 'opml' | 'not-a-feed' | 'too-large'
  readonly why: string
}
