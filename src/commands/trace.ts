import type { Command } from 'commander'
import type { FailedRow, TracedRow } from '../domain/tracedRow.ts'

const archiveHelp =
  'a JSONL file of id, text and, where known, title, source, at, url, lang; - for standard input'

export function addTo(program: Command): void {
  program
    .command('trace')
    .description('Says for each report of an archive which earlier ones its text comes from.')
    .argument('<archive>', archiveHelp)
    .option('--as-it-comes', 'trace each row when it is read, against those above it, whatever their times')
    .action((archive: string, { asItComes = false }: { asItComes?: boolean }) =>
      asItComes ? traceAsItComes(archive) : traceInTimeOrder(archive),
    )
}

/** Writes each result as soon as its row was read: for a stream that does not end. */
async function traceAsItComes(archive: string): Promise<void> {
  const { archiveRows } = await import('./archiveRows.ts')
  const { ArchiveTracer } = await import('../tracing/traceArchive.ts')
  const tracer = new ArchiveTracer()
  await writeAll(
    (async function* () {
      for await (const line of archiveRows(archive)) yield await tracer.trace(line)
    })(),
  )
}

/** Traces rows in the order of their times; writes results in the order of the rows. */
async function traceInTimeOrder(archive: string): Promise<void> {
  const { SpooledArchive, SpooledResults } = await import('./spooledArchive.ts')
  const { ArchiveTracer } = await import('../tracing/traceArchive.ts')
  const rows = await SpooledArchive.open(archive)
  const tracer = new ArchiveTracer(rows.textOf)
  const results = rows.isInOrder ? undefined : await SpooledResults.make(rows.count)
  try {
    if (!results) return await writeAll(traced(rows.inTimeOrder(), tracer))
    await writeAll(
      results.inOrder(async (put) => {
        for await (const { place, line } of rows.inTimeOrder()) await put(place, await tracer.trace(line))
      }),
    )
  } finally {
    await results?.close()
    await rows.close()
  }
}

async function* traced(
  lines: ReturnType<import('./spooledArchive.ts').SpooledArchive['inTimeOrder']>,
  tracer: import('../tracing/traceArchive.ts').ArchiveTracer,
): AsyncGenerator<TracedRow | FailedRow> {
  for await (const { line } of lines) yield await tracer.trace(line)
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
