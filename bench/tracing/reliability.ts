import { scan } from '../../src/text/scan.ts'
import type { KnownReport } from '../../src/tracing/knownReport.ts'
import { TracingMemory } from '../../src/tracing/memory.ts'
import { knownOrigin, trace } from '../../src/tracing/trace.ts'
import { edits } from './edits.ts'
import type { Random } from './random.ts'
import type { Article, TextMaker } from './texts.ts'

/** One decision: how sure it was, and whether the named report is one the text did come from. */
export interface Decided {
  readonly confidence: number
  readonly right: boolean
}

interface Told {
  readonly report: KnownReport
  readonly text: string
  /** The reports its text came from, directly or on the way. */
  readonly ancestors: ReadonlySet<string>
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const copiesEach = 4

/**
 * Lets articles be copied from copy to copy, with the clocks of the real web: one report in five prints only a date, one
 * in four credits whom it took from, and reports arrive up to hours after they were published, in any order. Each is decided once more when all are there, as
 * the stage does for the copies of a report that comes late.
 */
export async function decisions(
  originals: readonly Article[],
  random: Random,
  maker: TextMaker,
): Promise<Decided[]> {
  const memory = new TracingMemory()
  const told = originals
    .filter((one) => !one.dense)
    .flatMap((article, i) => family(article, i, random, maker))
  told.sort((a, b) => a.report.arrived - b.report.arrived)
  for (const one of told) await decide(one, memory)
  const decided: Decided[] = []
  for (const one of told) {
    const answer = await decide(one, memory)
    if (answer) decided.push(answer)
  }
  return decided
}

/** Traces a report and remembers what was found; once it was traced before, again with all that came since. */
async function decide(
  { report, text, ancestors }: Told,
  memory: TracingMemory,
): Promise<Decided | undefined> {
  const scanned = scan(text)
  const { origin } = await trace({ report, scan: scanned }, memory)
  if (memory.find(report.id)) memory.setOrigin(report.id, knownOrigin(origin))
  else memory.remember(report, scanned, undefined, knownOrigin(origin), 0)
  return origin.of === undefined
    ? undefined
    : { confidence: origin.confidence, right: ancestors.has(origin.of) }
}

function family(article: Article, number: number, random: Random, maker: TextMaker): Told[] {
  const began = Date.parse('2026-03-01T00:00:00Z') + random.next() * 20 * dayMs
  const first: Told = {
    report: aReport(`${number}/0`, `source ${random.whole(0, 400)}`, began, undefined, random),
    text: article.sentences.join(article.dense ? '' : ' '),
    ancestors: new Set(),
  }
  const all = [first]
  for (let i = 1; i <= copiesEach; i++) {
    const parent = random.next() < 0.6 ? first : random.pick(all)
    const host = { ...article, sentences: Array.from({ length: 15 }, () => maker.sentence()) }
    const sentences = parent === first ? article.sentences : [parent.text]
    const edit = random.pick(sentences.length >= 6 ? edits : edits.slice(0, 1))
    const made = edit.make({ ...article, sentences }, host, random, maker)
    if (!made) continue
    const at = (parent.report.at ?? began) + -Math.log(1 - random.next()) * 3 * hourMs
    all.push({
      report: aReport(
        `${number}/${i}`,
        `source ${random.whole(0, 400)}`,
        at,
        parent.report.sourceName,
        random,
      ),
      text: made.text,
      ancestors: new Set([parent.report.id, ...parent.ancestors]),
    })
  }
  return all
}

function aReport(
  id: string,
  sourceName: string,
  at: number,
  parent: string | undefined,
  random: Random,
): KnownReport {
  const onlyDay = random.next() < 0.2
  return {
    id,
    sourceName,
    at: onlyDay ? Math.floor(at / dayMs) * dayMs : at,
    uncertainMs: onlyDay ? dayMs : 120_000,
    arrived: at - Math.log(1 - random.next()) * 2 * hourMs,
    credits: parent !== undefined && random.next() < 0.25 ? [parent] : [],
    links: [],
    declared: [],
  }
}

export interface Bin {
  readonly from: number
  readonly count: number
  readonly said: number
  readonly right: number
}

/** Decisions by how sure they were: what was said, and how often it was right. */
export function reliability(decided: readonly Decided[]): Bin[] {
  const edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01]
  return edges.slice(0, -1).flatMap((from, i) => {
    const inside = decided.filter((one) => one.confidence >= from && one.confidence < edges[i + 1]!)
    if (inside.length === 0) return []
    const mean = (of: (one: Decided) => number) =>
      inside.reduce((sum, one) => sum + of(one), 0) / inside.length
    return [
      {
        from,
        count: inside.length,
        said: mean((one) => one.confidence),
        right: mean((one) => Number(one.right)),
      },
    ]
  })
}

/** How far what was said is from how often it was right, on average over all decisions. */
export function calibrationError(bins: readonly Bin[]): number {
  const all = bins.reduce((sum, bin) => sum + bin.count, 0)
  return bins.reduce((sum, bin) => sum + (bin.count / all) * Math.abs(bin.said - bin.right), 0)
}
