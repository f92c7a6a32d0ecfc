import { parseQuery } from '../src/text/queries/parse.ts'
import type { MatchableReport } from '../src/text/queries/report.ts'
import { StandingQueries } from '../src/text/queries/standingQueries.ts'
import { scan } from '../src/text/scan.ts'
import { type Article, readCorpus, seeded } from './alerts/corpus.ts'
import { Workload } from './alerts/workload.ts'
import { type Benchmark, type Claim, median, printTable } from './claims.ts'

interface Size {
  readonly name: string
  readonly queries: number
  /** Reports a second. */
  readonly target: number
}

const sizes: readonly Size[] = [
  { name: '10,000', queries: 10_000, target: 20_000 },
  { name: '100,000', queries: 100_000, target: 12_000 },
  { name: 'a million', queries: 1_000_000, target: 2_000 },
]
const rounds = 7

interface Measured {
  readonly perSecond: number
  readonly p99Ms: number
  readonly bytes: number
  readonly matches: number
  readonly editMs: number
  readonly addedPerSecond: number
}

async function measure(): Promise<readonly Claim[]> {
  const random = seeded(12345)
  const corpus = readCorpus(random)
  if (!corpus) return []
  const workload = new Workload(corpus.sources, random)
  const reports = corpus.reports
  const words = reports.reduce((sum, { text, title }) => sum + scan(text).count + scan(title).count, 0)
  console.log(
    `${reports.length} reports of ${Math.round(words / reports.length)} words; a report is scanned, matched, and its ids given. Of each report the fastest of ${rounds} counts, so that what else the machine does counts least.`,
  )
  const standing = new StandingQueries<number>()
  for (const article of corpus.sources.slice(0, 500)) standing.learn(asReport(article))
  const claims: Claim[] = []
  const rows: (string | number)[][] = []
  const most = process.env['MILLION'] === '1' ? 1_000_000 : 100_000
  for (const size of sizes.filter(({ queries }) => queries <= most)) {
    const measured = measureAt(standing, size.queries, workload, reports)
    const { perSecond, p99Ms, bytes, matches, editMs, addedPerSecond } = measured
    rows.push([size.name, perSecond, p99Ms, bytes / 1e6, matches, editMs * 1000, addedPerSecond])
    claims.push({ name: `reports a second at ${size.name} queries`, figure: perSecond, target: size.target })
    if (size.queries < 1_000_000) continue
    claims.push({ name: 'p99 of one report at a million', figure: p99Ms, target: 3, by: 'most', unit: 'ms' })
    claims.push({ name: 'index at a million', figure: bytes / 1e6, target: 80, by: 'most', unit: 'MB' })
  }
  printTable(['queries', 'reports/s', 'p99 ms', 'index MB', 'matches/report', 'edit µs', 'added/s'], rows)
  if (most < 1_000_000) console.log('MILLION=1 measures a million queries too; it takes some minutes.\n')
  return claims
}

function measureAt(
  standing: StandingQueries<number>,
  count: number,
  workload: Workload,
  articles: readonly Article[],
): Measured {
  const began = cpuMs()
  const before = standing.size
  for (let id = before; id < count; id++) standing.add(id, read(workload.query()))
  const addedPerSecond = ((count - before) / (cpuMs() - began)) * 1000
  let matches = 0
  for (const article of articles) matches += standing.matching(asReport(article)).length
  const fastest = new Float64Array(articles.length).fill(Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round++) {
    articles.forEach((article, i) => {
      const one = performance.now()
      standing.matching(asReport(article))
      fastest[i] = Math.min(fastest[i]!, performance.now() - one)
    })
  }
  fastest.sort()
  return {
    perSecond: (articles.length / fastest.reduce((sum, ms) => sum + ms, 0)) * 1000,
    p99Ms: fastest[Math.floor(fastest.length * 0.99)]!,
    bytes: standing.bytes,
    matches: matches / articles.length,
    editMs: editTime(standing, workload),
    addedPerSecond,
  }
}

/** The middle time to take a query out and put another in its place. */
function editTime(standing: StandingQueries<number>, workload: Workload): number {
  const times: number[] = []
  for (let id = 0; id < 1000; id++) {
    const query = read(workload.query())
    const start = performance.now()
    standing.remove(id)
    standing.add(id, query)
    times.push(performance.now() - start)
  }
  return median(times)
}

/** What this thread has worked, in milliseconds: what else runs on the machine does not count. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function asReport({ title, text }: Article): MatchableReport {
  return { text: scan(text), title: scan(title) }
}

function read(query: string) {
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new Error(`${query}: ${parsed.message}`)
  return parsed.query
}

export default {
  about: 'standing queries: reports a second against 10,000 and 100,000 queries, with MILLION=1 a million',
  measure,
} satisfies Benchmark
