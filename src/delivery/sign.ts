import { createHmac, createSecretKey } from 'node:crypto'
import { remember } from '../remember.ts'

const mostKeys = 10_000

/** To make a key ready takes longer than to sign with it. */
const keyOf = remember(mostKeys, (secret) =>
  createSecretKey(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')),
)

/**
 * The `webhook-signature` of a message as Standard Webhooks has it: HMAC-SHA256 of id, time in whole seconds and body,
 * with the bytes that `whsec_…` stands for.
 */
export function signWebhook(secret: string, id: string, at: Date, body: string): string {
  const signed = `${id}.${secondsOf(at)}.${body}`
  return `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`
}

export function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}
