import type { Command } from 'commander'

/** From so many queries on it pays to look at the first rows before the queries are filed. */
const manyQueries = 1000
const sampled = 500

export function addTo(program: Command): void {
  program
    .command('match')
    .description('Says for each report of an archive which standing queries it meets, and where.')
    .argument('<queries>', 'a JSONL file of id and query')
    .argument(
      '<archive>',
      'a JSONL file of id, text and, where known, title, source, at, url, lang; - for standard input',
    )
    .action(async (queryFile: string, archive: string) => {
      const [{ openMatcher }, { readQueries }, { archiveRows, progress, writeLine }, { findClaims }] =
        await Promise.all([
          import('../alerts/matchArchive.ts'),
          import('../alerts/readQueries.ts'),
          import('./archiveRows.ts'),
          import('../claims/findClaims.ts'),
        ])
      const queries = await readQueries(await linesOf(queryFile), queryFile)
      const lines = archiveRows(archive)
      const first = await take(lines, queries.length >= manyQueries ? sampled : 0)
      const match = openMatcher(
        queries,
        (text, lang) => findClaims(text, [{ start: 0, end: text.length }], lang),
        first.flatMap((line) => ('row' in line ? [line.row] : [])),
      )
      const meter = progress('Matched')
      let rows = 0
      for await (const line of following(first, lines)) {
        if (!(await writeLine('row' in line ? match(line.row) : line))) break
        meter.done(++rows)
      }
      meter.end(rows)
    })
}

async function take<One>(all: AsyncGenerator<One>, count: number): Promise<One[]> {
  const first: One[] = []
  while (first.length < count) {
    const next = await all.next()
    if (next.done) break
    first.push(next.value)
  }
  return first
}

async function* following<One>(first: readonly One[], rest: AsyncGenerator<One>): AsyncGenerator<One> {
  yield* first
  yield* rest
}

async function linesOf(file: string): Promise<AsyncIterable<string>> {
  const { open } = await import('node:fs/promises')
  const { Failure } = await import('../failure.ts')
  try {
    return (await open(file)).readLines()
  } catch (error) {
    throw new Failure('not_found', `${file} cannot be read. Give a JSONL file of queries.`, { cause: error })
  }
}
