import type { FaultKind } from './fetching/fetched.ts'

export interface PageFailure {
  readonly why: FaultKind
  readonly retryAt?: Date
  /** How often it failed before. */
  readonly tries: number
}

export type PageRetry = { readonly kind: 'again'; readonly at: Date } | { readonly kind: 'give-up' }

/** Five tries over a day and a half: 5 minutes, 20, 80, then about 5 and 21 hours. News that comes later is none. */
const mostTries = 5
const firstWaitMs = 5 * 60_000
const longestWaitMs = 24 * 3600_000

const passing: ReadonlySet<FaultKind> = new Set([
  'busy',
  'no-such-host',
  'refused',
  'cut-off',
  'timeout',
  'bad-response',
  'slow-down',
  'server-error',
  'robots-unreachable',
  'not-found',
])

/**
 * Whether and when to ask for a page again. What will not pass (a refusal, a page too large, gone) is not asked for
 * again; "not found" may pass once, since feeds often announce a page before it is there.
 */
export function decidePageRetry(failure: PageFailure, now: Date, chance: number): PageRetry {
  if (failure.why === 'busy') return { kind: 'again', at: failure.retryAt ?? now }
  const most = failure.why === 'not-found' ? 1 : mostTries
  if (!passing.has(failure.why) || failure.tries >= most) return { kind: 'give-up' }
  const waitMs = Math.min(firstWaitMs * 4 ** failure.tries * (0.9 + 0.2 * chance), longestWaitMs)
  const asked = Math.min(failure.retryAt?.getTime() ?? 0, now.getTime() + longestWaitMs)
  return { kind: 'again', at: new Date(Math.max(now.getTime() + waitMs, asked)) }
}
