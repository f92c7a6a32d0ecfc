import type { ExtractedPage } from '../../src/reading/page/extractedPage.ts'
import { readPage } from '../../src/reading/page/readPage.ts'
import { type Claim, dataSet, printTable } from '../claims.ts'
import { dayOf, foldTitle, share, sumOf } from './naeb.ts'
import { articleText, readBytes, readTruth } from './pages.ts'
import { type Counts, type Score, scoreOf, sharedNames } from './scores.ts'

interface WebRow {
  readonly html: string
  readonly url: string
  readonly with: readonly string[]
  readonly without: readonly string[]
  readonly title?: string
  readonly author?: string | readonly string[]
  readonly date?: string
}

/** 990 pages in many languages with segments that belong to the text and segments that do not. */
export async function measureWeb(): Promise<Claim[]> {
  const folder = dataSet('extract-trafilatura')
  if (!folder) return []
  const read: { row: WebRow; page: ExtractedPage }[] = []
  for (const row of await readTruth<WebRow>(folder)) {
    read.push({ row, page: readPage(await readBytes(folder, row.html), { url: row.url }) })
  }
  const segments = scoreOf(sumOf(read.map(({ row, page }) => foundSegments(row, articleText(page)))))
  const empty = read.filter(({ page }) => articleText(page) === '').length
  printWeb(read.length, segments, empty)
  printMetadata(read.filter(({ row }) => row.title !== undefined))
  return [{ name: 'extract-trafilatura: segments F1', figure: segments.f1, target: 0.9 }]
}

function foundSegments(row: WebRow, text: string): Counts {
  const plain = visible(text)
  const holds = (segment: string): boolean => plain.includes(visible(segment))
  const right = row.with.filter(holds).length
  return { right, missed: row.with.length - right, wrong: row.without.filter(holds).length }
}

/** White space folded; soft hyphens and other letters that cannot be seen left out on both sides. */
function visible(text: string): string {
  return text
    .replace(/[\u00ad\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function printWeb(pages: number, segments: Score, empty: number): void {
  console.log(
    `Web pages in many languages (extract-trafilatura), ${pages} pages, ${empty} of them read as empty\n`,
  )
  printTable(
    ['', 'precision', 'recall', 'F1'],
    [
      ['mainsource', segments.precision, segments.recall, segments.f1],
      ['trafilatura 2.2.0 *', 0.906, 0.943, 0.924],
      ['magic-html *', '', '', 0.889],
      ['readability 0.6, jsdom **', 0.861, 0.917, 0.888],
    ],
  )
  console.log('* as published  ** as the set’s README reports it\n')
}

/** Titles, names and days of the pages that have them; no claim is made of these. */
function printMetadata(read: readonly { row: WebRow; page: ExtractedPage }[]): void {
  const authors = sumOf(
    read.map(({ row, page }) => sharedNames([row.author ?? ''].flat().join(';').split(/[;,]/), page.authors)),
  )
  const titled = read.filter(({ row }) => row.title)
  const dated = read.filter(({ row }) => row.date)
  printTable(
    ['the same pages', 'title', 'day', 'authors F1'],
    [
      [
        'mainsource',
        share(titled.map(({ row, page }) => foldTitle(row.title!) === foldTitle(page.title))),
        share(dated.map(({ row, page }) => dayOf(page) === row.date)),
        scoreOf(authors).f1,
      ],
    ],
  )
}
