import { newFrom } from '../src/stories/newness.ts'
import { type Benchmark, type Claim, dataSet, printTable } from './claims.ts'
import { printCeilings } from './novelty/ceiling.ts'
import { score, tune } from './novelty/score.ts'
import { newnessOfEach, unlikenessOfEach } from './novelty/systems.ts'
import { readYear, withoutFurniture, type Year } from './novelty/updates.ts'

const years = [2013, 2014] as const

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
  const values = newnessOfEach(checking)
  const articles = withoutFurniture(tuning)
  for (const [note, year] of [
    ['trained on it', tuning],
    ['without furniture', articles],
  ] as const) {
    add(
      `newness, ${newFrom}, ${note}`,
      year,
      newnessOfEach(year).map((value) => value >= newFrom),
    )
  }
  const claimed = add(
    `newness, ${newFrom}`,
    checking,
    values.map((value) => value >= newFrom),
  )
  printTable(['TREC TS, system and threshold', 'year', 'P', 'R', 'F1', 'coverage', 'alerts'], rows)
  printCeilings(tuning, checking)
  return [
    { name: 'novelty: F1 of “says something new”, TREC TS 2014', figure: claimed.f1, target: 0.45 },
    { name: 'novelty: coverage of what mattered, TREC TS 2014', figure: claimed.coverage, target: 0.8 },
  ]
}

export default {
  about: 'telling what is new in a story: F1 and coverage on TREC Temporal Summarization',
  measure,
} satisfies Benchmark
