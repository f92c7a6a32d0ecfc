import type { Job } from 'pg-boss'
import type { Tx } from './db/open.ts'
import type { AnyStage, Handoff, StageContext, Work } from './stage.ts'

/** Messages share a transaction up to this long, so that whoever else asks the database waits no longer. */
const longestTransactionMs = 40
/** More messages for one stage than this go by its queue, for the same reason. */
const mostInOneGo = 500

/** A message taken from its queue, with what was reached for it. */
export interface Taken {
  readonly job: Job
  readonly reached?: unknown
}

/** Runs the first of some messages in a transaction. Gives how many, and what is to be put on queues. */
export type RunSome = (
  stage: AnyStage,
  taken: readonly Taken[],
  tx: Tx,
) => Promise<{ handoffs: readonly Handoff[]; settled: number }>

/** Of messages run one after the other, one failed. */
export class AtFault extends Error {
  /** How many went well before it. */
  readonly before: number

  constructor(before: number, cause: unknown) {
    super('A message failed.', { cause })
    this.before = before
  }
}

/** A stage that keeps the order of its messages. */
export function isOrdered(stage: AnyStage): boolean {
  return !stage.reach || stage.lanes === 1
}

/**
 * Runs messages of an ordered stage, and what they hand to stages that reach nowhere in the same transaction: a report
 * read goes through to its planned deliveries without stopping at the queues between.
 */
export function runThrough(stages: readonly AnyStage[], context: StageContext): RunSome {
  const inner = new Map(stages.filter((stage) => !stage.reach).map((stage) => [stage.takes, stage]))

  return async (stage, taken, tx) => {
    if (!isOrdered(stage))
      return { handoffs: await runEach(stage, worksOf(taken), tx), settled: taken.length }
    if (stage.runAll) {
      const handoffs = await runEach(stage, worksOf(taken), tx)
      return { handoffs: await follow(handoffs, tx), settled: taken.length }
    }
    const began = performance.now()
    const left: Handoff[] = []
    let settled = 0
    for (const { job, reached } of taken) {
      if (settled > 0 && performance.now() - began > longestTransactionMs) break
      try {
        left.push(...(await follow(await stage.run(job.data as never, tx, context, reached), tx)))
      } catch (error) {
        throw new AtFault(settled, error)
      }
      settled++
    }
    return { handoffs: left, settled }
  }

  async function runEach(stage: AnyStage, works: readonly AnyWork[], tx: Tx): Promise<readonly Handoff[]> {
    if (stage.runAll) return stage.runAll(works, tx, context)
    const handoffs: Handoff[] = []
    for (const { message, reached } of works)
      handoffs.push(...(await stage.run(message, tx, context, reached)))
    return handoffs
  }

  /** Runs what was handed on as far as it goes here. Gives what is left for the queues. */
  async function follow(handoffs: readonly Handoff[], tx: Tx): Promise<Handoff[]> {
    const left: Handoff[] = []
    let next = handoffs
    while (next.length > 0) {
      const further: Handoff[] = []
      for (const [queue, ones] of Map.groupBy(next, (one) => one.to)) {
        const stage = inner.get(queue)
        const here = ones.filter((one) => stage && !one.after && !one.only).slice(0, mostInOneGo)
        left.push(...ones.filter((one) => !here.includes(one)))
        if (!stage || here.length === 0) continue
        const works = here.map(({ message }): AnyWork => ({ message, reached: undefined }))
        further.push(...(await runEach(stage, works, tx)))
      }
      next = further
    }
    return left
  }
}

// biome-ignore lint/suspicious/noExplicitAny: each message goes only to the stage of its own queue.
type AnyWork = Work<any, unknown>

function worksOf(taken: readonly Taken[]): AnyWork[] {
  return taken.map(({ job, reached }) => ({ message: job.data as AnyWork['message'], reached }))
}
