import path from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { readConfig } from '../config.ts'
import type { ImportProgress } from '../intake/archives/importArchive.ts'
import type { Operation } from '../operation.ts'

const Input = z.object({ place: z.string(), source: z.string().optional() })
type Input = z.infer<typeof Input>

interface Outcome {
  readonly before: boolean
  readonly taken: number
  readonly skipped: number
  readonly failed: number
}

/** Takes an archive in and waits until its reports have passed every stage. */
export const importOperation: Operation<Input, ImportProgress | { reading: number }, Outcome> = {
  name: 'import',
  input: Input,
  async run({ place, source }, app, say, signal) {
    const { openArchive } = await import('./import/openArchive.ts')
    const { importArchive } = await import('../intake/archives/importArchive.ts')
    const archive = await openArchive(place, source)
    const outcome = await importArchive(app.db, archive, app.runner, say, signal)
    const ticker = setInterval(() => void tellWaiting(), 1000)
    const tellWaiting = async () => {
      const depths = await app.runner.depths()
      say({ reading: depths.reduce((sum, { waiting }) => sum + waiting, 0) })
    }
    try {
      await app.runner.idle()
    } finally {
      clearInterval(ticker)
    }
    return outcome
  },
}

export function addTo(program: Command): void {
  program
    .command('import')
    .description('Takes in archives: JSONL, WARC, a page or text, or a folder of them.')
    .argument('<file...>', 'files or folders; one that was imported before changes nothing')
    .option('--source <name>', 'who published what does not say so itself')
    .action(async (places: string[], { source }: { source?: string }) => {
      for (const place of places) await importOne(path.resolve(place), source)
    })
}

async function importOne(place: string, source?: string): Promise<void> {
  const { perform } = await import('../operation.ts')
  const name = path.basename(place)
  const bar = progressBar(name)
  const outcome = await perform(importOperation, { place, source }, readConfig(), (progress) => {
    if ('reading' in progress) bar.note(`${progress.reading} reports on their way through`)
    else bar.show(progress)
  })
  bar.clear()
  const counts = `${outcome.taken} taken, ${outcome.skipped} there already, ${outcome.failed} unusable`
  const before = outcome.before ? 'was imported before; nothing changed' : 'is imported'
  process.stdout.write(`${name} ${before}: ${counts}.\n`)
}

const barWidth = 24

/** A bar on the terminal; faults are lines of their own, and all there is where standard error is no terminal. */
function progressBar(name: string) {
  const { stderr } = process
  const draw = (text: string) => {
    if (stderr.isTTY) stderr.write(`\r\x1b[2K${text}`)
  }
  return {
    show({ done, taken, skipped, failed, faults }: ImportProgress) {
      for (const fault of faults) stderr.write(`${stderr.isTTY ? '\r\x1b[2K' : ''}${name}: ${fault}\n`)
      const full = Math.round(done * barWidth)
      const bar = '█'.repeat(full) + '░'.repeat(barWidth - full)
      draw(
        `${name} ${bar} ${Math.round(done * 100)}%  ${taken} taken, ${skipped} there already, ${failed} unusable`,
      )
    },
    note: (text: string) => draw(`${name}: ${text}`),
    clear: () => draw(''),
  }
}
