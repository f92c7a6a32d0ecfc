import type { Command } from 'commander'
import type { Reading } from '../domain/reading.ts'

export function addTo(program: Command): void {
  program
    .command('read')
    .description('Reads one page or text and shows what it says of itself: headline, sources, credits, body.')
    .argument('<what>', 'a file, a web address, or - for standard input')
    .option('--json', 'print the reading as one line of JSON')
    .action(async (what: string, options: { json?: boolean }) => {
      const reading = await read(what)
      const { printReading } = await import('./read/printReading.ts')
      process.stdout.write(
        `${options.json ? JSON.stringify(reading) : printReading(reading, widthOfTerminal())}\n`,
      )
    })
}

async function read(what: string): Promise<Reading> {
  if (/^https?:\/\//i.test(what)) return (await import('./read/readAddress.ts')).readAddress(what)
  const { readBytes } = await import('../reading/readBytes.ts')
  return readBytes(await bytesOf(what))
}

async function bytesOf(what: string): Promise<Uint8Array> {
  const { buffer } = await import('node:stream/consumers')
  if (what === '-') return buffer(process.stdin)
  const { readFile } = await import('node:fs/promises')
  try {
    return await readFile(what)
  } catch (error) {
    const { Failure } = await import('../failure.ts')
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such file'
        : String((error as Error).message)
    throw new Failure('not_found', `Cannot read ${what}: ${why}.`, { cause: error })
  }
}

function widthOfTerminal(): number {
  return Math.min(100, process.stdout.columns ?? 100)
}
