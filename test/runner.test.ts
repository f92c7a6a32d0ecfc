import { expect, test } from 'vitest'
import { newId } from '../src/domain/ids.ts'
import { startRunner } from '../src/runner.ts'
import type { Stage } from '../src/stage.ts'
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
  const handoff = {
    to: 'report.read',
    message: { reportId: newId('report'), revisionId: newId('revision') },
  } as const
  await runner.hand([handoff], database.db)
  runner.wake([handoff])
  const names = async () =>
    (await database.db.selectFrom('settings').select('name').execute()).map((row) => row.name)
  await expect.poll(names, { timeout: 15_000 }).toContain('second')
  expect(await names()).toEqual(['first 1', 'second'])
  await runner.idle()
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
