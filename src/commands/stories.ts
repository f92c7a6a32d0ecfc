import type { Command } from 'commander'
import type { TracedRow } from '../domain/tracedRow.ts'
import type { RowToGroup } from '../stories/groupArchive.ts'
import type { RowToTrace } from '../tracing/traceArchive.ts'

export function addTo(program: Command): void {
  program
    .command('stories')
    .description('Groups the reports of an archive into stories and says what each adds to its story.')
    .argument(
      '<archive>',
      'a JSONL file of id, text and, where known, title, source, at, url, lang; - for standard input',
    )
    .action(async (archive: string) => {
      const { groupArchive } = await import('../stories/groupArchive.ts')
      const { archiveRows, progress, writeLine } = await import('./archiveRows.ts')
      const meter = progress('Grouped')
      let rows = 0
      for await (const grouped of groupArchive(tracedRows(archiveRows(archive), () => meter.done(++rows)))) {
        if (!(await writeLine(grouped))) break
      }
      meter.end(rows)
    })
}

/** Each row beside what tracing finds in it. */
async function* tracedRows(rows: AsyncIterable<RowToTrace>, taken: () => void): AsyncGenerator<RowToGroup> {
  const { traceArchive } = await import('../tracing/traceArchive.ts')
  let last: RowToTrace | undefined
  const watched = async function* () {
    for await (const one of rows) {
      last = one
      yield one
    }
  }
  for await (const traced of traceArchive(watched())) {
    taken()
    if (last && 'row' in last) yield { row: last.row, traced: traced as TracedRow }
    else if ('error' in traced) yield traced
  }
}
