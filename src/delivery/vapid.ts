import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { PushKeys } from '../db/pushKeys.ts'

const hourMs = 3_600_000
/** A token may be good for a day; it is kept for half of that. */
const goodMs = 12 * hourMs
const mostAudiences = 1000

/**
 * Says who sends a notification (VAPID, RFC 8292). A token is for one push service and is kept while it is good: the
 * signature is the dearest part of a notification.
 */
export class Vapid {
  readonly #contact: string
  readonly #kept = new Map<string, { header: string; until: number }>()
  #key: { readonly of: string; readonly object: KeyObject } | undefined

  /** `contact` is a `mailto:` or `https:` address at which the push service can reach whoever runs this. */
  constructor(contact: string) {
    this.#contact = contact
  }

  /** The `Authorization` header for a push service, given by the origin of its addresses. */
  headerFor(audience: string, keys: PushKeys, now: Date): string {
    const name = `${audience} ${keys.publicKey}`
    const kept = this.#kept.get(name)
    if (kept && kept.until > now.getTime()) return kept.header
    const header = `vapid t=${this.#token(audience, keys, now)}, k=${keys.publicKey}`
    if (this.#kept.size >= mostAudiences) this.#kept.delete(this.#kept.keys().next().value!)
    this.#kept.set(name, { header, until: now.getTime() + goodMs - hourMs })
    return header
  }

  #token(audience: string, keys: PushKeys, now: Date): string {
    const expires = Math.floor((now.getTime() + goodMs) / 1000)
    const signed = `${encoded({ typ: 'JWT', alg: 'ES256' })}.${encoded({ aud: audience, exp: expires, sub: this.#contact })}`
    const signature = sign('sha256', Buffer.from(signed), {
      key: this.#keyOf(keys),
      dsaEncoding: 'ieee-p1363',
    })
    return `${signed}.${signature.toString('base64url')}`
  }

  #keyOf({ publicKey, privateKey }: PushKeys): KeyObject {
    if (this.#key?.of === publicKey) return this.#key.object
    const point = Buffer.from(publicKey, 'base64url')
    const object = createPrivateKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
        d: privateKey,
      },
    })
    this.#key = { of: publicKey, object }
    return object
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
