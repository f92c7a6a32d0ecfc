import type { FaultKind } from './fetching/fetched.ts'

/** What a poll found, as far as it bears on when to come again. Spans are in seconds. */
export interface PollFindings {
  readonly outcome: 'changed' | 'unchanged' | 'failed'
  /** A page is looked at again ever less often while it stays as it is; a feed by its rhythm. */
  readonly of: 'feed' | 'page'
  readonly why?: FaultKind
  /** Not before then, says the site. */
  readonly retryAt?: Date
  /** How long the answer says that it stays fresh, and how long the feed says that a copy may be kept. */
  readonly freshS?: number
  readonly ttlS?: number
  readonly usualGapS?: number
  readonly lastItemAt?: Date
  /** Failed polls in a row before this one. */
  readonly failures: number
  /** The interval before this poll. */
  readonly intervalS?: number
}

export interface PollBounds {
  readonly now: Date
  readonly minS: number
  readonly maxS: number
  /** 0 to 1, by chance: spreads the polls of feeds that began together. */
  readonly chance: number
}

export interface NextPoll {
  readonly status: 'active' | 'gone'
  readonly failures: number
  readonly intervalS: number
  readonly at: Date
}

/** Where nothing is known of a feed's rhythm yet. */
const unknownRhythmS = 15 * 60
const dayS = 24 * 3600
/** A Retry-After beyond a week is taken for a mistake. */
const longestWaitMs = 7 * dayS * 1000

/**
 * When to poll again. A feed that works is polled twice in its usual gap, less often the longer it is quiet, within the
 * bounds and not before its caching headers allow. One that fails is tried at doubling intervals up to a day (or the
 * longest interval, where that is longer); a refusal by robots.txt is asked about again after a day.
 */
export function decideNextPoll(found: PollFindings, bounds: PollBounds): NextPoll {
  const { now } = bounds
  if (found.outcome !== 'failed') {
    const intervalS = found.of === 'page' ? pageInterval(found, bounds) : feedInterval(found, bounds)
    return { status: 'active', failures: 0, intervalS, at: after(now, intervalS) }
  }
  const failures = found.failures + 1
  if (found.why === 'gone') {
    return { status: 'gone', failures, intervalS: bounds.maxS, at: after(now, bounds.maxS) }
  }
  const intervalS = failedInterval(found, bounds)
  const asked = Math.min(found.retryAt?.getTime() ?? 0, now.getTime() + longestWaitMs)
  return {
    status: 'active',
    failures,
    intervalS,
    at: new Date(Math.max(after(now, intervalS).getTime(), asked)),
  }
}

function feedInterval(found: PollFindings, { now, minS, maxS, chance }: PollBounds): number {
  const quietS = found.lastItemAt ? Math.max(0, (now.getTime() - found.lastItemAt.getTime()) / 1000) : 0
  const wanted = found.usualGapS === undefined ? unknownRhythmS : Math.max(found.usualGapS / 2, quietS / 8)
  const asked = Math.max(found.freshS ?? 0, found.ttlS ?? 0)
  return within(Math.max(jitter(within(wanted, minS, maxS), chance), asked), minS, maxS)
}

/** From a quarter of an hour (or the shortest interval) doubling up to a week. */
function pageInterval(found: PollFindings, { minS, maxS, chance }: PollBounds): number {
  const first = Math.max(minS, unknownRhythmS)
  const wanted = found.outcome === 'changed' ? first : 2 * (found.intervalS ?? first)
  return within(jitter(wanted, chance), minS, Math.max(maxS, 7 * dayS))
}

function failedInterval(found: PollFindings, { minS, maxS, chance }: PollBounds): number {
  const longest = Math.max(maxS, dayS)
  if (found.why === 'robots') return jitter(longest, chance)
  const doubled = minS * 2 ** Math.min(found.failures, 40)
  return Math.max(minS, jitter(Math.min(doubled, longest), chance))
}

/** A tenth sooner to a tenth later. */
function jitter(seconds: number, chance: number): number {
  return seconds * (0.9 + 0.2 * chance)
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most))
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + Math.ceil(seconds * 1000))
}
