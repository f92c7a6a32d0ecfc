import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ChannelId, DeliveryId } from '../../domain/ids.ts'

/** A mail of ours: that of a delivery, or the one that asks a channel's new address to confirm. */
export type MailId = DeliveryId | ChannelId

/** What a mail carries so that it is known when something comes back about it: nobody but its receivers has seen it. */
export interface MailToken {
  readonly id: MailId
  /** 16 letters: 80 bits of an HMAC. */
  readonly proof: string
}

/** Crockford's base32 in small letters, as ids are written: a mail server may change the case of an address. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const proofBytes = 10

/**
 * `dlv_….k3m9…`, 47 letters that may stand before the @ of an address. The proof is an HMAC-SHA-256 of the id under the
 * secret of the mail's channel, which nobody has but us: only who was sent a mail can say anything of it.
 */
export function mailToken(id: MailId, secret: string): string {
  return `${id}.${proofOf(id, secret)}`
}

const token = /(?<![0-9a-z_])((?:dlv|chn)_[0-9a-hjkmnp-tv-z]{26})\.([0-9a-hjkmnp-tv-z]{16})(?![0-9a-z])/gi

/** Whatever looks like a mail's token in a text, in the order in which it stands there, each once. */
export function tokensIn(text: string): MailToken[] {
  const found = new Map<string, MailToken>()
  for (const [, id, proof] of text.matchAll(token)) {
    const one = { id: id!.toLowerCase() as MailId, proof: proof!.toLowerCase() }
    found.set(`${one.id}.${one.proof}`, one)
  }
  return [...found.values()]
}

/** True when a token was made by us for this mail. */
export function isProven({ id, proof }: MailToken, secret: string): boolean {
  return timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(id, secret)))
}

/** Where one mail comes back to: in the bounce address, for `*` or after a plus sign, stands the mail's token. */
export function returnPath(bounceAddress: string, ofMail: string): string {
  if (bounceAddress.includes('*')) return bounceAddress.replace('*', ofMail)
  const at = bounceAddress.lastIndexOf('@')
  return `${bounceAddress.slice(0, at)}+${ofMail}${bounceAddress.slice(at)}`
}

function proofOf(id: MailId, secret: string): string {
  const hash = createHmac('sha256', secret).update(`mail ${id}`).digest().subarray(0, proofBytes)
  let bits = BigInt(`0x${hash.toString('hex')}`)
  let text = ''
  for (let i = 0; i < (proofBytes * 8) / 5; i++) {
    text = letters[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return text
}
