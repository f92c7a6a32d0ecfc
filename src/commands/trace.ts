import type { Command } from 'commander'
import type { FailedRow, TracedRow } from '../domain/tracedRow.ts'
import type { ArchiveTracer } from '../tracing/traceArchive.ts'
import type { ArchiveLine } from './archiveRows.ts'

const archiveHelp =
  'a JSONL file of id, text and, where known, title, source, at, url, lang; - for standard input'

export function addTo(program: Command): void {
  program
    .command('trace')
    .description('Says for each report of an archive which earlier ones its text comes from.')
    .argument('<archive>', archiveHelp)
    .option('--as-it-comes', 'trace each row when it is read, against those above it, whatever their times')
    .option('--plain', 'take the text alone: read no credits, links or language from it (faster)')
    .action(async (archive: string, { asItComes = false, plain = false }: Options) => {
      const read = plain ? takePlain : await readFirst()
      await (asItComes ? traceAsItComes(archive, read) : traceInTimeOrder(archive, read))
    })
}

interface Options {
  asItComes?: boolean
  plain?: boolean
}

/** Traces a line of the archive with what can be read from its text. */
type Read = (line: ArchiveLine, tracer: ArchiveTracer) => Promise<TracedRow | FailedRow>

const takePlain: Read = (line, tracer) => tracer.trace(line)

/** Credits, datelines and source notes stand at the beginning and the end of a text. */
const endLength = 800

async function readFirst(): Promise<Read> {
  const { readText } = await import('../reading/readText.ts')
  return (line, tracer) => {
    if (!('row' in line)) return tracer.trace(line)
    const { text, title, source, url, lang } = line.row
    const ends =
      text.length <= 2 * endLength ? text : `${text.slice(0, endLength)}\n\n${text.slice(-endLength)}`
    const reading = readText(ends, {
      title: title ?? undefined,
      siteName: source ?? undefined,
      url: url ?? undefined,
      lang: lang ?? undefined,
    })
    return tracer.trace(line, reading)
  }
}

/** Writes each result as soon as its row was read: for a stream that does not end. */
async function traceAsItComes(archive: string, read: Read): Promise<void> {
  const { archiveRows } = await import('./archiveRows.ts')
  const { ArchiveTracer } = await import('../tracing/traceArchive.ts')
  const tracer = new ArchiveTracer()
  await writeAll(
    (async function* () {
      for await (const line of archiveRows(archive)) yield await read(line, tracer)
    })(),
  )
}

/** Traces rows in the order of their times; writes results in the order of the rows. */
async function traceInTimeOrder(archive: string, read: Read): Promise<void> {
  const { SpooledArchive, SpooledResults } = await import('./spooledArchive.ts')
  const { ArchiveTracer } = await import('../tracing/traceArchive.ts')
  const rows = await SpooledArchive.open(archive)
  const tracer = new ArchiveTracer(rows.textOf)
  const results = rows.isInOrder ? undefined : await SpooledResults.make(rows.count)
  try {
    if (!results) return await writeAll(traced(rows.inTimeOrder(), tracer, read))
    await writeAll(
      results.inOrder(async (put) => {
        for await (const { place, line } of rows.inTimeOrder()) await put(place, await read(line, tracer))
      }),
    )
  } finally {
    await results?.close()
    await rows.close()
  }
}

async function* traced(
  lines: ReturnType<import('./spooledArchive.ts').SpooledArchive['inTimeOrder']>,
  tracer: ArchiveTracer,
  read: Read,
): AsyncGenerator<TracedRow | FailedRow> {
  for await (const { line } of lines) yield await read(line, tracer)
}

async function writeAll(results: AsyncIterable<unknown>): Promise<void> {
  const { progress, writeLine } = await import('./archiveRows.ts')
  const meter = progress('Traced')
  let rows = 0
  for await (const result of results) {
    if (!(await writeLine(result))) break
    meter.done(++rows)
  }
  meter.end(rows)
}
