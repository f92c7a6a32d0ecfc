import { readFileSync } from 'node:fs'
import path from 'node:path'
import iconv from 'iconv-lite'
import type {
  FeedHead,
  FeedItem,
  FeedLink,
  Markup,
  ParsedFeed,
  Person,
  Unreadable,
} from '../../src/intake/feeds/feed.ts'
import { oneLine, plainText } from '../../src/intake/feeds/markup.ts'
import { parseFeed } from '../../src/intake/feeds/parse.ts'
import { sanitizeHtml } from '../../src/sanitize.ts'
import { readRows } from './rows.ts'

interface Assertion {
  readonly op: 'eq' | 'ne' | 'has' | 'lacks' | 'truthy' | 'falsy' | 'gt' | 'ge'
  readonly path: readonly (string | number)[]
  readonly value?: unknown
}

interface Case {
  readonly file: string
  readonly group: string
  readonly headers?: readonly string[]
  readonly assertions: readonly Assertion[] | null
}

export interface GroupScore {
  readonly group: string
  cases: number
  held: number
  /** Cases about what this reader does not keep, or whose condition is Python. */
  unclaimed: number
  threw: number
  readonly failed: string[]
}

/** The address that the suite's own server gives its files. */
const served = 'http://127.0.0.1:8097/'

/** What is about podcasts, places and players, and parts of RSS that no reader of news has a use for. */
const unclaimedKeys = new Set([
  ...[
    'where',
    'psc_chapters',
    'cloud',
    'textinput',
    'docs',
    'etag',
    'modified',
    'modified_parsed',
    'headers',
  ],
  ...['itunes_block', 'itunes_explicit', 'itunes_duration', 'validity_start', 'validity_end', 'license'],
  ...['validity_start_parsed', 'validity_end_parsed', 'media_credit', 'media_restriction', 'media_license'],
  ...[
    'media_rating',
    'media_player',
    'media_thumbnail',
    'thr_in-reply-to',
    'madeup_element',
    'wfw_commentrss',
  ],
  ...['width', 'height', 'generator_detail', 'guidislink', 'type', 'src', 'icon'],
])
const unclaimedPaths = [
  // Addresses are made absolute, so a plain title keeps no base to resolve against.
  /title_detail\.base$/,
  /feed\.image\.(?:title|link|description)$/,
]

/** Ids are kept as printed: made absolute they would change when the address of the feed does. */
const isRelativeId = /\/base\/[^/]*_id_base_/

/** Podcasts, places and chapters. */
const unclaimedGroups = /itunes|geo|psc/

/** The type of a link or an enclosure is kept; that of a text is not, for every text is kept as HTML. */
const keptTypes = /(?:links|enclosures)\.\d+\.type$/

export function scoreFeedparser(folder: string): GroupScore[] {
  const groups = new Map<string, GroupScore>()
  for (const row of readRows<Case>(folder)) {
    let score = groups.get(row.group)
    if (!score) {
      score = { group: row.group, cases: 0, held: 0, unclaimed: 0, threw: 0, failed: [] }
      groups.set(row.group, score)
    }
    judge(row, folder, score)
  }
  return [...groups.values()]
}

function judge(row: Case, folder: string, score: GroupScore): void {
  score.cases++
  const body = readFileSync(path.join(folder, row.file))
  let feed: ParsedFeed | Unreadable
  try {
    feed = parseFeed(body, originOf(row.headers ?? []))
  } catch {
    score.threw++
    score.failed.push(row.file)
    return
  }
  if (
    unclaimedGroups.test(row.group) ||
    isRelativeId.test(row.file) ||
    !row.assertions ||
    !row.assertions.every(isClaimed)
  ) {
    score.unclaimed++
    return
  }
  const view = viewOf(feed)
  const holds = row.assertions.every((assertion) => holdsIn(view, assertion, body))
  if (holds) score.held++
  else score.failed.push(row.file)
}

function originOf(headers: readonly string[]): {
  url: string
  contentType?: string
  contentLocation?: string
  contentLanguage?: string
} {
  const header = (name: string) =>
    headers
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim()
  return {
    url: served,
    contentType: header('content-type'),
    contentLocation: header('content-location'),
    contentLanguage: header('content-language'),
  }
}

function isClaimed({ path: keys }: Assertion): boolean {
  const whole = keys.join('.')
  if (keptTypes.test(whole)) return true
  return (
    !keys.some((key) => unclaimedKeys.has(String(key))) &&
    !unclaimedPaths.some((pattern) => pattern.test(whole))
  )
}

function holdsIn(view: unknown, { op, path: keys, value }: Assertion, body: Uint8Array): boolean {
  const found = keys.reduce(step, view)
  switch (op) {
    case 'truthy':
      return Boolean(found)
    case 'falsy':
      return !found
    case 'ne':
      return !same(found, value, keys, body)
    case 'lacks':
      return typeof found === 'object' && found !== null && !(String(value) in found)
    default:
      return same(found, value, keys, body)
  }
}

function step(holder: unknown, key: string | number): unknown {
  if (holder === undefined || holder === null) return undefined
  if (key === '#length') return (holder as unknown[]).length
  return (holder as Record<string | number, unknown>)[key]
}

/**
 * Texts are compared once both have been through the sanitiser, titles as plain text, dates as instants, addresses as
 * URL has them, an encoding by the text it makes of the file.
 */
function same(
  found: unknown,
  expected: unknown,
  keys: readonly (string | number)[],
  body: Uint8Array,
): boolean {
  const last = String(keys.at(-1))
  if (last.endsWith('_parsed')) return instantOf(found) === instantOfTuple(expected)
  if (keys[0] === 'encoding') return sameText(body, String(found), String(expected))
  if (isTitle(keys) && typeof expected === 'string') return sameTitle(String(found ?? ''), expected)
  if (typeof found === 'string' && typeof expected === 'string') {
    if (/^(?:updated|published|created|expired)$/.test(last)) return instantOf(found) === instantOf(expected)
    if (isText(keys)) return normal(found) === normal(expected) || plainText(found) === expected.trim()
    return found === expected || address(found) === address(expected)
  }
  if (typeof expected === 'object' && expected !== null) return sameParts(found, expected, keys, body)
  return found === expected || (found === undefined && (expected === '' || expected === null))
}

function sameParts(
  found: unknown,
  expected: object,
  keys: readonly (string | number)[],
  body: Uint8Array,
): boolean {
  return Object.entries(expected).every(([key, value]) => {
    const part = step(found, key)
    return same(typeof part === 'number' ? String(part) : part, value, [...keys, key], body)
  })
}

function isTitle(keys: readonly (string | number)[]): boolean {
  const last = keys.at(-1)
  return last === 'title' || (last === 'value' && keys.at(-2) === 'title_detail')
}

/** Where the type is plain text, what feedparser gives is no HTML. */
function sameTitle(found: string, expected: string): boolean {
  return found === plainText(expected) || found === oneLine(expected)
}

function isText(keys: readonly (string | number)[]): boolean {
  const name = String(keys.findLast((key) => typeof key === 'string' && key !== 'value')).replace(
    '_detail',
    '',
  )
  return /^(?:description|summary|subtitle|tagline|info|copyright|rights|content)$/.test(name)
}

function normal(html: string): string {
  const readable = html.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  )
  return sanitizeHtml(readable).replace(/\s+/g, ' ').replace(/> /g, '>').replace(/ </g, '<').trim()
}

function address(text: string): string {
  return URL.parse(text)?.href ?? text
}

function instantOf(printed: unknown): number {
  return typeof printed === 'string' ? Date.parse(printed) : Number.NaN
}

function instantOfTuple(tuple: unknown): number {
  const [year, month, day, hour, minute, second] = tuple as number[]
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!)
}

function sameText(body: Uint8Array, found: string, expected: string): boolean {
  const label = (name: string) => (/tis-620/i.test(name) ? 'windows-874' : name.toLowerCase())
  if (label(found) === label(expected)) return true
  const decode = (name: string) =>
    iconv.decode(Buffer.from(body), /us-ascii/i.test(name) ? 'iso-8859-1' : label(name))
  return iconv.encodingExists(label(found)) && decode(found) === decode(expected)
}

/** Our feed in the words of feedparser's result. */
function viewOf(feed: ParsedFeed | Unreadable): unknown {
  if (feed.kind === 'unreadable') return { bozo: true, feed: {}, entries: [] }
  return {
    bozo: feed.repairs.some((repair) => notWellFormed.test(repair)),
    encoding: feed.encoding,
    version: versionOf(feed),
    feed: { ...headView(feed), ttl: feed.rhythm.ttlMinutes?.toString(), newlocation: feed.movedTo },
    entries: feed.items.map(itemView),
  }
}

const notWellFormed = /encoding|closed|ended|prefix|before the feed|not valid|too long|not known/

function versionOf({ format, version }: ParsedFeed): string {
  const digits = (version ?? '').replace(/[^\d]/g, '')
  if (format === 'rdf') return digits === '09' ? 'rss090' : 'rss10'
  if (format === 'rss')
    return /^2/.test(digits) ? 'rss20' : digits === '' ? 'rss' : `rss${digits.padEnd(3, '0')}`
  return `${format}${digits}`
}

function headView(head: FeedHead): Record<string, unknown> {
  const description = head.description
  const rights = head.rights
  return {
    ...titleView(head),
    ...textView(['description', 'subtitle', 'tagline', 'info'], description),
    ...textView(['rights', 'copyright'], rights),
    ...peopleView(head),
    ...dateView(head),
    ...termsView(head),
    id: head.id,
    guid: head.id,
    link: head.link,
    links: head.links.map(linkView),
    href: head.self,
    language: head.lang,
    generator: head.generator,
    image: { href: head.image, url: head.image },
    logo: head.image,
  }
}

function itemView(item: FeedItem): Record<string, unknown> {
  const enclosures = item.enclosures.map(({ url, type, length }) => ({
    href: url,
    url,
    type,
    length: length?.toString(),
  }))
  const attached = enclosures.map((enclosure) => ({ ...enclosure, rel: 'enclosure' }))
  const links = item.links.map(linkView)
  return {
    ...titleView(item),
    ...textView(['description', 'summary', 'subtitle'], item.summary ?? item.content),
    ...textView(['rights', 'copyright'], item.rights),
    ...peopleView(item),
    ...dateView(item),
    ...termsView(item),
    content: item.content ? [textView(['content'], item.content)['content_detail']] : [],
    id: item.guid,
    guid: item.guid,
    link: item.url,
    links: [...links, ...attached.filter(({ url }) => !links.some((link) => link.href === url))],
    enclosures,
    language: item.lang,
    comments: item.commentsUrl,
    wfw_comment: item.commentsUrl,
    source: item.source ? headView(item.source) : undefined,
  }
}

function titleView({ title, titleLang }: Pick<FeedHead, 'title' | 'titleLang'>): Record<string, unknown> {
  return { title, title_detail: { value: title, language: titleLang } }
}

function textView(names: readonly string[], markup: Markup | undefined): Record<string, unknown> {
  const detail = { value: markup?.html, language: markup?.lang, base: markup?.base }
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, markup?.html],
      [`${name}_detail`, detail],
    ]),
  )
}

function peopleView(
  holder: Pick<FeedHead, 'authors' | 'contributors' | 'publisher'>,
): Record<string, unknown> {
  return {
    author: named(holder.authors[0]),
    author_detail: personView(holder.authors[0]),
    authors: holder.authors.map(personView),
    contributors: holder.contributors.map(personView),
    publisher: named(holder.publisher),
    publisher_detail: personView(holder.publisher),
  }
}

function personView(person: Person | undefined): Record<string, unknown> | undefined {
  return person && { name: person.name, email: person.email, href: person.url, url: person.url }
}

function named(person: Person | undefined): string | undefined {
  return person?.name && person.email ? `${person.name} (${person.email})` : (person?.name ?? person?.email)
}

function dateView(holder: FeedHead | FeedItem): Record<string, unknown> {
  const published = holder.published?.at
  // feedparser takes dc:date for a change; for what is read here it is when the item was published.
  const updated = holder.updated?.at ?? published
  const expired = 'expires' in holder ? holder.expires?.at : undefined
  return {
    ...{ published, published_parsed: published, created: published, created_parsed: published },
    ...{ updated, updated_parsed: updated, expired, expired_parsed: expired },
  }
}

function termsView({ categories }: Pick<FeedHead, 'categories'>): Record<string, unknown> {
  return { tags: categories, category: categories[0]?.term }
}

function linkView({ url, rel, type, title, lang, length }: FeedLink): Record<string, unknown> {
  return { href: url, rel, type, title, hreflang: lang, length: length?.toString() }
}
