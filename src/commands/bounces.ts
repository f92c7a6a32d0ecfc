import type { Command } from 'commander'
import { z } from 'zod'
import type { Operation } from '../operation.ts'

const Input = z.object({ limit: z.number().int().min(1).max(10_000) })

/** One thing that came back by mail. Times are ISO 8601 in UTC. */
export interface BounceLine {
  /** `hard` and `soft`: it did not arrive. `unclear`: what came could not be read. */
  readonly kind: 'hard' | 'soft' | 'complaint' | 'unclear'
  readonly at: string
  readonly sentAt: string
  readonly address: string
  /** Absent where the mail asked to confirm. */
  readonly delivery?: string
  readonly why: string
  /** When the channel ended, where it has. */
  readonly endedAt?: string
}

export const bounces: Operation<z.infer<typeof Input>, never, BounceLine[]> = {
  name: 'bounces',
  input: Input,
  async run({ limit }, { db }) {
    const { listBounces } = await import('../db/bounces.ts')
    return (await listBounces(db, limit)).map((row) => ({
      kind: row.kind,
      at: row.at.toISOString(),
      sentAt: row.sentAt.toISOString(),
      address: row.address,
      delivery: row.deliveryId ?? undefined,
      why: row.why,
      endedAt: row.endedAt?.toISOString(),
    }))
  },
}

export function addTo(program: Command): void {
  program
    .command('bounces')
    .description('Lists what came back by mail, newest first: mails that did not arrive, and complaints.')
    .option('--limit <n>', 'at most so many', '50')
    .option('--json', 'one line of JSON for each')
    .action(async ({ limit, json }: { limit: string; json?: boolean }) => {
      const [{ readConfig }, { perform }, { Failure }] = await Promise.all([
        import('../config.ts'),
        import('../operation.ts'),
        import('../failure.ts'),
      ])
      const input = Input.safeParse({ limit: Number(limit) })
      if (!input.success) throw new Failure('invalid', '--limit is a number from 1 to 10000.')
      const rows = await perform(bounces, input.data, readConfig())
      if (rows.length === 0 && !json) process.stdout.write('Nothing came back.\n')
      for (const row of rows) process.stdout.write(json ? `${JSON.stringify(row)}\n` : inWords(row))
    })
}

function inWords({ kind, at, address, delivery, why, endedAt }: BounceLine): string {
  const state = endedAt ? `, off since ${endedAt}` : ''
  return `${at}  ${kind.padEnd(9)}  ${address}${state}\n    ${why}\n    ${delivery ?? 'the mail that asked to confirm'}\n`
}
