import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { fromKysely, type Job, PgBoss } from 'pg-boss'
import { OneAtATime } from './db/oneAtATime.ts'
import type { Db, OpenDatabase, Tx } from './db/open.ts'
import { Gatherer } from './gatherer.ts'
import { AtFault, isOrdered, type RunSome, runThrough, type Taken } from './runThrough.ts'
import type { AnyStage, Handoff, Queue, StageContext } from './stage.ts'
import { Worker } from './worker.ts'

/** Messages taken at once by a stage that works them off in order: one round trip to the database serves this many. */
const takenInOrder = 20
/** The same of a stage that runs many in as few questions as one. */
const takenTogether = 200
/** Messages of a stage that has many in work are settled in one transaction, as many as are ready. */
const settledTogether = 100
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
  const workers = new Map<Queue, Worker<Job>>()
  const runOn = runThrough(stages, context)
  const line = new OneAtATime()
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
      workers.get(queue)?.wake()
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
  for (const stage of stages) workers.set(stage.takes, startWorker(stage))

  function startWorker(stage: AnyStage): Worker<Job> {
    const settler = new Gatherer<Taken, Taken>(settledTogether, async (taken) => {
      await settleAll(stage, taken)
      return taken
    })
    return new Worker({
      slots: slotsOf(stage),
      together: isOrdered(stage),
      take: (atMost) => boss.fetch(stage.takes, { batchSize: atMost }),
      work: (jobs) => (isOrdered(stage) ? workOff(stage, jobs) : reachAndSettle(stage, jobs, settler)),
      onError: (error) => context.log.error({ err: error, stage: stage.name }, 'the queue cannot be read'),
    })
  }

  /** Works off messages in order: those that reach nowhere as many in a transaction as go into it. */
  async function workOff(stage: AnyStage, jobs: readonly Job[]): Promise<void> {
    if (!stage.reach) {
      const taken = jobs.map((job) => ({ job }))
      return settleAll(stage, taken)
    }
    for (const job of jobs) {
      if (isStopping) return
      const taken = await reach(stage, job)
      if (taken) await settleAll(stage, [taken])
    }
  }

  /** Reaches for messages at once; what comes back is settled together with what came back for others. */
  async function reachAndSettle(
    stage: AnyStage,
    jobs: readonly Job[],
    settler: Gatherer<Taken, Taken>,
  ): Promise<void> {
    await Promise.all(
      jobs.map(async (job) => {
        const taken = await reach(stage, job)
        if (taken) await settler.add(taken)
      }),
    )
  }

  async function reach(stage: AnyStage, job: Job): Promise<Taken | undefined> {
    try {
      return { job, reached: await stage.reach?.(job.data as never, database.db, context) }
    } catch (error) {
      await noteFailed(stage, job, error)
      return undefined
    }
  }

  /** Settles messages: works them off, or notes that they failed, to be tried again later. */
  async function settleAll(stage: AnyStage, taken: readonly Taken[]): Promise<void> {
    let rest = taken
    while (rest.length > 0 && !isStopping) rest = rest.slice(await settle(stage, rest))
  }

  /** Settles some of the messages, the first ones. Gives how many. */
  async function settle(stage: AnyStage, taken: readonly Taken[]): Promise<number> {
    try {
      return await inTransaction(stage, taken, runOn)
    } catch (error) {
      // Nothing of it is written. Those before the one at fault go again without it; that one goes step by step, so
      // that only the stage at fault fails.
      const sound = error instanceof AtFault ? error.before : 0
      return sound > 0 ? settle(stage, taken.slice(0, sound)) : settleByItself(stage, taken[0]!)
    }
  }

  async function settleByItself(stage: AnyStage, taken: Taken): Promise<1> {
    const runOne: RunSome = async (_stage, [first], tx) => ({
      handoffs: await stage.run(first!.job.data as never, tx, context, first!.reached),
      settled: 1,
    })
    for (;;) {
      try {
        await inTransaction(stage, [taken], runOne)
        return 1
      } catch (error) {
        if ((await noteFailed(stage, taken.job, error)) || isStopping) return 1
      }
    }
  }

  /** Runs messages in one transaction with taking them off their queue and handing on. Gives how many. */
  async function inTransaction(stage: AnyStage, taken: readonly Taken[], run: RunSome): Promise<number> {
    const done = isOrdered(stage) ? await line.take() : undefined
    try {
      const { handoffs, settled } = await database.db.transaction().execute(async (tx) => {
        const ran = await run(stage, taken, tx)
        await hand(ran.handoffs, tx)
        const ids = taken.slice(0, ran.settled).map(({ job }) => job.id)
        await boss.complete(stage.takes, ids, null, { db: fromKysely(tx) })
        return ran
      })
      wake(handoffs)
      return settled
    } finally {
      done?.()
    }
  }

  /**
   * Has a message tried again later. Where not even that can be written, such as on a full disk, it gives false after a
   * pause: the message stays in work here, and on its queue.
   */
  async function noteFailed(stage: AnyStage, job: Job, error: unknown): Promise<boolean> {
    context.log.error(
      { err: error, stage: stage.name, message: job.data },
      'a stage failed; it will be tried again',
    )
    try {
      await boss.fail(stage.takes, job.id, { message: inWords(error) })
      return true
    } catch (unwritable) {
      context.log.error({ err: unwritable, stage: stage.name }, 'nothing can be written; it is tried again')
      await wait(unwritableMs)
      return false
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
    async stop() {
      isStopping = true
      await Promise.all([...workers.values()].map((worker) => worker.stop(stopMs)))
      await boss.stop({ graceful: true, timeout: stopMs })
    },
  }
}

function slotsOf(stage: AnyStage): number {
  if (!isOrdered(stage)) return stage.lanes
  return stage.runAll ? takenTogether : takenInOrder
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
