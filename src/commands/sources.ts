import type { Command } from 'commander'
import { z } from 'zod'
import type { Operation } from '../operation.ts'

const Input = z.object({})

/** A followed address with its health. Times are ISO 8601 in UTC. */
export interface SourceRow {
  readonly source: string
  readonly title?: string
  readonly url: string
  readonly kind: 'feed' | 'sitemap' | 'page'
  readonly format?: string
  /** `silent`: quiet for longer than it usually is. `new`: not yet polled. */
  readonly health: 'sound' | 'silent' | 'failing' | 'gone' | 'paused' | 'new'
  /** What is the matter, in a sentence. */
  readonly say?: string
  readonly items: number
  readonly lastItemAt?: string
  readonly lastFetchedAt?: string
  readonly nextPollAt?: string
  readonly movedFrom?: string
}

export const sources: Operation<z.infer<typeof Input>, never, { sources: SourceRow[] }> = {
  name: 'sources',
  input: Input,
  async run(_input, app) {
    const [{ listFeeds }, { healthOf }] = await Promise.all([
      import('../db/feeds.ts'),
      import('../domain/feedHealth.ts'),
    ])
    const now = app.context.now()
    const feeds = await listFeeds(app.db)
    return {
      sources: feeds.map((feed) => ({
        source: feed.sourceName,
        title: feed.title,
        url: feed.url,
        kind: feed.kind,
        format: feed.format,
        ...healthOf(feed, now),
        items: feed.items,
        lastItemAt: feed.lastItemAt?.toISOString(),
        lastFetchedAt: feed.lastFetchedAt?.toISOString(),
        nextPollAt: feed.status === 'active' ? feed.nextPollAt.toISOString() : undefined,
        movedFrom: feed.movedFrom,
      })),
    }
  },
}

export function addTo(program: Command): void {
  program
    .command('sources')
    .description('Lists what is followed and how it fares.')
    .option('--json', 'one line of JSON for each')
    .action(async (options: { json?: boolean }) => {
      const [{ readConfig }, { perform }] = await Promise.all([
        import('../config.ts'),
        import('../operation.ts'),
      ])
      const rows = (await perform(sources, {}, readConfig())).sources
      if (options.json) for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`)
      else process.stdout.write(asTable(rows, new Date()))
    })
}

function asTable(rows: readonly SourceRow[], now: Date): string {
  if (rows.length === 0)
    return 'Nothing is followed yet. Follow a feed with: mainsource add https://example.org/feed\n'
  const head = ['SOURCE', 'HEALTH', 'ITEMS', 'LAST NEW', 'POLLED', 'NEXT', 'ADDRESS']
  const cells = rows.map((row) => [
    (row.title ?? row.source).slice(0, 40),
    row.health,
    String(row.items),
    span(row.lastItemAt, now),
    span(row.lastFetchedAt, now),
    span(row.nextPollAt, now),
    row.url,
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd()
  const body = rows.flatMap((row, index) => [line(cells[index]!), ...(row.say ? [`    ${row.say}`] : [])])
  return `${[line(head), ...body].join('\n')}\n`
}

/** How long ago, or how soon, in the largest fitting unit: "5 min ago", "in 2 h". */
function span(at: string | undefined, now: Date): string {
  if (at === undefined) return '–'
  const seconds = (Date.parse(at) - now.getTime()) / 1000
  const size = Math.abs(seconds)
  const amount =
    size < 60
      ? `${Math.round(size)} s`
      : size < 5400
        ? `${Math.round(size / 60)} min`
        : size < 172_800
          ? `${Math.round(size / 3600)} h`
          : `${Math.round(size / 86_400)} d`
  return seconds <= 0 ? `${amount} ago` : `in ${amount}`
}
