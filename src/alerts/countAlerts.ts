import type { Rules } from '../domain/rules.ts'
import type { DevelopmentKind } from '../domain/story.ts'
import { isWanted } from './decideAlert.ts'
import { decideWhen } from './decideWhen.ts'

/** What a report that met a query added to its story. */
export interface Added {
  readonly at: Date
  readonly kinds: readonly DevelopmentKind[]
  /** How many voices speak in its story: no more can have said it. */
  readonly voices: number
}

const hourMs = 3_600_000

/** How many alerts these would have made by a subscriber's rules, at most: what says the same counts again. */
export function countAlerts(added: readonly Added[], rules: Rules, zone: string): number {
  const times = added
    .filter(
      ({ voices, kinds }) => voices >= rules.origins && kinds.some((kind) => isWanted(kind, rules.only)),
    )
    .map(({ at }) => at)
    .sort((a, b) => a.getTime() - b.getTime())
  let count = 0
  let sent: Date[] = []
  let waitsUntil: Date | undefined
  const send = (at: Date) => {
    count++
    sent = [...sent.filter((one) => one.getTime() > at.getTime() - hourMs), at]
  }
  for (const at of times) {
    if (waitsUntil && waitsUntil <= at) {
      send(waitsUntil)
      waitsUntil = undefined
    }
    const when = decideWhen(rules, { zone, sent, waitsUntil }, at)
    if (when.kind === 'now') send(at)
    else waitsUntil ??= when.at
  }
  return waitsUntil ? count + 1 : count
}
