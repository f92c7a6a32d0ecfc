import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/** Keys made ready: to make one takes longer than to sign with it. */
const keys = new Map<string, KeyObject>()
const mostKeys = 10_000

/**
 * The `webhook-signature` of a message as Standard Webhooks has it: HMAC-SHA256 of id, time in whole seconds and body,
 * with the bytes that `whsec_…` stands for.
 */
export function signWebhook(secret: string, id: string, at: Date, body: string): string {
  const signed = `${id}.${secondsOf(at)}.${body}`
  return `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`
}

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret)
  if (known) return known
  const key = createSecretKey(Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
  if (keys.size >= mostKeys) keys.clear()
  keys.set(secret, key)
  return key
}

export function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}
