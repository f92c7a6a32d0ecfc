import { articleBlocks, type Block, type Reading } from '../domain/reading.ts'

/** What tracing remembers of a report beside its words. Times are milliseconds since 1970. */
export interface KnownReport {
  readonly id: string
  readonly sourceName: string
  /** When it was published as far as is known, else when it was seen; absent where neither is. */
  readonly at?: number
  /** How far off `at` may be: a minute for a printed time, a day for a printed date. */
  readonly uncertainMs: number
  /** When it came here: milliseconds, or any number that grows with each report. */
  readonly arrived: number
  readonly url?: string
  readonly headline?: string
  /** Names it credits, such as "AFP". */
  readonly credits: readonly string[]
  /** Addresses its article links to. */
  readonly links: readonly string[]
  /** The chain it declares of itself, origin first, without its publisher. */
  readonly declared: readonly string[]
  /** Addresses by which it says where its text comes from; they are among its links too. */
  readonly takenFrom?: readonly string[]
  /** The tag of its language, such as "fr" or "zh-CN". */
  readonly language?: string
}

/** What has been decided of an earlier report, as the chain of a later one goes through it. */
export interface KnownOrigin {
  readonly kind: 'whole' | 'modified' | 'quoted' | 'own'
  readonly of?: string
  /** Who is declared at the end of its chain, unseen. */
  readonly declared?: string
}

const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000
const uncertainty = { second: minuteMs, minute: 2 * minuteMs, day: dayMs, month: 31 * dayMs }
/** A report that prints no time was published some time before it was first seen. */
const uncertainArrival = 6 * hourMs

interface ReportRow {
  readonly id: string
  readonly sourceName: string
  readonly at: Date
  readonly seenAt: Date
  readonly url?: string
}

/** What tracing needs to know of a report that was read. */
export function knownReport({ id, sourceName, at, seenAt, url }: ReportRow, reading: Reading): KnownReport {
  const { published } = reading
  const believed = published !== undefined && Date.parse(published.at) === at.getTime()
  return {
    id,
    sourceName,
    at: at.getTime(),
    uncertainMs: believed ? uncertainty[published.precision] : uncertainArrival,
    arrived: seenAt.getTime(),
    url: url ?? reading.canonicalUrl,
    headline: reading.headline,
    ...saidOfItself(reading),
  }
}

const mostLinks = 30

/** Whom a report credits and declares, what it links to, and its language. */
export function saidOfItself(
  reading: Reading,
): Pick<KnownReport, 'credits' | 'links' | 'declared' | 'takenFrom' | 'language'> {
  const others = reading.declared.filter((one) => one.role !== 'publisher')
  const credits = reading.credits.flatMap((credit) => credit.names)
  if (reading.dateline?.agency) credits.push(reading.dateline.agency)
  const noted = reading.blocks.filter(({ role }) => role === 'credit' || role === 'source-note')
  const declaredUrls = others.flatMap(({ url }) => (url === undefined ? [] : [url]))
  const takenFrom = [...new Set([...declaredUrls, ...linksIn(noted, reading)])].slice(0, mostLinks)
  const unplaced = reading.links.filter(({ passage }) => passage === undefined).map(({ url }) => url)
  const links = [...takenFrom, ...linksIn(articleBlocks(reading), reading), ...unplaced]
  return {
    credits: [...new Set(credits)],
    links: [...new Set(links)].slice(0, mostLinks),
    declared: others.map((one) => one.name),
    ...(takenFrom.length > 0 ? { takenFrom } : {}),
    ...(reading.lang === undefined ? {} : { language: reading.lang }),
  }
}

function linksIn(blocks: readonly Block[], { links }: Reading): string[] {
  const isInside = (start: number) => blocks.some((block) => start >= block.start && start < block.end)
  return links.filter(({ passage }) => passage && isInside(passage.start)).map(({ url }) => url)
}

/**
 * The likeliest time of a report, in milliseconds: a printed date without hours is the whole day, so its noon; undefined
 * where no time is known.
 */
export function likelyTime({ at, uncertainMs }: KnownReport): number | undefined {
  return at === undefined || uncertainMs < dayMs ? at : at + uncertainMs / 2
}

/** Whether two names are one source's: letters and digits alone count, so "France 24" is "france24". */
export function sameName(one: string, other: string): boolean {
  const key = nameKey(one)
  return key !== '' && key === nameKey(other)
}

/** Letters and digits of a name; empty where it has none. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/\.(com|org|net|news|co\.uk)$/, '')
    .replace(/[^\p{L}\p{Nd}]/gu, '')
}

/** An address without what does not tell two pages apart. */
export function samePage(one: string, other: string): boolean {
  return pageKey(one) === pageKey(other)
}

/** What two addresses of one page have in common. */
export function pageKey(address: string): string {
  const url = URL.parse(address)
  if (!url) return address
  for (const name of [...url.searchParams.keys()])
    if (/^(utm_|fbclid|gclid|ref$)/.test(name)) url.searchParams.delete(name)
  return `${url.host.replace(/^(www|m|amp)\./, '')}${url.pathname.replace(/\/+$/, '')}${url.search}`
}
