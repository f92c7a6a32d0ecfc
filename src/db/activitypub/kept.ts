import { sql } from 'kysely'
import { json } from '../json.ts'
import type { Db } from '../open.ts'
import { storableValue } from '../storable.ts'

/** What was kept under a key; undefined where nothing was, or its time is over. */
export async function findKept(db: Db, key: string, now: Date): Promise<unknown> {
  const row = await db
    .selectFrom('fediverse_kept')
    .select('value')
    .where('key', '=', key)
    .where('until', '>', now)
    .executeTakeFirst()
  return row?.value
}

/** Keeps a value until a time, and lets go of some whose time is over. */
export async function keep(
  db: Db,
  { key, value, until }: { key: string; value: unknown; until: Date },
  now: Date,
): Promise<void> {
  const written = { value: json(storableValue(value)), until }
  await db
    .insertInto('fediverse_kept')
    .values({ key, ...written })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(written))
    .execute()
  await sql`delete from fediverse_kept where key in
    (select key from fediverse_kept where until <= ${now} order by until limit 20)`.execute(db)
}

export async function letGo(db: Db, key: string): Promise<void> {
  await db.deleteFrom('fediverse_kept').where('key', '=', key).execute()
}

/** What is kept under keys that begin so. */
export async function keptUnder(
  db: Db,
  prefix: string,
  now: Date,
): Promise<{ key: string; value: unknown }[]> {
  return db
    .selectFrom('fediverse_kept')
    .select(['key', 'value'])
    .where(sql<boolean>`starts_with(key, ${prefix})`)
    .where('until', '>', now)
    .orderBy('key')
    .limit(10_000)
    .execute()
}
