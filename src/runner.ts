import { randomUUID } from 'node:crypto'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Db, OpenDatabase, Tx } from './db/open.ts'
import type { AnyStage, Handoff, Queue, StageContext } from './stage.ts'

/** How often a worker looks for messages nobody told it of, in seconds: those left by another process or held back. */
const pollSeconds = 1
/** Messages taken at once by a worker: one round trip to the database serves this many. */
const batch = 20
/** Finished messages are kept this long for whoever looks into the queue. */
const keepFinishedSeconds = 3600
const retries = { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 }

export interface Runner {
  /** Puts messages on their queues inside the caller's transaction. Call `wake` once it has committed. */
  hand(handoffs: readonly Handoff[], tx: Tx | Db): Promise<void>
  wake(handoffs: readonly Handoff[]): void
  /** Resolves when no message is waiting or in work, not counting those held back for later. */
  idle(): Promise<void>
  /** Messages waiting or in work on each queue, and those given up on. */
  depths(): Promise<{ queue: string; waiting: number; heldBack: number; failed: number }[]>
  stop(): Promise<void>
}

/** Starts a worker for every stage. */
export async function startRunner(
  database: OpenDatabase,
  stages: readonly AnyStage[],
  context: StageContext,
): Promise<Runner> {
  const boss = new PgBoss({
    db: throughPool(database),
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'queue',
    superviseIntervalSeconds: 60,
  })
  boss.on('error', (error) => context.log.error({ err: error }, 'the queue reported an error'))
  await boss.start()
  const workers = new Map<Queue, string[]>()

  const hand: Runner['hand'] = async (handoffs, tx) => {
    for (const { to, message, after, only } of handoffs) {
      const singletonKey = only ?? randomUUID()
      await boss.send(to, message, { ...retries, startAfter: after, singletonKey, db: fromKysely(tx) })
    }
  }
  const wake: Runner['wake'] = (handoffs) => {
    for (const queue of new Set(handoffs.filter((one) => !one.after).map((one) => one.to))) {
      for (const id of workers.get(queue) ?? []) boss.notifyWorker(id)
    }
  }

  for (const stage of stages) {
    await boss.createQueue(stage.takes, {
      ...retries,
      expireInSeconds: 300,
      deleteAfterSeconds: keepFinishedSeconds,
      // One waiting message a key; a message without one gets a key of its own.
      policy: 'short',
    })
    await stage.warm?.(database.db, context)
  }
  await takeUpUnfinished(database)
  for (const stage of stages) {
    const lanes = Array.from({ length: stage.lanes }, () => startWorker(stage))
    workers.set(stage.takes, await Promise.all(lanes))
  }

  async function startWorker(stage: AnyStage): Promise<string> {
    const batchSize = stage.reach ? 1 : batch
    const id: string = await boss.work(
      stage.takes,
      { batchSize, pollingIntervalSeconds: pollSeconds },
      async (jobs) => {
        for (const job of jobs) await runOne(stage, job.id, job.data)
        // A full batch means that more may be waiting: look again at once, not at the next poll.
        if (jobs.length === batchSize) boss.notifyWorker(id)
      },
    )
    return id
  }

  async function runOne(stage: AnyStage, jobId: string, message: unknown): Promise<void> {
    try {
      const reached = await stage.reach?.(message as never, database.db, context)
      const handoffs = await database.db.transaction().execute(async (tx) => {
        const next = await stage.run(message as never, tx, context, reached)
        await hand(next, tx)
        await boss.complete(stage.takes, jobId, null, { db: fromKysely(tx) })
        return next
      })
      wake(handoffs)
    } catch (error) {
      context.log.error({ err: error, stage: stage.name, message }, 'a stage failed; it will be tried again')
      await boss.fail(stage.takes, jobId, { message: error instanceof Error ? error.message : String(error) })
    }
  }

  const depths: Runner['depths'] = async () => {
    const { rows } = await database.raw(
      `select name as queue,
         count(*) filter (where state in ('created', 'retry', 'active') and start_after <= now())::int as waiting,
         count(*) filter (where state in ('created', 'retry') and start_after > now())::int as "heldBack",
         count(*) filter (where state = 'failed')::int as failed
       from queue.job where name = any($1) group by name order by name`,
      [stages.map((stage) => stage.takes)],
    )
    return rows as Awaited<ReturnType<Runner['depths']>>
  }

  return {
    hand,
    wake,
    depths,
    async idle() {
      for (;;) {
        const waiting = (await depths()).reduce((sum, queue) => sum + queue.waiting, 0)
        if (waiting === 0) return
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

/**
 * Puts back what a process that was killed had in work. One process has the database at a time, so nobody has it in work
 * now.
 */
async function takeUpUnfinished(database: OpenDatabase): Promise<void> {
  await database.raw(`update queue.job set state = 'retry', start_after = now() where state = 'active'`)
}

type QueueDatabase = NonNullable<
  ConstructorParameters<typeof PgBoss>[0] extends infer Options
    ? Options extends { db?: infer D }
      ? D
      : never
    : never
>

/** The queue's statements go through the same pool as everything else, so they wait their turn on one connection. */
function throughPool(database: OpenDatabase): QueueDatabase {
  return { executeSql: async (sql: string, values?: unknown[]) => database.raw(sql, values) } as QueueDatabase
}
