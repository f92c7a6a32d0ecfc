import type { Command } from 'commander'
import { z } from 'zod'
import type { Operation } from '../operation.ts'

const Input = z.object({ urls: z.array(z.string()).min(1), as: z.literal('page').optional() })

interface Added {
  readonly url: string
  readonly ok: boolean
  readonly say: string
}

/** Follows addresses one after another; each is reported as it is done. */
export const add: Operation<z.infer<typeof Input>, Added, { failed: number }> = {
  name: 'add',
  input: Input,
  async run({ urls, as }, app, say, signal) {
    const { takeUrl } = await import('../intake/takeUrl.ts')
    const { Failure } = await import('../failure.ts')
    let failed = 0
    for (const url of urls) {
      if (signal.aborted) break
      const taken = await takeUrl(app.db, url, app.context, app.runner, { as }).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error
        return { kind: 'failed' as const, say: error.message }
      })
      const ok = taken.kind !== 'failed'
      if (!ok) failed++
      say({ url, ok, say: taken.say })
    }
    return { failed }
  },
}

export function addTo(program: Command): void {
  program
    .command('add')
    .description('Follows feeds, pages that lead to one, news sitemaps or single pages.')
    .argument('<url...>', 'their addresses')
    .option('--page', 'take a page as itself, even when it leads to a feed')
    .action(async (urls: string[], options: { page?: boolean }) => {
      const [{ readConfig }, { perform }] = await Promise.all([
        import('../config.ts'),
        import('../operation.ts'),
      ])
      const as = options.page ? 'page' : undefined
      const { failed } = await perform(add, { urls, as }, readConfig(), ({ url, ok, say }) => {
        if (ok) process.stdout.write(`${say}\n`)
        else process.stderr.write(`${url}: ${say}\n`)
      })
      if (failed > 0) process.exitCode = 1
    })
}
