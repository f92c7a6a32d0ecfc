import type { Command } from 'commander'
import { z } from 'zod'
import { type HeldReason, reasonWords } from '../domain/rules.ts'
import type { Operation } from '../operation.ts'

const Input = z.object({
  subscription: z.string(),
  limit: z.int().min(1).max(10_000),
  send: z.string().optional().describe('The id of what was held back, or "all" that is listed.'),
})

/** What a subscription was not sent, and why. Times are ISO 8601 in UTC. */
export interface HeldLine {
  readonly id: string
  readonly reason: HeldReason
  readonly headline: string
  readonly source: string
  readonly at: string
  /** When it goes out by itself. */
  readonly dueAt?: string
}

export interface HeldBackList {
  readonly counts: readonly { reason: HeldReason; count: number }[]
  readonly held: readonly HeldLine[]
  readonly sent: number
}

export const held: Operation<z.infer<typeof Input>, never, HeldBackList> = {
  name: 'held',
  input: Input,
  async run({ subscription, limit, send }, { db, runner, context }) {
    const [{ countHeldBack, listHeldBack, sendHeldBack }, { findSubscription }, { isId }, { Failure }] =
      await Promise.all([
        import('../db/heldBack.ts'),
        import('../db/subscriptions.ts'),
        import('../domain/ids.ts'),
        import('../failure.ts'),
      ])
    const found = isId('subscription', subscription) && (await findSubscription(db, { id: subscription }))
    if (!found) throw new Failure('not_found', `There is no subscription ${subscription}.`)
    const handoffs = await db.transaction().execute(async (tx) => {
      const rows = send === 'all' ? await listHeldBack(tx, found.id, { limit }) : []
      const ids = send === 'all' ? rows.map((row) => row.id) : send === undefined ? [] : [send]
      const alerts = await sendHeldBack(tx, found.id, ids, context.now())
      const next = alerts.map((alertId) => ({ to: 'alert.raised' as const, message: { alertId } }))
      await runner.hand(next, tx)
      return next
    })
    if (send !== undefined && handoffs.length === 0) {
      throw new Failure(
        'not_found',
        `There is nothing to send${send === 'all' ? '' : ` as ${send}`}. Leave out --send to see what was held back; nothing is sent of a report that was taken back.`,
      )
    }
    runner.wake(handoffs)
    const rows = await listHeldBack(db, found.id, { limit })
    return {
      sent: handoffs.length,
      counts: await countHeldBack(db, found.id),
      held: rows.map((row) => ({
        id: row.id,
        reason: row.reason,
        headline: row.body.report.headline,
        source: row.body.report.source,
        at: row.at.toISOString(),
        dueAt: row.dueAt?.toISOString(),
      })),
    }
  },
}

export function addTo(program: Command): void {
  program
    .command('held')
    .description('Lists what a subscription was not sent, with the reason; it can be sent after all.')
    .argument('<subscription>', 'its id; see subscriptions')
    .option('--limit <n>', 'at most so many, newest first', '50')
    .option('--send <id>', 'send this one after all, or "all" of them')
    .option('--json', 'one line of JSON for each')
    .action(async (subscription: string, options: { limit: string; send?: string; json?: boolean }) => {
      const [{ readConfig }, { perform }, { Failure }] = await Promise.all([
        import('../config.ts'),
        import('../operation.ts'),
        import('../failure.ts'),
      ])
      const input = Input.safeParse({ subscription, send: options.send, limit: Number(options.limit) })
      if (!input.success) throw new Failure('invalid', '--limit is a number from 1 to 10000.')
      const list = await perform(held, input.data, readConfig())
      process.stdout.write(
        options.json ? list.held.map((row) => `${JSON.stringify(row)}\n`).join('') : inWords(list),
      )
    })
}

function inWords({ counts, held: rows, sent }: HeldBackList): string {
  const all = counts.reduce((sum, one) => sum + one.count, 0)
  const lines = [
    ...(sent > 0 ? [`${sent} sent after all.`, ''] : []),
    ...rows.map((row) => {
      const until = row.dueAt ? ` (until ${row.dueAt})` : ''
      return `${row.id}  ${row.headline}\n    ${row.source}, ${row.at}: ${reasonWords[row.reason]}${until}`
    }),
    '',
    `${all} not sent`,
    ...counts.map(({ reason, count }) => `  ${count}  ${reasonWords[reason]}`),
  ]
  return `${lines.join('\n').trimStart()}\n`
}
