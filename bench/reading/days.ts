import { readPage } from '../../src/reading/page/readPage.ts'
import { type Claim, dataSet, printTable } from '../claims.ts'
import { dayOf } from './naeb.ts'
import { readBytes, readTruth } from './pages.ts'
import { type Counts, scoreOf } from './scores.ts'

interface DatedRow {
  readonly subset: string
  readonly url: string
  readonly html: string
  readonly date: string
}

/** Publication days of pages; the tools upstream are not given the page's address, so both ways are shown. */
export async function measureDays(): Promise<Claim[]> {
  const folder = dataSet('dates-htmldate')
  if (!folder) return []
  const rows = await readTruth<DatedRow>(folder)
  const subsets = ['all', ...new Set(rows.map((row) => row.subset))]
  const counts = new Map<string, Counts>()
  for (const row of rows) {
    const bytes = await readBytes(folder, row.html)
    for (const way of ['with address', 'without address'] as const) {
      const day = dayOf(readPage(bytes, way === 'with address' ? { url: row.url } : {}))
      for (const subset of ['all', row.subset]) count(counts, `${subset}, ${way}`, day, row.date)
    }
  }
  printDays(subsets, counts)
  return ['with address', 'without address'].map((way) => ({
    name: `dates-htmldate: days F1, ${way}`,
    figure: scoreOf(counts.get(`all, ${way}`)!).f1,
    target: 0.9,
  }))
}

/** As upstream counts: no day is missed, another day is wrong (and not also missed). */
function count(counts: Map<string, Counts>, key: string, day: string, truth: string): void {
  const so = counts.get(key) ?? { right: 0, wrong: 0, missed: 0 }
  counts.set(key, so)
  if (day === truth) so.right++
  else if (day === '') so.missed++
  else so.wrong++
}

function printDays(subsets: readonly string[], counts: ReadonlyMap<string, Counts>): void {
  console.log('Publication days (dates-htmldate; pages of "default" overlap extract-trafilatura)\n')
  const rows = subsets.flatMap((subset) =>
    ['with address', 'without address'].map((way) => {
      const so = counts.get(`${subset}, ${way}`)!
      const { precision, recall, f1 } = scoreOf(so)
      const pages = so.right + so.wrong + so.missed
      return [`${subset}, ${way}`, pages, precision, recall, so.right / pages, f1]
    }),
  )
  printTable(
    ['', 'pages', 'precision', 'recall', 'accuracy', 'F1'],
    [
      ...rows,
      ['htmldate 1.10 extensive, published for 1,000 pages', '', 0.908, 0.993, 0.903, 0.949],
      ['htmldate 1.10 fast, the same', '', '', '', '', 0.925],
      ['newspaper4k, the same', '', '', '', '', 0.81],
    ],
  )
}
