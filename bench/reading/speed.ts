import { readPage } from '../../src/reading/page/readPage.ts'
import { type Claim, dataSet, median, printTable } from '../claims.ts'
import { readByDom } from './dom.ts'
import { readBytes, readTruth } from './pages.ts'

const rounds = 3

/** Pages a second of processor time, the median of several rounds over the same pages, beside a reader on a DOM. */
export async function measureSpeed(): Promise<Claim[]> {
  const folder = dataSet('extract-naeb')
  if (!folder) return []
  const rows = (await readTruth<{ html: string; url: string }>(folder)).slice(0, 120)
  const pages: { bytes: Uint8Array; url: string }[] = []
  for (const row of rows) pages.push({ bytes: await readBytes(folder, row.html), url: row.url })
  const ours = ratesOf(pages, ({ bytes, url }) => readPage(bytes, { url }))
  const theirs = ratesOf(pages, ({ bytes }) => readByDom(bytes))
  const megabytes = pages.reduce((sum, page) => sum + page.bytes.length, 0) / 1e6
  console.log(
    `Speed of one processor, ${pages.length} newspaper pages of ${(megabytes / pages.length).toFixed(2)} MB, median of ${rounds} rounds\n`,
  )
  printTable(
    ['', 'pages/s', 'MB/s'],
    [
      ['mainsource (all it reads)', ours, (ours * megabytes) / pages.length],
      ['readability 0.6 on linkedom', theirs, (theirs * megabytes) / pages.length],
    ],
  )
  return [{ name: 'pages read on one core', figure: ours, target: 50, unit: 'pages/s' }]
}

function ratesOf<Page>(pages: readonly Page[], read: (page: Page) => unknown): number {
  const rates: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const start = processorMs()
    for (const page of pages) read(page)
    // The first round warms the compiler up.
    if (round > 0) rates.push((pages.length / (processorMs() - start)) * 1000)
  }
  return median(rates)
}

/** Time this process has spent on a processor, so that other work on the machine does not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
