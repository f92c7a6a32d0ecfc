import net from 'node:net'
import { isPublicAddress } from '../../net/addresses.ts'
import { longestAddress, readFeedAddress, writeFeedAddress } from '../feeds/addresses.ts'

/** What is asked of the hub (W3C WebSub, 5.1). */
export interface AskedOfHub {
  readonly mode: 'subscribe' | 'unsubscribe'
  /** The topic as it was asked for, and its own address. */
  readonly topic: string
  readonly url: string
  readonly callback: string
  readonly host: string
  readonly secret: string | null
  readonly leaseSeconds: number
}

/** Why something cannot be done, and what to do. */
export interface Refused {
  readonly status: 400 | 404 | 429 | 503
  readonly say: string
}

const hour = 3600
const day = 24 * hour
/** A lease is ten days long unless it is asked for otherwise, as hubs have long given it. */
const usualLease = 10 * day
const shortestLease = hour
const longestLease = 30 * day
const secretBytes = 200

/** Reads a form sent to the hub. */
export function readRequest(
  form: URLSearchParams,
  config: { siteUrl: string; allowPrivateAddresses: boolean },
): AskedOfHub | Refused {
  const mode = form.get('hub.mode')
  if (mode !== 'subscribe' && mode !== 'unsubscribe')
    return refuse('hub.mode must be “subscribe” or “unsubscribe”.')
  const topic = form.get('hub.topic') ?? ''
  const url = topicUrl(topic, config.siteUrl)
  if (!url) return { status: 404, say: whichTopics(config.siteUrl) }
  const callback = readCallback(form.get('hub.callback') ?? '', config.allowPrivateAddresses)
  if ('say' in callback) return callback
  const leaseSeconds = readLease(form.get('hub.lease_seconds'))
  if (leaseSeconds === undefined)
    return refuse('hub.lease_seconds must be a whole number of seconds, or be left out.')
  const secret = form.get('hub.secret') || null
  if (secret && Buffer.byteLength(secret) >= secretBytes)
    return refuse(`hub.secret must be shorter than ${secretBytes} bytes.`)
  return { mode, topic, url, ...callback, secret, leaseSeconds }
}

function refuse(say: string): Refused {
  return { status: 400, say }
}

function topicUrl(topic: string, siteUrl: string): string | undefined {
  const address = topic.length <= longestAddress ? readFeedAddress(topic, siteUrl) : undefined
  const url = address && writeFeedAddress(address, siteUrl)
  return url && url.length <= longestAddress ? url : undefined
}

function whichTopics(siteUrl: string): string {
  return [
    'hub.topic must be the address of one of this site’s feeds, as the feed itself gives it with rel="self":',
    `  ${siteUrl}/stories.atom`,
    `  ${siteUrl}/stories/ID.atom`,
    `  ${siteUrl}/reports.atom?query=QUERY`,
    'or the same with .rss or .json.',
  ].join('\n')
}

function readCallback(
  text: string,
  allowPrivateAddresses: boolean,
): { callback: string; host: string } | Refused {
  const given = 'hub.callback must be the address at which you are reached'
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    return refuse(`${given}: a URL that begins with https:// or http://.`)
  const url = new URL(text)
  if (url.username || url.password) return refuse(`${given}, without a name and password in it.`)
  url.hash = ''
  if (url.href.length > longestAddress) return refuse(`${given}, of ${longestAddress} characters at most.`)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivateAddresses && net.isIP(literal) !== 0 && !isPublicAddress(literal))
    return refuse(`${given} from the internet; ${url.hostname} is not a public address.`)
  return { callback: url.href, host: url.hostname }
}

/** Seconds, brought within what the hub grants; undefined where it is no number. */
function readLease(text: string | null): number | undefined {
  if (!text) return usualLease
  if (!/^\d{1,12}$/.test(text)) return undefined
  return Math.min(longestLease, Math.max(shortestLease, Number(text)))
}
