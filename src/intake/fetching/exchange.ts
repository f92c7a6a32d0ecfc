import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type Agent, request } from 'undici'
import { faultOfError } from './faults.ts'
import { type Fault, fault } from './fetched.ts'
import type { Headers } from './freshness.ts'
import type { Limits } from './limits.ts'
import { tooLarge, unpack } from './unpack.ts'

/** What one request needs: nothing in it is remembered between requests. */
export interface Ask {
  readonly headers: Readonly<Record<string, string>>
  readonly limits: Limits
  readonly signal: AbortSignal
  /** Cuts a body that is too long instead of failing: for robots.txt. */
  readonly cutAt?: number
}

export type Answer =
  | { readonly kind: 'redirect'; readonly status: number; readonly to: string; readonly headers: Headers }
  | { readonly kind: 'status'; readonly status: number; readonly headers: Headers }
  | {
      readonly kind: 'body'
      readonly status: number
      readonly headers: Headers
      readonly body: Uint8Array
      readonly hash: string
      readonly repairs: readonly string[]
    }

/** Makes one request and reads its answer within the limits. Redirects are handed back, not followed. */
export async function exchange(url: URL, agent: Agent, ask: Ask): Promise<Answer | Fault> {
  try {
    return await exchangeOrThrow(url, agent, ask)
  } catch (error) {
    const known = ask.signal.aborted ? faultOfError(ask.signal.reason) : faultOfError(error)
    if (!known) throw error
    return known
  }
}

const redirects = new Set([301, 302, 303, 307, 308])

async function exchangeOrThrow(url: URL, agent: Agent, ask: Ask): Promise<Answer | Fault> {
  const { limits } = ask
  const response = await request(url, {
    dispatcher: agent,
    method: 'GET',
    headers: ask.headers,
    signal: ask.signal,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.pauseMs,
  })
  const status = response.statusCode
  const headers = plain(response.headers)
  const location = headers['location']
  if (redirects.has(status) && location !== undefined) {
    drop(response.body)
    return { kind: 'redirect', status, to: location, headers }
  }
  if (status < 200 || status >= 300) {
    if (status === 304) await response.body.dump({ limit: 1024, signal: ask.signal })
    else drop(response.body)
    return { kind: 'status', status, headers }
  }
  const declared = Number(headers['content-length'])
  if (declared > limits.wireBytes && ask.cutAt === undefined) {
    drop(response.body)
    return tooLarge(limits.wireBytes)
  }
  const sent = await collect(response.body, ask)
  if (!(sent instanceof Uint8Array)) return sent
  const unpacked = await unpack(sent, headers['content-encoding'], limits.bodyBytes)
  if (unpacked.kind === 'failed') return unpacked
  const { body, repairs } = unpacked
  return {
    kind: 'body',
    status,
    headers,
    body,
    repairs,
    hash: createHash('sha256').update(body).digest('hex'),
  }
}

async function collect(body: Readable, { limits, cutAt }: Ask): Promise<Uint8Array | Fault> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body as AsyncIterable<Uint8Array>) {
    parts.push(part)
    length += part.length
    if (cutAt !== undefined && length >= cutAt) break
    if (length > limits.wireBytes) return tooLarge(limits.wireBytes)
  }
  const whole = Buffer.concat(parts)
  return cutAt === undefined ? whole : whole.subarray(0, cutAt)
}

/** Lets go of a body nobody reads, and of its connection. */
function drop(body: Readable): void {
  body.on('error', () => {})
  body.destroy()
}

function plain(headers: Record<string, string | string[] | undefined>): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

/** The fault that a status stands for. */
export function faultOfStatus(status: number, retryAt: Date | undefined): Fault {
  if (status === 404) return fault('not-found', 'There is nothing at this address (404).', { status })
  if (status === 410) return fault('gone', 'The address says that it is gone for good (410).', { status })
  if (status === 401 || status === 403 || status === 451) {
    return fault('forbidden', `The site does not let us read this (${status}).`, { status, retryAt })
  }
  if (status === 429)
    return fault('slow-down', 'The site asks us to come less often (429).', { status, retryAt })
  if (status >= 500)
    return fault('server-error', `The site has an error of its own (${status}).`, { status, retryAt })
  return fault('refused-status', `The site answered with status ${status}.`, { status, retryAt })
}
