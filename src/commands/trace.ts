import type { Command } from 'commander'

export function addTo(program: Command): void {
  program
    .command('trace')
    .description('Says for each report of an archive which earlier ones its text comes from.')
    .argument(
      '<archive>',
      'a JSONL file of id, text and, where known, title, source, at, url, lang; - for standard input',
    )
    .action(async (archive: string) => {
      const { traceArchive } = await import('../tracing/traceArchive.ts')
      const { archiveRows, progress, writeLine } = await import('./archiveRows.ts')
      const meter = progress('Traced')
      let rows = 0
      for await (const traced of traceArchive(archiveRows(archive))) {
        if (!(await writeLine(traced))) break
        meter.done(++rows)
      }
      meter.end(rows)
    })
}
