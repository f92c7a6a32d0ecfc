import { readdir, readFile } from 'node:fs/promises'
import { Failure } from '../failure.ts'
import type { RawSql } from './open.ts'

const folder = new URL('../../migrations/', import.meta.url)

/**
 * Runs the migrations that this database has not seen, oldest first, each in its own transaction.
 * Throws a Failure when the database was written by a newer version of the program.
 */
export async function migrate(raw: RawSql): Promise<void> {
  await raw(
    'create table if not exists migrations (name text primary key, at timestamptz not null default now())',
  )
  const done = new Set(
    (await raw('select name from migrations')).rows.map((row) => (row as { name: string }).name),
  )
  const known = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const unknown = [...done].filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new Failure(
      'conflict',
      `This data was written by a newer Mainsource (it has ${unknown.join(', ')}). Start that version, or use another data folder.`,
    )
  }
  for (const name of known.filter((one) => !done.has(one))) {
    const sql = await readFile(new URL(name, folder), 'utf8')
    await raw(`begin;\n${sql}\n;insert into migrations (name) values ('${name}');\ncommit;`)
  }
}
