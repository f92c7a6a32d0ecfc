import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { fromKysely, type Job, PgBoss } from 'pg-boss'
import type { Db, OpenDatabase, Tx } from './db/open.ts'
import type { AnyStage, Handoff, Queue, StageContext } from './stage.ts'
import { Worker } from './worker.ts'

/** Messages taken at once by a stage that reaches nowhere: one round trip to the database serves this many. */
const batch = 20
/** Messages share a transaction up to this long, so that whoever else asks the database waits no longer. */
const longestTransactionMs = 40
/** When not even a failure can be written, such as on a full disk, it is tried again after this. */
const unwritableMs = 2000
/** What is in work may take this long to be done when the program is to stop. */
const stopMs = 10_000
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
  const workers = new Map<Queue, Worker<Job>[]>()
  let isStopping = false

  const hand: Runner['hand'] = async (handoffs, tx) => {
    for (const [queue, ones] of Map.groupBy(handoffs, (one) => one.to)) {
      const jobs = ones.map(({ message, after, only }) => ({
        ...retries,
        id: orderedUuid(),
        data: message,
        startAfter: after,
        singletonKey: only ?? randomUUID(),
      }))
      await boss.insert(queue, jobs, { db: fromKysely(tx) })
    }
  }
  const wake: Runner['wake'] = (handoffs) => {
    for (const queue of new Set(handoffs.filter((one) => !one.after).map((one) => one.to))) {
      for (const worker of workers.get(queue) ?? []) worker.wake()
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
    // What reaches outside waits for others most of the time: one worker has many in hand, each for itself.
    const count = stage.reach ? 1 : stage.lanes
    workers.set(
      stage.takes,
      Array.from({ length: count }, () => startWorker(stage)),
    )
  }

  function startWorker(stage: AnyStage): Worker<Job> {
    return new Worker({
      slots: stage.reach ? stage.lanes : batch,
      together: !stage.reach,
      take: (atMost) => boss.fetch(stage.takes, { batchSize: atMost }),
      work: (jobs) => workOff(stage, jobs),
      onError: (error) => context.log.error({ err: error, stage: stage.name }, 'the queue cannot be read'),
    })
  }

  /** Works off messages in order, as many as go into one transaction and then the next ones. */
  async function workOff(stage: AnyStage, jobs: readonly Job[]): Promise<void> {
    let rest = jobs
    while (rest.length > 0 && !isStopping) rest = rest.slice(await settle(stage, rest))
  }

  /** Gives how many of the messages are settled: worked off, or failed and to be tried again later. */
  async function settle(stage: AnyStage, jobs: readonly Job[]): Promise<number> {
    const [first] = jobs
    let reached: unknown
    try {
      reached = await stage.reach?.(first!.data as never, database.db, context)
    } catch (error) {
      return noteFailed(stage, first!, error)
    }
    for (;;) {
      try {
        const { handoffs, settled } = await runTogether(stage, jobs, reached)
        wake(handoffs)
        return settled
      } catch (error) {
        // Nothing of it is written. Each by itself, only the one at fault fails.
        if (jobs.length > 1) return settle(stage, [first!])
        if ((await noteFailed(stage, first!, error)) === 1 || isStopping) return 1
      }
    }
  }

  /** Runs messages in one transaction. One that fails leaves nothing behind but its failure. */
  function runTogether(stage: AnyStage, jobs: readonly Job[], reached: unknown) {
    const began = performance.now()
    return database.db.transaction().execute(async (tx) => {
      const queue = { db: fromKysely(tx) }
      const handoffs: Handoff[] = []
      const worked: string[] = []
      let settled = 0
      for (const job of jobs) {
        if (settled > 0 && performance.now() - began > longestTransactionMs) break
        if (jobs.length > 1) await sql`savepoint message`.execute(tx)
        try {
          handoffs.push(...(await stage.run(job.data as never, tx, context, reached)))
          worked.push(job.id)
        } catch (error) {
          if (jobs.length === 1) throw error
          await sql`rollback to savepoint message`.execute(tx)
          logFailure(stage, job, error)
          await boss.fail(stage.takes, job.id, { message: inWords(error) }, queue)
        }
        settled++
      }
      await hand(handoffs, tx)
      if (worked.length > 0) await boss.complete(stage.takes, worked, null, queue)
      return { handoffs, settled }
    })
  }

  /**
   * Has a message tried again later; gives 1. Where not even that can be written, such as on a full disk, it gives 0
   * after a pause: the message stays in work here, and on its queue.
   */
  async function noteFailed(stage: AnyStage, job: Job, error: unknown): Promise<0 | 1> {
    logFailure(stage, job, error)
    try {
      await boss.fail(stage.takes, job.id, { message: inWords(error) })
      return 1
    } catch (unwritable) {
      context.log.error({ err: unwritable, stage: stage.name }, 'nothing can be written; it is tried again')
      await wait(unwritableMs)
      return 0
    }
  }

  function logFailure(stage: AnyStage, job: Job, error: unknown): void {
    context.log.error(
      { err: error, stage: stage.name, message: job.data },
      'a stage failed; it will be tried again',
    )
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
    async stop() {
      isStopping = true
      await Promise.all([...workers.values()].flat().map((worker) => worker.stop(stopMs)))
      await boss.stop({ graceful: true, timeout: stopMs })
    },
  }
}

/**
 * Puts back what a process that was killed had in work. One process has the database at a time, so nobody has it in work
 * now.
 */
async function takeUpUnfinished(database: OpenDatabase): Promise<void> {
  await database.raw(`update queue.job set state = 'retry', start_after = now() where state = 'active'`)
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

let lastMs = 0
let sameMs = 0

/** A version 7 UUID; those made by one process sort in the order they were made, so messages are taken in that order. */
function orderedUuid(): string {
  const now = Math.max(Date.now(), lastMs)
  sameMs = now === lastMs ? sameMs + 1 : 0
  lastMs = sameMs > 0xfff ? now + 1 : now
  if (sameMs > 0xfff) sameMs = 0
  const time = lastMs.toString(16).padStart(12, '0')
  const count = sameMs.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${randomUUID().slice(19)}`
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
