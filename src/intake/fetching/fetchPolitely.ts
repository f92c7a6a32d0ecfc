import type { Agent } from 'undici'
import type { Config } from '../../config.ts'
import type { StageContext } from '../../stage.ts'
import { openConnections } from './connection.ts'
import { type Answer, type Ask, exchange, faultOfStatus } from './exchange.ts'
import { type Fault, type Fetched, type FetchedFrom, fault } from './fetched.ts'
import { freshSeconds, type Headers, retryAfter } from './freshness.ts'
import { HostTurns, type Turn } from './hostTurns.ts'
import { type Limits, robotsLimits, usualLimits } from './limits.ts'
import { parseRobots, robotsAllow, robotsDelay } from './robots.ts'
import { type RobotsAnswer, RobotsMemory } from './robotsMemory.ts'
import { codings } from './unpack.ts'

/** The name that robots.txt knows us by. */
const productToken = 'Mainsource'
/** A longer Crawl-delay is kept to as far as this; more would be a refusal, and those are said with Disallow. */
const longestCrawlDelayS = 60
/** A host that asks to be left alone is left alone for so long at most; its feed's own next poll may be later. */
const longestHostPauseMs = 3600_000

export interface FetchOptions {
  /** What is hoped for: it chooses the Accept header. */
  readonly hopes?: 'feed' | 'page'
  /** Of the last answer: asks for the body only when it changed. */
  readonly etag?: string
  readonly lastModified?: string
  readonly limits?: Partial<Limits>
}

/** What a process remembers of the hosts it asks. */
interface Manners {
  readonly connections: Agent
  readonly robots: RobotsMemory
  readonly turns: HostTurns
}

const mannersOf = new WeakMap<Config, Manners>()

function manners(config: Config, limits: Limits): Manners {
  const known = mannersOf.get(config)
  if (known) return known
  const made: Manners = {
    connections: openConnections(config.allowPrivateAddresses, limits),
    robots: new RobotsMemory(),
    turns: new HostTurns(config.hostDelaySeconds * 1000),
  }
  mannersOf.set(config, made)
  return made
}

type Context = Pick<StageContext, 'config' | 'now'>

/**
 * Fetches an address as a well-behaved reader does: one request at a time to a host with a pause between, as its
 * robots.txt allows, only from public addresses, within limits of time and size, following redirects with the same care.
 * Whatever the world does wrong comes back as a value; it never throws for that.
 */
export async function fetchPolitely(
  address: string,
  context: Context,
  options: FetchOptions = {},
): Promise<Fetched> {
  const startedAt = context.now()
  const clock = performance.now()
  const journey = await travel(address, context, options)
  const from: FetchedFrom = {
    url: withoutCredentials(address),
    finalUrl: journey.at,
    movedTo: journey.movedTo,
    startedAt,
    tookMs: performance.now() - clock,
  }
  const { end } = journey
  return end.kind === 'failed' ? { ...from, ...end } : fetched(from, end, context)
}

function fetched(from: FetchedFrom, answer: Answer, { now }: Context): Fetched {
  const { status, headers } = answer
  const shared = {
    status,
    etag: headers['etag']?.slice(0, 1000),
    lastModified: headers['last-modified']?.slice(0, 100),
    freshS: freshSeconds(headers, now()),
  }
  if (answer.kind === 'body') {
    return {
      ...from,
      ...shared,
      kind: 'ok',
      body: answer.body,
      hash: answer.hash,
      contentType: headers['content-type'],
      contentLocation: headers['content-location'],
      repairs: answer.repairs,
    }
  }
  if (status === 304) return { ...from, ...shared, kind: 'not-modified' }
  return { ...from, ...faultOfStatus(status, retryAfter(headers, now())) }
}

interface Journey {
  /** The last address asked. */
  readonly at: string
  readonly movedTo?: string
  readonly end: Answer | Fault
}

/** Follows redirects, holding the turn of one host at a time. */
async function travel(address: string, context: Context, options: FetchOptions): Promise<Journey> {
  const limits = { ...usualLimits, ...options.limits }
  const { connections, robots, turns } = manners(context.config, limits)
  const ask: Ask = {
    headers: headersFor(context.config, options),
    limits,
    signal: AbortSignal.timeout(limits.wholeMs),
  }
  const seen = new Set<string>()
  let movedTo: string | undefined
  let onlyPermanent = true
  let turn: { readonly host: string; readonly held: Turn } | undefined
  let url = parseAddress(address)
  try {
    for (;;) {
      const at = url ? url.href : withoutCredentials(address)
      const stop = (end: Answer | Fault): Journey => ({ at, movedTo, end })
      if (!url) return stop(fault('bad-address', 'Only http and https addresses can be fetched.'))
      if (seen.has(at)) return stop(fault('redirect-loop', 'The address redirects in a circle.'))
      if (seen.size > limits.redirects) {
        return stop(fault('redirect-loop', `The address redirects more than ${limits.redirects} times.`))
      }
      seen.add(at)
      if (turn?.host !== url.host) {
        turn?.held.leave()
        turn = undefined
        const entered = await turns.enter(url.host, address, limits.turnMs)
        if (entered.kind === 'busy') {
          return stop(fault('busy', 'The host’s turn is taken; later.', { retryAt: entered.until }))
        }
        turn = { host: url.host, held: entered }
      }
      const refusal = await refusedByRobots(url, { connections, robots, turns }, ask, context)
      if (refusal) return stop(refusal)
      const answer = await exchange(url, connections, ask)
      if (answer.kind === 'failed' || answer.kind === 'body') return stop(answer)
      if (answer.kind === 'status') {
        pauseHost(turns, url, answer.status, answer.headers, context.now())
        return stop(answer)
      }
      onlyPermanent &&= answer.status === 301 || answer.status === 308
      url = parseAddress(answer.to, url)
      if (onlyPermanent && url) movedTo = url.href
    }
  } finally {
    turn?.held.leave()
  }
}

function headersFor(config: Config, options: FetchOptions): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': userAgent(config),
    'accept-encoding': codings,
    accept:
      options.hopes === 'page'
        ? 'text/html, application/xhtml+xml, */*;q=0.5'
        : 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
  }
  if (options.etag !== undefined) headers['if-none-match'] = options.etag
  if (options.lastModified !== undefined) headers['if-modified-since'] = options.lastModified
  return headers
}

/** How we name ourselves, with the address at which whoever runs this can be reached. */
export function userAgent(config: Pick<Config, 'contact'>): string {
  return `${productToken}/0.1 (+${config.contact.replace(/[^\x21-\x7e]/g, '')})`
}

/** An http or https address without its fragment and credentials; undefined for any other. */
function parseAddress(address: string, base?: URL): URL | undefined {
  const url = URL.parse(address, base?.href)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}

function withoutCredentials(address: string): string {
  return parseAddress(address)?.href ?? address.replace(/\/\/[^/?#]*@/, '//').slice(0, 2000)
}

/** A host that is overwhelmed (429, 503) is left alone for as long as it asks. */
function pauseHost(turns: HostTurns, url: URL, status: number, headers: Headers, now: Date): void {
  const until = retryAfter(headers, now)
  if (!until || (status !== 429 && status !== 503)) return
  turns.closeUntil(url.host, new Date(Math.min(until.getTime(), now.getTime() + longestHostPauseMs)))
}

async function refusedByRobots(
  url: URL,
  { connections, robots, turns }: Manners,
  ask: Ask,
  context: Context,
): Promise<Fault | undefined> {
  let answer = robots.recall(url.origin, context.now())
  if (!answer) {
    answer = robots.remember(url.origin, await askRobots(url, connections, ask, context), context.now())
    if (answer.kind === 'rules') {
      const delayS = Math.min(robotsDelay(answer.rules, productToken) ?? 0, longestCrawlDelayS)
      turns.slowDown(url.host, delayS * 1000)
    }
  }
  if (answer.kind === 'failed') return answer
  if (robotsAllow(answer.rules, productToken, url.href)) return undefined
  return fault('robots', `The site’s robots.txt (${url.origin}/robots.txt) asks not to fetch this address.`)
}

/** RFC 9309: no file (4xx) allows all; a file that cannot be reached allows nothing until it can. */
async function askRobots(url: URL, connections: Agent, ask: Ask, context: Context): Promise<RobotsAnswer> {
  const signal = AbortSignal.any([ask.signal, AbortSignal.timeout(robotsLimits.wholeMs)])
  const robotsAsk: Ask = {
    ...ask,
    headers: {
      'user-agent': ask.headers['user-agent']!,
      accept: 'text/plain, */*;q=0.5',
      'accept-encoding': 'gzip',
    },
    signal,
    cutAt: robotsLimits.bytes,
  }
  let at: URL | undefined = new URL('/robots.txt', url)
  for (let hop = 0; hop <= robotsLimits.redirects && at; hop++) {
    const answer: Answer | Fault = await exchange(at, connections, robotsAsk)
    if (answer.kind === 'failed') return unreachable(answer)
    if (answer.kind === 'body') {
      return { kind: 'rules', rules: parseRobots(Buffer.from(answer.body).toString('utf8')) }
    }
    if (answer.kind === 'status') return byStatus(answer.status, answer.headers, context.now())
    at = parseAddress(answer.to, at)
  }
  return { kind: 'rules', rules: { groups: [] } }
}

function byStatus(status: number, headers: Headers, now: Date): RobotsAnswer {
  if (status < 500 && status !== 429) return { kind: 'rules', rules: { groups: [] } }
  return fault(
    'robots-unreachable',
    `The site’s robots.txt answers with status ${status}, so nothing is fetched from it for now.`,
    { status, retryAt: retryAfter(headers, now) },
  )
}

/** The host itself could not be reached: that is said as it is. A robots.txt that alone is broken is said as such. */
function unreachable(cause: Fault): Fault {
  const ofTheHost = ['private-address', 'no-such-host', 'refused', 'bad-certificate']
  if (ofTheHost.includes(cause.why)) return cause
  return fault(
    'robots-unreachable',
    `The site’s robots.txt cannot be read, so nothing is fetched from it for now. ${cause.say}`,
  )
}
