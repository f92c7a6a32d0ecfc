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

/** The highest threshold that still tells enough of what mattered. */
export function tune(year: Year, values: readonly number[]): number {
  const tried = [...new Set(values.map((value) => Math.round(value * 100) / 100))].sort((a, b) => b - a)
  return (
    tried.find(
      (threshold) =>
        score(
          year,
          values.map((value) => value >= threshold),
        ).coverage >= leastCoverage,
    ) ?? 0
  )
}
