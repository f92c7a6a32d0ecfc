import { loadavg } from 'node:os'
import { parseQuery } from '../src/text/queries/parse.ts'
import type { Query } from '../src/text/queries/query.ts'
import type { MatchableReport } from '../src/text/queries/report.ts'
import { StandingQueries } from '../src/text/queries/standingQueries.ts'
import { scan } from '../src/text/scan.ts'
import { type Article, readCorpus, seeded } from './alerts/corpus.ts'
import { findSketch, inSketch } from './alerts/sketch.ts'
import { Workload } from './alerts/workload.ts'
import { type Benchmark, type Claim, median, printTable } from './claims.ts'

interface Size {
  readonly name: string
  readonly queries: number
  /** Reports a second. */
  readonly target: number
  /** What the sketch reached where the target was set: their ratio is the target on any machine. */
  readonly sketched: number
}

const sizes: readonly Size[] = [
  { name: '10,000', queries: 10_000, target: 20_000, sketched: 27_800 },
  { name: '100,000', queries: 100_000, target: 12_000, sketched: 17_000 },
  { name: 'a million', queries: 1_000_000, target: 2_000, sketched: 2_140 },
]
const rounds = 15
const learnedArticles = 500

interface Speed {
  readonly perSecond: number
  readonly p99Ms: number
  readonly matches: number
}

async function measure(): Promise<readonly Claim[]> {
  const random = seeded(12345)
  const corpus = readCorpus(random)
  if (!corpus) return []
  const buildSketch = await findSketch()
  const workload = new Workload(corpus.sources, random)
  const { reports } = corpus
  const words = reports.reduce((sum, { text, title }) => sum + scan(text).count + scan(title).count, 0)
  console.log(
    `${reports.length} reports of ${Math.round(words / reports.length)} words; a report is scanned, matched, and its ids given. Ours and the sketch take turns through all reports. Of each report the fastest of ${rounds} counts, so that what else the machine does counts least.`,
  )
  const learned = corpus.sources.slice(0, learnedArticles)
  const standing = new StandingQueries<number>()
  for (const article of learned) standing.learn(asReport(article))
  const sketched: string[] = []
  const claims: Claim[] = []
  const rows: (string | number)[][] = []
  const most = process.env['MILLION'] === '1' ? 1_000_000 : 100_000
  for (const size of sizes.filter(({ queries }) => queries <= most)) {
    const addedPerSecond = addUpTo(standing, size.queries, workload, sketched)
    const sketch = buildSketch?.(sketched, learned.map(asText))
    const load = loadavg()[0]!
    const [ours, theirs] = race(reports, [
      (article) => standing.matching(asReport(article)).length,
      ...(sketch ? [(article: Article) => sketch.match(asText(article))] : []),
    ])
    const bytes = standing.bytes
    const ratio = theirs && ours!.perSecond / theirs.perSecond
    rows.push([
      size.name,
      ours!.perSecond,
      theirs?.perSecond ?? '',
      ratio ?? '',
      ours!.p99Ms,
      theirs?.p99Ms ?? '',
      ours!.matches,
      theirs?.matches ?? '',
      bytes / 1e6,
      editTime(standing, workload, sketched) * 1000,
      addedPerSecond,
      load,
    ])
    claims.push(...claimsOf(size, ours!, bytes, ratio))
  }
  printTable(
    [
      'queries',
      'reports/s',
      'sketch',
      'ours/sketch',
      'p99 ms',
      'sketch',
      'matches',
      'sketch',
      'index MB',
      'edit µs',
      'added/s',
      'load',
    ],
    rows,
  )
  if (most < 1_000_000) console.log('MILLION=1 measures a million queries too; it takes some minutes.\n')
  return claims
}

function claimsOf(size: Size, ours: Speed, bytes: number, ratio: number | undefined): Claim[] {
  const { name, target, sketched } = size
  const claims: Claim[] = [{ name: `reports a second at ${name} queries`, figure: ours.perSecond, target }]
  if (ratio !== undefined) {
    claims.push({ name: `share of the sketch’s speed at ${name}`, figure: ratio, target: target / sketched })
  }
  if (size.queries < 1_000_000) return claims
  claims.push({
    name: 'p99 of one report at a million',
    figure: ours.p99Ms,
    target: 3,
    by: 'most',
    unit: 'ms',
  })
  claims.push({ name: 'index at a million', figure: bytes / 1e6, target: 80, by: 'most', unit: 'MB' })
  return claims
}

/** Adds queries until there are so many, and gives how many a second; writes them down for the sketch. */
function addUpTo(
  standing: StandingQueries<number>,
  count: number,
  workload: Workload,
  sketched: string[],
): number {
  const before = standing.size
  let spentMs = 0
  for (let id = before; id < count; id++) {
    const began = cpuMs()
    const query = read(workload.query())
    standing.add(id, query)
    spentMs += cpuMs() - began
    sketched.push(inSketch(query))
  }
  return ((count - before) / spentMs) * 1000
}

/** How fast each of several is at the same reports. Each goes through all of them in turn, round by round. */
function race(articles: readonly Article[], matchers: readonly ((article: Article) => number)[]): Speed[] {
  const matches = matchers.map((match) => articles.reduce((sum, article) => sum + match(article), 0))
  const fastest = matchers.map(() => new Float64Array(articles.length).fill(Number.POSITIVE_INFINITY))
  for (let round = 0; round < rounds; round++) {
    matchers.forEach((match, k) => {
      for (const [i, article] of articles.entries()) {
        const began = performance.now()
        match(article)
        fastest[k]![i] = Math.min(fastest[k]![i]!, performance.now() - began)
      }
    })
  }
  return fastest.map((times, k) => {
    times.sort()
    return {
      perSecond: (articles.length / times.reduce((sum, ms) => sum + ms, 0)) * 1000,
      p99Ms: times[Math.floor(times.length * 0.99)]!,
      matches: matches[k]! / articles.length,
    }
  })
}

/** The middle time to take a query out and put another in its place, which is written down for the sketch too. */
function editTime(standing: StandingQueries<number>, workload: Workload, sketched: string[]): number {
  const times: number[] = []
  for (let id = 0; id < 1000; id++) {
    const query = read(workload.query())
    const start = performance.now()
    standing.remove(id)
    standing.add(id, query)
    times.push(performance.now() - start)
    sketched[id] = inSketch(query)
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

function asText({ title, text }: Article): string {
  return `${title}\n${text}`
}

function read(query: string): Query {
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new Error(`${query}: ${parsed.message}`)
  return parsed.query
}

export default {
  about: 'standing queries: reports a second against 10,000 and 100,000 queries, with MILLION=1 a million',
  measure,
} satisfies Benchmark
