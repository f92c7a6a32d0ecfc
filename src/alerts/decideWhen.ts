import type { Rules, WaitingReason } from '../domain/rules.ts'
import { isWithin, nextAt, nextHour } from './clock.ts'

const hourMs = 3_600_000

export type When =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly reason: WaitingReason; readonly at: Date }

/** What a subscription was sent lately and what waits to be. */
export interface Pace {
  readonly zone: string
  /** When alerts were raised within the last hour. */
  readonly sent: readonly Date[]
  /** When what waits already goes out: what comes after it waits with it, so that it does not overtake. */
  readonly waitsUntil?: Date
}

/** When an alert goes out. A correction of what was told heeds the quiet hours alone, where they are to hold it. */
export function decideWhen(
  { pace, quiet, mostAnHour }: Rules,
  { zone, sent, waitsUntil }: Pace,
  now: Date,
  corrects = false,
): When {
  const isQuiet = (at: Date) => quiet !== undefined && isWithin(at, quiet.from, quiet.to, zone)
  const afterQuiet = (at: Date) => (quiet && isQuiet(at) ? nextAt(at, quiet.to, zone) : at)
  const later = (reason: WaitingReason, at: Date): When => ({ kind: 'later', reason, at: afterQuiet(at) })
  if (corrects) {
    return isQuiet(now) && quiet?.corrections === 'wait' ? later('quiet-hours', now) : { kind: 'now' }
  }
  if (pace.kind === 'hourly') return later('digest', nextHour(now, zone))
  if (pace.kind === 'daily') return later('digest', nextAt(now, pace.at, zone))
  if (isQuiet(now)) return later('quiet-hours', now)
  const lately = sent.filter((at) => at.getTime() > now.getTime() - hourMs)
  if (mostAnHour !== undefined && lately.length >= mostAnHour) {
    const newestFirst = lately.map((at) => at.getTime()).sort((a, b) => b - a)
    return later('most-an-hour', new Date(newestFirst[mostAnHour - 1]! + hourMs))
  }
  return waitsUntil
    ? later('most-an-hour', new Date(Math.max(waitsUntil.getTime(), now.getTime())))
    : { kind: 'now' }
}
