import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { OpenDatabase } from '../src/db/open.ts'
import { PreparedStatements } from '../src/db/preparedStatements.ts'
import { Upkeep } from '../src/db/upkeep.ts'
import { aDatabase } from './support/database.ts'

test('values go in and come back as they were, run once or many times', async () => {
  const { db, close } = await aDatabase()
  const at = new Date('2026-03-01T12:34:56.789Z')
  for (let time = 0; time < 3; time++) {
    const { rows } =
      await sql`select ${'ä "quoted" \\ text'}::text as text, ${7}::int as whole, ${1.5}::float8 as part,
      ${at}::timestamptz as at, ${true}::boolean as yes, ${null}::text as nothing, ${['a', 'b,"c"', null]}::text[] as list,
      ${JSON.stringify({ a: [1] })}::jsonb as json, ${Buffer.from([0, 255])}::bytea as bytes,
      count(*) as counted`.execute(db)
    expect(rows).toEqual([
      {
        text: 'ä "quoted" \\ text',
        whole: 7,
        part: 1.5,
        at,
        yes: true,
        nothing: null,
        list: ['a', 'b,"c"', null],
        json: { a: [1] },
        bytes: Buffer.from([0, 255]),
        counted: 1,
      },
    ])
  }
  await close()
})

test('an error says what it is, and the connection goes on', async () => {
  const { db, raw, close } = await aDatabase()
  await raw('create table ones (one int primary key)')
  const add = () => sql`insert into ones values (${1})`.execute(db)
  await add()
  await expect(add()).rejects.toMatchObject({ code: '23505', constraint: 'ones_pkey' })
  await expect(sql`select nonsense from ones`.execute(db)).rejects.toMatchObject({ code: '42703' })
  const failed = db.transaction().execute(async (tx) => {
    await sql`insert into ones values (${2})`.execute(tx)
    await sql`insert into ones values (${2})`.execute(tx)
  })
  await expect(failed).rejects.toMatchObject({ code: '23505' })
  expect((await raw('select one from ones')).rows).toEqual([{ one: 1 }])
  await close()
})

test('a statement that was run before a table changed fails once, and runs on after that', async () => {
  const { db, raw, close } = await aDatabase()
  await raw("create table things (name text); insert into things values ('a')")
  const all = () => sql`select * from things where name = ${'a'}`.execute(db)
  expect((await all()).rows).toEqual([{ name: 'a' }])
  await raw('alter table things add column size int not null default 3')
  await expect(all()).rejects.toMatchObject({ code: '0A000' })
  expect((await all()).rows).toEqual([{ name: 'a', size: 3 }])
  await close()
})

test('more different statements than are kept all run', async () => {
  const { db, raw, close } = await aDatabase()
  for (let i = 0; i < 1200; i++) {
    const { rows } = await sql.raw(`select ${i % 600} as number`).execute(db)
    expect(rows).toEqual([{ number: i % 600 }])
  }
  const { rows } = await raw('select count(*) as kept from pg_prepared_statements')
  expect(rows).toEqual([{ kept: 500 }])
  await close()
})

test('of too many statements the one not used for longest is let go', () => {
  const statements = new PreparedStatements(2)
  expect(statements.prepare('a')).toEqual({ name: 's0', parse: true })
  expect(statements.prepare('b')).toEqual({ name: 's1', parse: true })
  expect(statements.prepare('a')).toEqual({ name: 's0', parse: false })
  expect(statements.prepare('c')).toEqual({ name: 's2', parse: true, close: 's1' })
  expect(statements.prepare('b')).toEqual({ name: 's3', parse: true, close: 's0' })
})

test('a statement is planned anew after 20 uses, 80, 320 and so on', () => {
  const statements = new PreparedStatements()
  const anew = Array.from({ length: 400 }, () => statements.prepare('a')).flatMap(({ parse }, i) =>
    parse ? i + 1 : [],
  )
  expect(anew).toEqual([1, 20, 80, 320])
})

test('timers run while one question follows another', async () => {
  const { db, close } = await aDatabase()
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  const until = performance.now() + 300
  while (performance.now() < until) await sql`select ${1}::int`.execute(db)
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(5)
  await close()
})

test('tables that grew or are full of dead rows are seen to, others left alone', async () => {
  const database = await aDatabase()
  const upkeep = new Upkeep(database.raw)
  await database.raw('create table grown (id int primary key, name text); create table quiet (id int)')
  await upkeep.round()
  await fill(database)
  expect(await upkeep.round()).toContain('public.grown')
  const { rows } = await database.raw("select reltuples::int as rows from pg_class where relname = 'grown'")
  expect(rows).toEqual([{ rows: 3000 }])
  expect(await upkeep.round()).toEqual([])
  await database.raw('delete from grown where id <= 2000')
  const before = await sizeOf(database)
  expect(await upkeep.round()).toEqual(['public.grown'])
  await fill(database, 10_000, 2000)
  expect(await sizeOf(database)).toBe(before)
  await upkeep.stop()
  await database.close()
})

async function fill({ raw }: OpenDatabase, from = 1, count = 3000): Promise<void> {
  await raw(
    `insert into grown select n, repeat('x', 200) from generate_series(${from}, ${from + count - 1}) as n`,
  )
}

async function sizeOf({ raw }: OpenDatabase): Promise<number> {
  const { rows } = (await raw("select pg_relation_size('grown') as size")) as { rows: { size: number }[] }
  return rows[0]!.size
}
