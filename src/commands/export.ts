import type { Command } from 'commander'
import { z } from 'zod'
import { Failure } from '../failure.ts'
import type { Operation } from '../operation.ts'

const Input = z.object({ since: z.iso.datetime().optional() })
const pageSize = 100

/** Gives every public report with all that was found in it, oldest first, each as one step of progress. */
export const exportOperation: Operation<z.infer<typeof Input>, object, { reports: number }> = {
  name: 'export',
  input: Input,
  async run({ since }, { db }, say, signal) {
    const { publicReportsAfter } = await import('../db/publicReports.ts')
    const { fullReport } = await import('../publishing/api/fullReport.ts')
    let reports = 0
    let after: Awaited<ReturnType<typeof publicReportsAfter>>[number] | undefined
    do {
      const page = await publicReportsAfter(db, {
        after,
        since: since ? new Date(since) : undefined,
        limit: pageSize,
      })
      for (const { id } of page) {
        const report = await fullReport(db, id)
        if (report) say(report)
        if (report) reports++
      }
      after = page.at(-1)
    } while (after && !signal.aborted)
    return { reports }
  },
}

export function addTo(program: Command): void {
  program
    .command('export')
    .description(
      'Writes every public report with its findings, a line of JSON each, as the HTTP API gives them.',
    )
    .option('--since <time>', 'only reports from this time on, such as 2026-03-01 or 2026-03-01T12:00:00Z')
    .action(async ({ since }: { since?: string }) => {
      const { perform } = await import('../operation.ts')
      const { readConfig } = await import('../config.ts')
      const from = since === undefined ? undefined : readTime(since)
      const { reports } = await perform(exportOperation, { since: from }, readConfig(), (report) => {
        process.stdout.write(`${JSON.stringify(report)}\n`)
      })
      process.stderr.write(`Exported ${reports} reports.\n`)
    })
}

function readTime(text: string): string {
  const time = new Date(text)
  if (Number.isFinite(time.getTime())) return time.toISOString()
  throw new Failure(
    'invalid',
    `--since takes a time such as 2026-03-01 or 2026-03-01T12:00:00Z, not "${text}".`,
  )
}
