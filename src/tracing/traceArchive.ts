import { type ArchiveRow, rowTime } from '../domain/archiveRow.ts'
import type { FailedRow, TracedRow } from '../domain/tracedRow.ts'
import { scan } from '../text/scan.ts'
import type { KnownReport } from './knownReport.ts'
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

  async trace(one: RowToTrace): Promise<TracedRow | FailedRow> {
    if ('row' in one) return traceRow(one.row, ++this.#arrived, this.#memory, this.#textOf)
    return { ...(one.id === undefined ? {} : { id: one.id }), line: one.line, error: one.error }
  }
}

/** Traces rows one after the other: one result for each, in the same order. */
export async function* traceArchive(rows: AsyncIterable<RowToTrace>): AsyncGenerator<TracedRow | FailedRow> {
  const tracer = new ArchiveTracer()
  for await (const row of rows) yield await tracer.trace(row)
}

async function traceRow(
  row: ArchiveRow,
  arrived: number,
  memory: TracingMemory,
  textOf?: TextOf,
): Promise<TracedRow> {
  const text = rowText(row, arrived)
  const { origin, traces, fresh } = await trace(text, memory, textOf)
  memory.remember(text.report, text.scan, text.article, knownOrigin(origin), arrived)
  return { id: row.id, origin, mainSource: origin.mainSource ?? row.id, chain: origin.chain, traces, fresh }
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const isDay = /^\d{4}-\d{2}-\d{2}$/

function rowText(row: ArchiveRow, arrived: number): TracedText {
  const report: KnownReport = {
    id: row.id,
    sourceName: row.source ?? '',
    at: rowTime(row.at),
    uncertainMs: typeof row.at === 'string' && isDay.test(row.at.trim()) ? dayMs : minuteMs,
    arrived,
    url: row.url ?? undefined,
    headline: row.title ?? undefined,
    credits: [],
    links: [],
    declared: [],
  }
  return { report, scan: scan(row.text) }
}
