import { expect, test } from 'vitest'
import type { OpenDatabase, Tx } from '../src/db/open.ts'
import { transaction } from '../src/db/stories.ts'
import { newId, type ReportId } from '../src/domain/ids.ts'
import { type Runner, startRunner } from '../src/runner.ts'
import type { AnyStage, Handoff, Stage } from '../src/stage.ts'
import { aContext } from './support/context.ts'
import { aDatabase } from './support/database.ts'

const setting = (name: string) => ({ name, value: '{}' })

test('a message passes from stage to stage, and what a failing stage wrote is not kept', async () => {
  const database = await aDatabase()
  let tries = 0
  const first: Stage<'report.read'> = {
    name: 'first',
    takes: 'report.read',
    lanes: 1,
    async run(message, tx) {
      await tx
        .insertInto('settings')
        .values(setting(`first ${tries}`))
        .execute()
      if (tries++ === 0) throw new Error('the first try fails')
      return [{ to: 'report.traced', message }]
    },
  }
  const second: Stage<'report.traced'> = {
    name: 'second',
    takes: 'report.traced',
    lanes: 1,
    async run(_message, tx) {
      await tx.insertInto('settings').values(setting('second')).execute()
      return []
    },
  }
  const runner = await startRunner(database, [first, second], aContext())
  await give(runner, database, [read(newId('report'))])
  await expect.poll(() => written(database), { timeout: 15_000 }).toContain('second')
  expect(await written(database)).toEqual(['first 1', 'second'])
  await runner.idle()
  await runner.stop()
})

test('of messages with one key, one waits at a time; those without a key all wait', async () => {
  const database = await aDatabase()
  const stage: Stage<'feed.due'> = { name: 'stage', takes: 'feed.due', lanes: 1, run: async () => [] }
  const runner = await startRunner(database, [stage], aContext())
  const after = new Date(Date.now() + 3600_000)
  const message = { feedId: newId('feed') }
  await runner.hand(
    [1, 2, 3].map(() => ({ to: 'feed.due', message, after, only: message.feedId })),
    database.db,
  )
  expect(await runner.depths()).toMatchObject([{ queue: 'feed.due', heldBack: 1 }])
  await runner.hand(
    [1, 2].map(() => ({ to: 'feed.due', message, after })),
    database.db,
  )
  expect(await runner.depths()).toMatchObject([{ queue: 'feed.due', heldBack: 3 }])
  await runner.stop()
})

test('a query made beside a transaction does not fall into it', async () => {
  const { db } = await aDatabase()
  const seen: string[] = []
  const rolledBack = db.transaction().execute(async (tx) => {
    await tx.insertInto('settings').values(setting('inside')).execute()
    const beside = db.insertInto('settings').values(setting('beside')).execute()
    await new Promise((resolve) => setTimeout(resolve, 20))
    seen.push('transaction ends')
    void beside.then(() => seen.push('beside done'))
    throw new Error('roll back')
  })
  await expect(rolledBack).rejects.toThrow('roll back')
  await expect.poll(() => seen).toEqual(['transaction ends', 'beside done'])
  const rows = await db.selectFrom('settings').select('name').execute()
  expect(rows.map((row) => row.name)).toEqual(['beside'])
})

test('a stage that reaches outside works off many waiting messages without pausing between them', async () => {
  const database = await aDatabase()
  const stage: Stage<'report.read', number> = {
    name: 'reaching',
    takes: 'report.read',
    lanes: 1,
    reach: async () => 1,
    run: async () => [],
  }
  const runner = await startRunner(database, [stage], aContext())
  const handoffs = Array.from({ length: 30 }, () => read(newId('report')))
  await runner.hand(handoffs, database.db)
  const began = performance.now()
  runner.wake(handoffs)
  await runner.idle()
  expect(performance.now() - began).toBeLessThan(15_000)
  await runner.stop()
})

test('where nothing can be written, as on a full disk, the message stays, and what was reached is not reached again', async () => {
  const database = await aDatabase()
  let reached = 0
  let isFull = true
  const stage: Stage<'report.read', number> = {
    name: 'writing',
    takes: 'report.read',
    lanes: 1,
    reach: async () => ++reached,
    async run(_message, tx) {
      await tx.insertInto('settings').values(setting('written')).execute()
      return []
    },
  }
  const refuse = () => {
    throw Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' })
  }
  // A full disk refuses what the stage writes, and what the queue would write of its failure.
  const full: typeof database = {
    ...database,
    db: database.db.withPlugin({
      transformQuery: ({ node }) => (isFull && node.kind === 'InsertQueryNode' ? refuse() : node),
      transformResult: async ({ result }) => result,
    }),
    raw: (statement, parameters) =>
      isFull && reached > 0 && /'retry'|'failed'/.test(statement) && !/select name as queue/.test(statement)
        ? refuse()
        : database.raw(statement, parameters),
  }
  const runner = await startRunner(full, [stage], aContext())
  await give(runner, database, [read(newId('report'))])
  await expect.poll(() => reached, { timeout: 10_000 }).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await runner.depths()).toMatchObject([{ queue: 'report.read', waiting: 1, failed: 0 }])
  isFull = false
  await runner.idle()
  expect(await written(database)).toEqual(['written'])
  expect(reached).toBe(1)
  await runner.stop()
}, 30_000)

test('of messages worked off together, one that fails leaves the others done and itself to be tried again', async () => {
  const database = await aDatabase()
  let failures = 0
  const stage: Stage<'report.read'> = {
    name: 'together',
    takes: 'report.read',
    lanes: 1,
    async run({ reportId }, tx) {
      await tx.insertInto('settings').values(setting(reportId)).execute()
      if (reportId === bad && failures++ < 3) throw new Error('three times')
      return []
    },
  }
  const ids = Array.from({ length: 10 }, () => newId('report'))
  const bad = ids[4]!
  const runner = await startRunner(database, [stage], aContext())
  await give(runner, database, ids.map(read))
  await expect.poll(() => written(database), { timeout: 20_000 }).toHaveLength(10)
  expect(await written(database)).toEqual([...ids.filter((id) => id !== bad), bad])
  await runner.stop()
}, 30_000)

test('what reaches nowhere runs on in the transaction of what came before, and each message once', async () => {
  const database = await aDatabase()
  const transactions: string[] = []
  const noted = async (tx: Tx) => transactions.push((await transaction(tx)).name)
  const stages: AnyStage[] = [
    {
      name: 'reading',
      takes: 'capture.taken',
      lanes: 1,
      reach: async () => 'reached',
      async run(_message, tx, _context, reached) {
        await noted(tx)
        return reached === 'reached' ? [read(newId('report'))] : []
      },
    } satisfies Stage<'capture.taken', string>,
    {
      name: 'tracing',
      takes: 'report.read',
      lanes: 1,
      async run(message, tx) {
        await noted(tx)
        await tx.insertInto('settings').values(setting(message.reportId)).execute()
        return [{ to: 'report.traced', message }]
      },
    } satisfies Stage<'report.read'>,
    {
      name: 'stories',
      takes: 'report.traced',
      lanes: 1,
      async run(_message, tx) {
        await noted(tx)
        return []
      },
    } satisfies Stage<'report.traced'>,
  ]
  const runner = await startRunner(database, stages, aContext())
  await give(runner, database, [{ to: 'capture.taken', message: { captureId: newId('capture') } }])
  await runner.idle()
  expect(transactions).toHaveLength(3)
  expect(new Set(transactions).size).toBe(1)
  expect(await written(database)).toHaveLength(1)
  await runner.stop()
}, 30_000)

test('where a later stage fails, the earlier ones are done once and it alone is tried again', async () => {
  const database = await aDatabase()
  let failures = 0
  const first: Stage<'report.read'> = {
    name: 'first',
    takes: 'report.read',
    lanes: 1,
    async run(message, tx) {
      await tx.insertInto('settings').values(setting('first')).execute()
      return [{ to: 'report.traced', message }]
    },
  }
  const second: Stage<'report.traced'> = {
    name: 'second',
    takes: 'report.traced',
    lanes: 1,
    async run(_message, tx) {
      await tx
        .insertInto('settings')
        .values(setting(`second after ${failures}`))
        .execute()
      if (failures++ < 3) throw new Error('not yet')
      return []
    },
  }
  const runner = await startRunner(database, [first, second], aContext())
  await give(runner, database, [read(newId('report'))])
  await expect.poll(() => written(database), { timeout: 20_000 }).toEqual(['first', 'second after 3'])
  await runner.stop()
}, 30_000)

test('a stage that has many in work settles those that are ready together; one that cannot be settled fails alone', async () => {
  const database = await aDatabase()
  const together: number[] = []
  const stage: Stage<'report.read', string> = {
    name: 'sending',
    takes: 'report.read',
    lanes: 8,
    reach: async ({ reportId }) => reportId,
    async run(_message, tx, _context, reached) {
      if (reached === bad) throw new Error('never')
      await tx.insertInto('settings').values(setting(reached)).execute()
      return []
    },
    async runAll(works, tx, context) {
      together.push(works.length)
      for (const { message, reached } of works) await stage.run(message, tx, context, reached)
      return []
    },
  }
  const ids = Array.from({ length: 8 }, () => newId('report'))
  const bad: string = ids[2]!
  const runner = await startRunner(database, [stage], aContext())
  await give(runner, database, ids.map(read))
  await expect.poll(() => written(database), { timeout: 20_000 }).toHaveLength(7)
  expect(new Set(await written(database))).toEqual(new Set(ids.filter((id) => id !== bad)))
  expect(Math.max(...together)).toBeGreaterThan(1)
  expect(await runner.depths()).toMatchObject([{ waiting: 0, heldBack: 1 }])
  await runner.stop()
}, 30_000)

function read(reportId: ReportId): Handoff {
  return { to: 'report.read', message: { reportId, revisionId: newId('revision') } }
}

async function give(runner: Runner, database: OpenDatabase, handoffs: readonly Handoff[]): Promise<void> {
  await runner.hand(handoffs, database.db)
  runner.wake(handoffs)
}

async function written({ db }: OpenDatabase): Promise<string[]> {
  const rows = await db.selectFrom('settings').select('name').execute()
  return rows.map((row) => row.name)
}
