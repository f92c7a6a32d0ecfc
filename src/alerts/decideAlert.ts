import type { FinalReason, Rules } from '../domain/rules.ts'
import type { DevelopmentKind } from '../domain/story.ts'
import { decideWhen, type Pace, type When } from './decideWhen.ts'

/** One thing a report adds, as it stands to one subscriber. */
export interface Candidate {
  readonly kind: DevelopmentKind
  /** Whether the subscriber was told it or what says the same; or it bears out what waits for more origins. */
  readonly told?: 'here' | 'elsewhere' | 'awaited'
  /** The alert by which this subscription was told what it corrects. */
  readonly corrects?: string
  /** How many independent origins say it. */
  readonly origins: number
}

export interface Asked {
  /** False where the report does not meet the query: then only a correction of what was told is sent. */
  readonly matches: boolean
  readonly muted: boolean
  readonly rules: Rules
  readonly pace: Pace
}

/** What is sent, what waits and what is held, of the things a report adds. */
export interface Decided<One> {
  readonly send: readonly One[]
  readonly waiting: readonly { readonly when: When & { kind: 'later' }; readonly what: readonly One[] }[]
  /** Waits until enough independent origins say it. */
  readonly tooFew: readonly One[]
  /** Why the report is not sent at all; none where some of it is or may yet be. */
  readonly held?: FinalReason
}

const figures: ReadonlySet<DevelopmentKind> = new Set(['new-figure', 'changed-figure'])
const corrections: ReadonlySet<DevelopmentKind> = new Set(['correction', 'withdrawal', 'denial'])

/** Whether a subscription is told what a report adds: now, later, or not, and then why. */
export function decideAlert<One extends Candidate>(
  candidates: readonly One[],
  asked: Asked,
  now: Date,
): Decided<One> {
  const { rules, pace } = asked
  const isCorrecting = (one: One) => one.corrects !== undefined && one.told === undefined
  const correcting = candidates.filter(isCorrecting)
  const others = asked.matches ? candidates.filter((one) => !isCorrecting(one)) : []
  const news = asked.muted
    ? []
    : others.filter((one) => one.told === undefined && isWanted(one.kind, rules.only))
  const tooFew = news.filter((one) => one.origins < rules.origins)
  const ready = news.filter((one) => one.origins >= rules.origins)

  const send: One[] = []
  const waiting: { when: When & { kind: 'later' }; what: readonly One[] }[] = []
  for (const [what, corrects] of [
    [correcting, true],
    [ready, false],
  ] as const) {
    if (what.length === 0) continue
    const when = decideWhen(rules, pace, now, corrects)
    if (when.kind === 'now') send.push(...what)
    else waiting.push({ when, what })
  }
  const anything = send.length + waiting.length + tooFew.length > 0
  return { send, waiting, tooFew, held: anything || !asked.matches ? undefined : whyHeld(candidates, asked) }
}

/** Whether a rule lets a kind of development through. */
export function isWanted(kind: DevelopmentKind, only: Rules['only']): boolean {
  if (only === 'all') return true
  return (only === 'figures' ? figures : corrections).has(kind)
}

function whyHeld(candidates: readonly Candidate[], { muted, rules }: Asked): FinalReason {
  if (muted) return 'muted'
  if (candidates.length === 0) return 'nothing-new'
  const untold = candidates.filter((one) => one.told === undefined)
  if (untold.length > 0) return rules.only === 'figures' ? 'only-figures' : 'only-corrections'
  if (candidates.some((one) => one.told === 'awaited')) return 'awaited'
  return candidates.some((one) => one.told === 'elsewhere') ? 'told-elsewhere' : 'told'
}
