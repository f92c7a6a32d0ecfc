import type { Command } from 'commander'
import { z } from 'zod'
import type { Operation } from '../operation.ts'

const State = z.enum(['waiting', 'delivered', 'dead'])
const Input = z.object({
  state: State.optional(),
  limit: z.int().min(1).max(10_000),
  resend: z.string().optional().describe('A dead delivery’s id, or "all".'),
})

/** One delivery. Times are ISO 8601 in UTC. */
export interface DeliveryLine {
  readonly id: string
  readonly state: z.infer<typeof State>
  readonly attempts: number
  readonly channel: string
  readonly headline: string
  readonly raisedAt: string
  readonly nextAttemptAt?: string
  readonly settledAt?: string
  readonly why?: string
}

export interface Deliveries {
  readonly counts: Record<z.infer<typeof State>, number>
  readonly deliveries: DeliveryLine[]
  readonly resent: number
}

const resentAtOnce = 1000

export const deliveries: Operation<z.infer<typeof Input>, never, Deliveries> = {
  name: 'deliveries',
  input: Input,
  async run({ state, limit, resend }, app) {
    const { countDeliveries, listDeliveries } = await import('../db/deliveries.ts')
    const resent = resend === undefined ? 0 : await resendDead(app, resend)
    const rows = await listDeliveries(app.db, { state, limit })
    return {
      resent,
      counts: await countDeliveries(app.db),
      deliveries: rows.map((row) => ({
        id: row.id,
        state: row.state,
        attempts: row.attempts,
        channel: `${row.kind} ${row.address}`,
        headline: row.headline,
        raisedAt: row.raisedAt.toISOString(),
        nextAttemptAt: row.nextAttemptAt?.toISOString(),
        settledAt: row.settledAt?.toISOString(),
        why: row.why ?? undefined,
      })),
    }
  },
}

/** Opens dead deliveries again and hands them on, all or none. Throws a Failure where there is none to resend. */
async function resendDead(
  { db, runner, context }: Parameters<typeof deliveries.run>[1],
  wanted: string,
): Promise<number> {
  const [{ listDeliveries, reopenDelivery }, { isId }, { Failure }] = await Promise.all([
    import('../db/deliveries.ts'),
    import('../domain/ids.ts'),
    import('../failure.ts'),
  ])
  const handoffs = await db.transaction().execute(async (tx) => {
    const dead = wanted === 'all' ? await listDeliveries(tx, { state: 'dead', limit: resentAtOnce }) : []
    const ids = wanted === 'all' ? dead.map((row) => row.id) : isId('delivery', wanted) ? [wanted] : []
    const next = []
    for (const deliveryId of ids) {
      if (!(await reopenDelivery(tx, deliveryId, context.now()))) continue
      next.push({ to: 'delivery.due' as const, message: { deliveryId }, only: deliveryId })
    }
    await runner.hand(next, tx)
    return next
  })
  if (handoffs.length === 0)
    throw new Failure('not_found', `There is no dead delivery ${wanted === 'all' ? 'at all' : wanted}.`)
  runner.wake(handoffs)
  return handoffs.length
}

export function addTo(program: Command): void {
  program
    .command('deliveries')
    .description('Lists deliveries with their attempts; those given up can be sent again.')
    .option('--state <state>', 'only waiting, delivered or dead ones')
    .option('--limit <n>', 'at most so many, newest first', '50')
    .option('--resend <id>', 'try this dead delivery again, or "all" of them')
    .option('--json', 'one line of JSON for each')
    .action(async (options: { state?: string; limit: string; resend?: string; json?: boolean }) => {
      const [{ readConfig }, { perform }, { Failure }] = await Promise.all([
        import('../config.ts'),
        import('../operation.ts'),
        import('../failure.ts'),
      ])
      const input = Input.safeParse({ ...options, limit: Number(options.limit) })
      if (!input.success) {
        throw new Failure(
          'invalid',
          '--state is waiting, delivered or dead; --limit a number from 1 to 10000.',
        )
      }
      const found = await perform(deliveries, input.data, readConfig())
      process.stdout.write(options.json ? asLines(found) : inWords(found))
    })
}

function asLines({ deliveries: rows }: Deliveries): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

function inWords({ counts, deliveries: rows, resent }: Deliveries): string {
  const lines = rows.flatMap((row) => [
    `${row.id}  ${row.state.padEnd(9)}  ${row.attempts} ${row.attempts === 1 ? 'attempt ' : 'attempts'}  ${row.channel}`,
    `    ${row.headline}`,
    ...(row.state !== 'delivered' && row.why ? [`    ${row.why}`] : []),
    ...(row.state === 'waiting' && row.nextAttemptAt ? [`    next at ${row.nextAttemptAt}`] : []),
  ])
  if (resent > 0) lines.unshift(`${resent} to be sent again.`, '')
  lines.push('', `${counts.delivered} delivered, ${counts.waiting} waiting, ${counts.dead} dead`)
  return `${lines.join('\n').trimStart()}\n`
}
