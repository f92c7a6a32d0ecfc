import type { Command } from 'commander'
import type { ClaimsRow } from '../domain/claimsRow.ts'
import type { ArchiveLine } from './archiveRows.ts'

export function addTo(program: Command): void {
  program
    .command('claims')
    .description('Finds in each report of an archive who says what, and the figures it gives.')
    .argument(
      '<archive>',
      'a JSONL file of id, text and, where known, title, source, at, url, lang; - for standard input',
    )
    .action(async (archive: string) => {
      const { findClaims } = await import('../claims/findClaims.ts')
      const { archiveRows, progress, writeLine } = await import('./archiveRows.ts')
      const meter = progress('Read')
      let rows = 0
      for await (const line of archiveRows(archive)) {
        const said = 'row' in line ? claimsOf(line.row) : failed(line)
        if (!(await writeLine(said))) break
        meter.done(++rows)
      }
      meter.end(rows)

      function claimsOf({ id, text, lang }: Extract<ArchiveLine, { row: unknown }>['row']): ClaimsRow {
        return { id, ...findClaims(text, [{ start: 0, end: text.length }], lang ?? undefined) }
      }
    })
}

function failed({ id, line, error }: Extract<ArchiveLine, { error: string }>) {
  return id === undefined ? { line, error } : { id, line, error }
}
