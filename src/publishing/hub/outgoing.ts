import { Agent, request } from 'undici'
import type { Config } from '../../config.ts'
import { openConnector } from '../../net/connector.ts'
import { onceFor } from '../../onceFor.ts'

const connectMs = 5_000
const answerMs = 10_000
const mostBytes = 65_536
const longestPauseSeconds = 86_400

/** What came of a request: an answer, whatever it says, or none. */
export type Reply =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** True for 2xx. */
      readonly isOk: boolean
      /** Empty unless it was asked for. */
      readonly text: string
      /** For how long the receiver asks to be left alone, a day at most. */
      readonly pauseSeconds?: number
    }
  | { readonly kind: 'failed'; readonly why: string }

export function noReply(reply: Reply): boolean {
  return reply.kind === 'failed'
}

/** Sends requests of the hub, to public addresses only unless private ones are allowed. Redirects are not followed. */
export interface Outgoing {
  ask(address: string): Promise<Reply>
  send(address: string, sending: { headers: Record<string, string>; body: string | Buffer }): Promise<Reply>
}

/** Opened once, so that connections are kept. */
export const outgoingFor = onceFor(openOutgoing)

function openOutgoing({ allowPrivateAddresses, siteUrl }: Config): Outgoing {
  const dispatcher = new Agent({
    connect: openConnector(allowPrivateAddresses, connectMs),
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    maxResponseSize: mostBytes,
    keepAliveTimeout: 10_000,
  })
  const agent = { 'user-agent': `Mainsource (+${siteUrl})` }
  const reply = async (
    address: string,
    options: { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string | Buffer },
  ): Promise<Reply> => {
    try {
      const answer = await request(address, {
        ...options,
        dispatcher,
        signal: AbortSignal.timeout(connectMs + answerMs),
        headers: { ...agent, ...options.headers },
      })
      const status = answer.statusCode
      const isRead = options.method === 'GET'
      if (!isRead) answer.body.dump().catch(() => {})
      const text = isRead ? await answer.body.text() : ''
      const pause = Number([answer.headers['retry-after']].flat()[0])
      return {
        kind: 'answered',
        status,
        isOk: status >= 200 && status < 300,
        text,
        ...(pause > 0 && { pauseSeconds: Math.min(pause, longestPauseSeconds) }),
      }
    } catch (error) {
      return { kind: 'failed', why: inWords(error) }
    }
  }
  return {
    ask: (address) => reply(address, { method: 'GET' }),
    send: (address, sending) => reply(address, { method: 'POST', ...sending }),
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.name === 'TimeoutError' ? 'It did not answer in time.' : error.message || error.name
}
