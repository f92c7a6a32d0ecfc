import { Agent, request } from 'undici'
import type { Config } from '../config.ts'
import type { DeliveryToMake } from '../db/deliveries.ts'
import { openConnector, PrivateAddressError } from '../net/connector.ts'
import type { DeliveryChannel, Outcome } from './channel.ts'
import { linksOf } from './links.ts'
import { secondsOf, signWebhook } from './sign.ts'

const connectMs = 10_000
/** Standard Webhooks: a receiver should answer within 15 to 30 seconds. */
const answerMs = 15_000
const readBytes = 16_384

/** Posts alerts as signed Standard Webhooks. The delivery's id is the `webhook-id`: the receiver's idempotency key. */
export function openWebhookChannel(config: Config): DeliveryChannel {
  const agent = new Agent({
    connect: openConnector(config.allowPrivateAddresses, connectMs),
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    maxResponseSize: readBytes,
    keepAliveTimeout: 10_000,
  })
  return {
    async send(delivery, now) {
      const body = JSON.stringify(payloadOf(delivery, config.siteUrl))
      try {
        const answer = await request(delivery.channel.address, {
          method: 'POST',
          dispatcher: agent,
          signal: AbortSignal.timeout(connectMs + answerMs),
          headers: {
            'content-type': 'application/json',
            'user-agent': `Mainsource (+${config.siteUrl})`,
            'webhook-id': delivery.id,
            'webhook-timestamp': String(secondsOf(now)),
            'webhook-signature': signWebhook(delivery.channel.secret ?? '', delivery.id, now, body),
          },
          body,
        })
        answer.body.dump().catch(() => {})
        return outcomeOf(answer.statusCode, answer.headers['retry-after'], now)
      } catch (error) {
        return failureOf(error)
      }
    },
  }
}

/** What is posted; documented as the webhook's schema. */
export function payloadOf(delivery: DeliveryToMake, siteUrl: string) {
  return {
    type: 'alert.raised',
    timestamp: delivery.raisedAt.toISOString(),
    data: { id: delivery.alertId, ...delivery.body, links: linksOf(delivery, siteUrl) },
  }
}

function outcomeOf(code: number, retryAfter: string | string[] | undefined, now: Date): Outcome {
  const status = String(code)
  if (code >= 200 && code < 300) return { kind: 'delivered', status }
  if (code === 410) return { kind: 'gone', status, why: 'The receiver says it is gone (410).' }
  if (code >= 300 && code < 400) {
    return { kind: 'failed', status, why: `It answered with a redirect (${code}), which is not followed.` }
  }
  return { kind: 'failed', status, why: `It answered ${code}.`, notBefore: pauseAsked(retryAfter, now) }
}

/** When a Retry-After ends: seconds or an HTTP date, at most a day away. */
function pauseAsked(header: string | string[] | undefined, now: Date): Date | undefined {
  const value = Array.isArray(header) ? header[0] : header
  if (value === undefined) return undefined
  const at = /^\d+$/.test(value) ? now.getTime() + Number(value) * 1000 : Date.parse(value)
  if (Number.isNaN(at)) return undefined
  return new Date(Math.min(at, now.getTime() + 86_400_000))
}

function failureOf(error: unknown): Outcome {
  if (error instanceof PrivateAddressError) return { kind: 'refused', why: `${error.message}.` }
  if (!(error instanceof Error)) return { kind: 'failed', why: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return { kind: 'failed', status: code, why: error.message || code }
}
