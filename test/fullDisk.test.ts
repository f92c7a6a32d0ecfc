import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { expect, test } from 'vitest'
import { asPostgresPool, EmbeddedPool } from '../src/db/embedded.ts'

/** Longer than the database goes without looking at its disk. */
const untilItLooks = () => wait(300)

test('on a full disk the database is only read, says so to whoever writes, and goes on by itself when there is room', async () => {
  let free = 10 ** 9
  const pool = await EmbeddedPool.open(undefined, undefined, () => free)
  const db = new Kysely<{ notes: { words: string } }>({
    dialect: new PostgresDialect({ pool: asPostgresPool(pool) }),
  })
  await pool.query('create table notes (words text)')
  const write = (words: string) =>
    db.transaction().execute((tx) => tx.insertInto('notes').values({ words }).execute())
  await write('before')

  free = 20 * 2 ** 20
  await untilItLooks()
  const full = /The disk of the data folder is full: 20 MB are left/
  await expect(write('meanwhile')).rejects.toThrow(full)
  await expect(pool.query(`insert into notes values ('raw')`)).rejects.toThrow(full)
  await expect(sql`delete from notes`.execute(db)).rejects.toThrow(full)
  expect(await db.selectFrom('notes').select('words').execute()).toEqual([{ words: 'before' }])

  free = 10 ** 9
  await untilItLooks()
  await write('after')
  expect(await db.selectFrom('notes').select('words').execute()).toEqual([
    { words: 'before' },
    { words: 'after' },
  ])
  await pool.end()
})

test('what began before the disk was full ends as it began', async () => {
  let free = 10 ** 9
  const pool = await EmbeddedPool.open(undefined, undefined, () => free)
  const db = new Kysely<{ notes: { words: string } }>({
    dialect: new PostgresDialect({ pool: asPostgresPool(pool) }),
  })
  await pool.query('create table notes (words text)')
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('notes').values({ words: 'one' }).execute()
    free = 0
    await untilItLooks()
    await tx.insertInto('notes').values({ words: 'two' }).execute()
  })
  expect(await db.selectFrom('notes').selectAll().execute()).toHaveLength(2)
  await pool.end()
})
