import { Agent, type Dispatcher, request } from 'undici'
import type { Config } from '../config.ts'
import { openConnector, PrivateAddressError } from '../net/connector.ts'
import type { Outcome } from './channel.ts'

const connectMs = 10_000
/** Standard Webhooks: a receiver should answer within 15 to 30 seconds. */
const answerMs = 15_000
const readBytes = 65_536
const longestPauseMs = 86_400_000

export interface Sending {
  readonly method?: 'POST' | 'PUT' | 'PATCH'
  readonly headers: Record<string, string>
  readonly body: string | Buffer
}

/** What a receiver answered. */
export interface Answer {
  readonly code: number
  readonly text: string
  /** Until when it asks to be left alone. */
  readonly notBefore?: Date
}

/** Says what an answer means where its status alone does not. */
export type Judge = (answer: Answer) => Outcome | undefined

/** Sends a message over HTTP. Redirects are not followed. */
export interface Sender {
  /** Without a judge the answer's text is not read. */
  send(address: string, sending: Sending, now: Date, judge?: Judge): Promise<Outcome>
}

/** One pool of connections for all channels, to public addresses only unless private ones are allowed. */
export function openSender(config: Pick<Config, 'allowPrivateAddresses' | 'siteUrl'>): Sender {
  const agent = new Agent({
    connect: openConnector(config.allowPrivateAddresses, connectMs),
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    maxResponseSize: readBytes,
    keepAliveTimeout: 10_000,
  })
  const userAgent = `Mainsource (+${config.siteUrl})`
  return {
    async send(address, { method = 'POST', headers, body }, now, judge) {
      try {
        const answer = await request(address, {
          method,
          dispatcher: agent,
          // Connecting and answering have their own time; an answer that is read may not drip on for ever.
          signal: judge && AbortSignal.timeout(connectMs + answerMs),
          headers: { 'user-agent': userAgent, ...headers },
          body,
        })
        if (!judge) answer.body.dump().catch(() => {})
        const read = judge ? await answer.body.text() : ''
        const heard = { code: answer.statusCode, text: read, notBefore: pauseAsked(answer, now) }
        return judge?.(heard) ?? outcomeOf(heard)
      } catch (error) {
        return failureOf(error)
      }
    },
  }
}

export function outcomeOf({ code, notBefore }: Answer): Outcome {
  const status = String(code)
  if (code >= 200 && code < 300) return { kind: 'delivered', status }
  if (code === 410) return { kind: 'gone', status, why: 'The receiver says it is gone (410).' }
  if (code >= 300 && code < 400) {
    return { kind: 'failed', status, why: `It answered with a redirect (${code}), which is not followed.` }
  }
  return { kind: 'failed', status, why: `It answered ${code}.`, notBefore }
}

/** The JSON object of an answer; an empty one where there is none. */
export function objectOf({ text }: Answer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** The time after a pause asked for in seconds, at most a day away. */
export function afterSeconds(seconds: unknown, now: Date): Date | undefined {
  if (typeof seconds !== 'number' || !(seconds >= 0)) return undefined
  return new Date(now.getTime() + Math.min(seconds * 1000, longestPauseMs))
}

/** When a Retry-After ends: seconds or an HTTP date. */
function pauseAsked({ headers }: Dispatcher.ResponseData, now: Date): Date | undefined {
  const value = [headers['retry-after']].flat()[0]
  if (value === undefined) return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return afterSeconds(Number(value), now)
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : new Date(Math.min(at, now.getTime() + longestPauseMs))
}

function failureOf(error: unknown): Outcome {
  if (error instanceof PrivateAddressError) return { kind: 'refused', why: `${error.message}.` }
  if (!(error instanceof Error)) return { kind: 'failed', why: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return { kind: 'failed', status: code, why: error.message || code }
}
