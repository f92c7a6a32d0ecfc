import type { Command } from 'commander'
import { z } from 'zod'
import type { FollowedList } from '../intake/followList.ts'
import type { Operation } from '../operation.ts'

const Listed = z.object({
  url: z.string(),
  title: z.string().optional(),
  pageUrl: z.string().optional(),
  folders: z.array(z.string()),
})

const ImportInput = z.object({ feeds: z.array(Listed) })

export const opmlImport: Operation<
  z.infer<typeof ImportInput>,
  { done: number; of: number },
  FollowedList
> = {
  name: 'opml-import',
  input: ImportInput,
  async run({ feeds }, app, say) {
    const { followList } = await import('../intake/followList.ts')
    return followList(app.db, feeds, app.context, app.runner, (done) => say({ done, of: feeds.length }))
  },
}

const Nothing = z.object({})

/** The feeds that are followed, as a list names them. Single pages are no feeds and are left out. */
export const opmlExport: Operation<z.infer<typeof Nothing>, never, { feeds: z.infer<typeof Listed>[] }> = {
  name: 'opml-export',
  input: Nothing,
  async run(_input, app) {
    const { listFeeds } = await import('../db/feeds.ts')
    const feeds = (await listFeeds(app.db)).filter((feed) => feed.kind !== 'page' && feed.status !== 'gone')
    return {
      feeds: feeds.map((feed) => ({
        url: feed.url,
        title: feed.title ?? feed.sourceName,
        ...(feed.homeUrl && { pageUrl: feed.homeUrl }),
        folders: [],
      })),
    }
  },
}

export function addTo(program: Command): void {
  const opml = program.command('opml').description('Takes and gives lists of feeds (OPML).')
  opml
    .command('import')
    .description('Follows every feed of a list. Feeds that are followed already stay as they are.')
    .argument('<file>', 'an OPML file, or - for standard input')
    .action(importFile)
  opml
    .command('export')
    .description('Writes the feeds that are followed as OPML.')
    .argument('[file]', 'where to; standard output when left out')
    .action(exportFile)
}

async function importFile(file: string): Promise<void> {
  const [{ readFile }, { buffer }, { parseOpml }, { Failure }, { readConfig }, { perform }] =
    await Promise.all([
      import('node:fs/promises'),
      import('node:stream/consumers'),
      import('../intake/feeds/opml.ts'),
      import('../failure.ts'),
      import('../config.ts'),
      import('../operation.ts'),
    ])
  const reading = file === '-' ? buffer(process.stdin) : readFile(file)
  const body = await reading.catch((error: NodeJS.ErrnoException) => {
    throw new Failure('not_found', `${file} cannot be read (${error.code}).`)
  })
  const list = parseOpml(body)
  if (!list || list.feeds.length === 0) {
    throw new Failure('invalid', `${file} holds no list of feeds. Export one as OPML from your feed reader.`)
  }
  const result = await perform(
    opmlImport,
    { feeds: list.feeds.map((feed) => ({ ...feed, folders: [...feed.folders] })) },
    readConfig(),
    ({ done, of }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} …${done === of ? '\n' : ''}`)
    },
  )
  for (const { url, say } of result.refused) process.stderr.write(`${url}: ${say}\n`)
  process.stdout.write(
    `${result.followed} feeds followed, ${result.already} were already, ${result.refused.length} refused.\n`,
  )
  if (result.refused.length > 0) process.exitCode = 1
}

async function exportFile(file: string | undefined): Promise<void> {
  const [{ writeFile }, { writeOpml }, { Failure }, { readConfig }, { perform }] = await Promise.all([
    import('node:fs/promises'),
    import('../intake/feeds/opml.ts'),
    import('../failure.ts'),
    import('../config.ts'),
    import('../operation.ts'),
  ])
  const { feeds } = await perform(opmlExport, {}, readConfig())
  if (feeds.length === 0)
    throw new Failure('not_found', 'No feed is followed yet, so there is no list to write.')
  const text = writeOpml('Mainsource', feeds)
  if (file === undefined || file === '-') process.stdout.write(`${text.trimEnd()}\n`)
  else await writeFile(file, text)
}
