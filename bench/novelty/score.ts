import type { Year } from './updates.ts'

const leastCoverage = 0.8

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly coverage: number
  readonly alerts: number
}

/** Micro F1 of `new`, and the importance of the nuggets told over that of all that could be told. */
export function score(year: Year, alerts: readonly boolean[]): Score {
  let right = 0
  let sent = 0
  let gold = 0
  const told = new Map<string, number>()
  const all = new Map<string, number>()
  year.updates.forEach((update, i) => {
    if (update.isNew) gold++
    if (alerts[i]) sent++
    if (alerts[i] && update.isNew) right++
    for (const { name, importance } of update.nuggets) {
      all.set(name, importance)
      if (alerts[i]) told.set(name, importance)
    }
  })
  const sum = (of: Map<string, number>) => [...of.values()].reduce((total, one) => total + one, 0)
  const [precision, recall] = [right / Math.max(1, sent), right / gold]
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall)
  return { precision, recall, f1, coverage: sum(told) / sum(all), alerts: sent }
}

/** The highest threshold that still tells enough of what mattered; 0 when none does. */
export function tune(year: Year, values: readonly number[]): number {
  return thresholds(values).find((from) => scoreFrom(year, values, from).coverage >= leastCoverage) ?? 0
}

/** The threshold with the best F1 of those that tell enough of what mattered; 0 when none does. */
export function best(year: Year, values: readonly number[]): number {
  let [found, most] = [0, 0]
  for (const from of thresholds(values)) {
    const { f1, coverage } = scoreFrom(year, values, from)
    if (coverage >= leastCoverage && f1 > most) [found, most] = [from, f1]
  }
  return found
}

/** The score of alerting from a value on. */
export function scoreFrom(year: Year, values: readonly number[], from: number): Score {
  return score(
    year,
    values.map((value) => value >= from),
  )
}

/** In hundredths, the highest first. */
function thresholds(values: readonly number[]): number[] {
  return [...new Set(values.map((value) => Math.round(value * 100) / 100))].sort((a, b) => b - a)
}
