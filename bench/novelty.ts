import { newFrom } from '../src/stories/decideDevelopments.ts'
import { type Benchmark, type Claim, dataSet, printTable } from './claims.ts'
import { newnessOfEach, unlikenessOfEach } from './novelty/systems.ts'
import { readYear, type Year } from './novelty/updates.ts'

const years = [2013, 2014] as const
const leastCoverage = 0.8

interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly coverage: number
  readonly alerts: number
}

/** Micro F1 of `new`, and the importance of the nuggets told over that of all that could be told. */
function score(year: Year, alerts: readonly boolean[]): Score {
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
function tune(year: Year, values: readonly number[]): number {
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

async function measure(): Promise<Claim[]> {
  const folder = dataSet('trec-ts')
  if (!folder) return []
  const [tuning, checking] = years.map((year) => readYear(folder, year)) as [Year, Year]
  const rows: (string | number)[][] = []
  const add = (system: string, year: Year, alerts: readonly boolean[]) => {
    const { precision, recall, f1, coverage, alerts: sent } = score(year, alerts)
    rows.push([system, String(year.year), precision, recall, f1, coverage, sent])
    return { f1, coverage }
  }
  for (const year of [tuning, checking])
    add(
      'always',
      year,
      year.updates.map(() => true),
    )
  const unlike = tune(tuning, unlikenessOfEach(tuning))
  for (const year of [tuning, checking]) {
    add(
      `TF-IDF nearest, ${unlike}`,
      year,
      unlikenessOfEach(year).map((value) => value >= unlike),
    )
  }
  const best = tune(tuning, newnessOfEach(tuning))
  const values = newnessOfEach(checking)
  add(
    `newness, ${newFrom}`,
    tuning,
    newnessOfEach(tuning).map((value) => value >= newFrom),
  )
  const claimed = add(
    `newness, ${newFrom}`,
    checking,
    values.map((value) => value >= newFrom),
  )
  printTable(['TREC TS, system and threshold', 'year', 'P', 'R', 'F1', 'coverage', 'alerts'], rows)
  console.log(`Tuned on 2013 the threshold is ${best}; the program’s is ${newFrom}.\n`)
  return [
    { name: 'novelty: F1 of “says something new”, TREC TS 2014', figure: claimed.f1, target: 0.45 },
    { name: 'novelty: coverage of what mattered, TREC TS 2014', figure: claimed.coverage, target: 0.8 },
  ]
}

export default {
  about: 'telling what is new in a story: F1 and coverage on TREC Temporal Summarization',
  measure,
} satisfies Benchmark
