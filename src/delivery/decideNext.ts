import type { Outcome } from './channel.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** The waits between attempts that Standard Webhooks advises: ten attempts in some three days. */
const waits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]
/** Each wait is up to a fifth longer, so that many that failed together do not come back together. */
const jitter = 0.2

export type Next =
  | { readonly kind: 'settled'; readonly outcome: 'delivered' | 'dead' }
  | { readonly kind: 'again'; readonly at: Date }

/** What follows an attempt, of which `before` were made earlier. `random` is from 0 to 1. */
export function decideNext(outcome: Outcome, before: number, now: Date, random: number): Next {
  if (outcome.kind === 'delivered') return { kind: 'settled', outcome: 'delivered' }
  if (outcome.kind !== 'failed') return { kind: 'settled', outcome: 'dead' }
  const wait = waits[before]
  if (wait === undefined) return { kind: 'settled', outcome: 'dead' }
  const at = now.getTime() + wait * (1 + jitter * random)
  return { kind: 'again', at: new Date(Math.max(at, outcome.notBefore?.getTime() ?? 0)) }
}

const longestRest = 15 * minute

/** Until when a channel is left alone that failed `before` times in a row and now again: what else waits for it waits. */
export function restAfter(before: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(second * 2 ** before, longestRest))
}
