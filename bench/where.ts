import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Db, openDatabase } from '../src/db/open.ts'
import type { ReportId } from '../src/domain/ids.ts'
import { scan } from '../src/text/scan.ts'
import { TracingMemory } from '../src/tracing/memory.ts'
import { whereFrom } from '../src/tracing/whereFrom.ts'
import { type Benchmark, type Claim, printTable } from './claims.ts'
import { Random } from './tracing/random.ts'
import { realArticles, TextMaker } from './tracing/texts.ts'
import { addReports, aMadeReport, type MadeReport } from './where/window.ts'

const reports = Number(process.env['REPORTS'] ?? 100_000)
const batch = 500
const askedOfEach = 100
const sources = 400

/** A pasted text: how it was made, and the report it comes from. */
interface Asked {
  readonly text: string
  readonly from?: string
}

/** Asks where pasted texts are from, against a window of made reports that are all in the database as well. */
async function measure(): Promise<Claim[]> {
  const articles = realArticles()
  if (!articles) return []
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-where-'))
  const { db, raw, close } = await openDatabase({ folder })
  try {
    // Nothing here searches, and filling this column takes longer than all the rest.
    await raw('alter table revisions drop column search')
    const maker = new TextMaker(articles, 11)
    const random = new Random(2027)
    const memory = new TracingMemory()
    const kept = await fill(db, memory, maker, random)
    console.log(`${memory.size} reports in the window, each in the database too; embedded, on disk.\n`)
    return await ask(db, memory, kinds(kept, maker, random))
  } finally {
    await close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Fills window and database; returns some of the reports, spread over all of them. */
async function fill(db: Db, memory: TracingMemory, maker: TextMaker, random: Random): Promise<MadeReport[]> {
  const kept: MadeReport[] = []
  while (memory.size < reports) {
    const made = Array.from({ length: batch }, (_, index) => aMadeReport(memory.size + index, sources, maker))
    await addReports(db, made)
    for (const report of made)
      memory.remember(report.known, scan(report.text), undefined, { kind: 'own' }, report.known.arrived)
    kept.push(random.pick(made))
    if (memory.size % 20_000 === 0) console.log(`${memory.size} reports written`)
  }
  return kept
}

type Kind = readonly [name: string, asked: readonly Asked[]]

function kinds(kept: readonly MadeReport[], maker: TextMaker, random: Random): Kind[] {
  const each = (make: (report: MadeReport) => Asked) =>
    Array.from({ length: askedOfEach }, () => make(random.pick(kept)))
  const sentences = ({ text }: MadeReport) => text.split('\n\n')
  return [
    ['a whole report', each((report) => ({ text: report.text, from: report.id }))],
    [
      'a report, every third sentence another',
      each((report) => ({
        text: sentences(report)
          .map((sentence, index) => (index % 3 === 2 ? maker.sentence() : sentence))
          .join(' '),
        from: report.id,
      })),
    ],
    [
      'three sentences of a report in a text of its own',
      each((report) => ({
        text: [maker.text(), ...sentences(report).slice(1, 4), maker.text()].join(' '),
        from: report.id,
      })),
    ],
    ['a text that is in no report', each(() => ({ text: maker.text() }))],
  ]
}

async function ask(db: Db, memory: TracingMemory, asked: readonly Kind[]): Promise<Claim[]> {
  const rows: (string | number)[][] = []
  const all: number[] = []
  const worked: number[] = []
  let right = 0
  let questions = 0
  for (const [name, texts] of asked) {
    const times: number[] = []
    const cpu: number[] = []
    for (const { text, from } of texts) {
      const began = performance.now()
      const before = cpuMs()
      const { origin } = await whereFrom(text, memory, db)
      times.push(performance.now() - began)
      cpu.push(cpuMs() - before)
      questions++
      if (origin.of === (from as ReportId | undefined)) right++
    }
    all.push(...times)
    worked.push(...cpu)
    rows.push([name, at(times, 0.5), at(times, 0.95), Math.max(...times), at(cpu, 0.95)])
  }
  printTable(['pasted text', 'p50 ms', 'p95 ms', 'slowest ms', 'p95 of work ms'], rows)
  return [
    {
      name: `where a pasted text is from, among ${memory.size} reports, p95`,
      figure: at(all, 0.95),
      target: 200,
      by: 'most',
      unit: 'ms',
    },
    {
      name: 'the same in processor time, whatever else the machine does, p95',
      figure: at(worked, 0.95),
      target: 200,
      by: 'most',
      unit: 'ms',
    },
    {
      name: 'the report it was made from is named, or none where it was made from none',
      figure: right / questions,
      target: 0.97,
    },
  ]
}

/** What this process has worked, database included, in milliseconds. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function at(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}

export default {
  about:
    'where a pasted text is from, against 100,000 reports in window and database; REPORTS=… for another number',
  measure,
} satisfies Benchmark
