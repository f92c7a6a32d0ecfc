import { readPage } from '../../src/reading/page/readPage.ts'
import { type Claim, dataSet, printTable } from '../claims.ts'
import { articleText, readBytes, readTruth } from './pages.ts'
import { type Counts, meanScore, sharedShingles } from './scores.ts'

interface ReadabilityRow {
  readonly source: string
  readonly expected: string
}

interface DefuddleRow {
  readonly html: string
  readonly expected_markdown: string
}

/** The files two other readers test themselves with: what they expect is their own output, so only likeness is shown. */
export async function measureLikeness(): Promise<Claim[]> {
  const readability = await likeReadability()
  const defuddle = await likeDefuddle()
  const sets = [readability, defuddle].filter((set) => set !== undefined)
  if (sets.length === 0) return []
  console.log('Likeness to other readers’ own expected output (hard pages of the web; no claim of quality)\n')
  printTable(
    ['', 'pages', 'failed', 'precision', 'recall', 'F1'],
    sets.map(({ name, pages, failed }) => {
      const { precision, recall, f1 } = meanScore(pages)
      return [name, pages.length + failed, failed, precision, recall, f1]
    }),
  )
  const failed = sets.reduce((sum, set) => sum + set.failed, 0)
  return [
    { name: 'pages of other readers’ tests that could not be read', figure: failed, target: 0, by: 'most' },
  ]
}

interface Likeness {
  readonly name: string
  readonly pages: Counts[]
  failed: number
}

async function likeReadability(): Promise<Likeness | undefined> {
  const folder = dataSet('extract-readability')
  if (!folder) return undefined
  const set: Likeness = { name: 'extract-readability', pages: [], failed: 0 }
  for (const row of await readTruth<ReadabilityRow>(folder)) {
    const expected = readText(await readBytes(folder, row.expected))
    compare(set, await readBytes(folder, row.source), expected)
  }
  return set
}

async function likeDefuddle(): Promise<Likeness | undefined> {
  const folder = dataSet('extract-defuddle')
  if (!folder) return undefined
  const set: Likeness = { name: 'extract-defuddle', pages: [], failed: 0 }
  for (const row of await readTruth<DefuddleRow>(folder)) {
    compare(set, await readBytes(folder, row.html), row.expected_markdown.replace(/\]\([^)]*\)/g, ']'))
  }
  return set
}

function compare(set: Likeness, bytes: Uint8Array, expected: string): void {
  try {
    set.pages.push(sharedShingles(expected, articleText(readPage(bytes))))
  } catch {
    set.failed++
  }
}

/** The visible words of a fragment that is all article. */
function readText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
}
