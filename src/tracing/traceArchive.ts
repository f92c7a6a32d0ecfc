import { type ArchiveRow, rowTime } from '../domain/archiveRow.ts'
import type { Reading } from '../domain/reading.ts'
import type { FailedRow, TracedRow } from '../domain/tracedRow.ts'
import { scan } from '../text/scan.ts'
import { type KnownReport, saidOfItself } from './knownReport.ts'
import { TracingMemory } from './memory.ts'
import { knownOrigin, type TextOf, type TracedText, trace } from './trace.ts'

/** A row of an archive, or what is wrong with its line. */
export type RowToTrace =
  | { readonly line: number; readonly row: ArchiveRow }
  | { readonly line: number; readonly id?: string; readonly error: string }

/**
 * Traces the rows of an archive, each against those given before it: give them in the order of their times. A second
 * row of one id is traced too, and stands for that id from then on.
 */
export class ArchiveTracer {
  readonly #memory = new TracingMemory()
  readonly #textOf: TextOf | undefined
  #arrived = 0

  /** `textOf` gives the text of an earlier row; without it, sentences said in other words are not looked for. */
  constructor(textOf?: TextOf) {
    this.#textOf = textOf
  }

  /** `reading` is what reading makes of the row's text: whom it credits and declares, and its language. */
  async trace(one: RowToTrace, reading?: Reading): Promise<TracedRow | FailedRow> {
    if ('row' in one) {
      return traceRow(rowText(one.row, ++this.#arrived, reading), this.#memory, this.#textOf)
    }
    return { ...(one.id === undefined ? {} : { id: one.id }), line: one.line, error: one.error }
  }
}

/** Traces rows one after the other: one result for each, in the same order. */
export async function* traceArchive(rows: AsyncIterable<RowToTrace>): AsyncGenerator<TracedRow | FailedRow> {
  const tracer = new ArchiveTracer()
  for await (const row of rows) yield await tracer.trace(row)
}

async function traceRow(text: TracedText, memory: TracingMemory, textOf?: TextOf): Promise<TracedRow> {
  const { report } = text
  const { origin, traces, fresh } = await trace(text, memory, textOf)
  memory.remember(report, text.scan, text.article, knownOrigin(origin), report.arrived)
  const mainSource = origin.mainSource ?? report.id
  return {
    id: report.id,
    origin,
    mainSource,
    voice: origin.kind === 'quoted' ? report.id : mainSource,
    chain: origin.chain,
    traces,
    fresh,
  }
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const isDay = /^\d{4}-\d{2}-\d{2}$/

const address = /https?:\/\/[^\s<>"'“”«»)\]]+[^\s<>"'“”«»)\].,;:!?]/g
const mostLinks = 30

function rowText(row: ArchiveRow, arrived: number, reading?: Reading): TracedText {
  const language = row.lang ?? reading?.lang
  const report: KnownReport = {
    id: row.id,
    sourceName: row.source ?? '',
    at: rowTime(row.at),
    uncertainMs: typeof row.at === 'string' && isDay.test(row.at.trim()) ? dayMs : minuteMs,
    arrived,
    url: row.url ?? undefined,
    headline: row.title ?? undefined,
    credits: [],
    declared: [],
    ...(reading ? saidOfItself(reading) : {}),
    links: reading ? (row.text.match(address) ?? []).slice(0, mostLinks) : [],
    ...(language ? { language } : {}),
  }
  return { report, scan: scan(row.text) }
}
