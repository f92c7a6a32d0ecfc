import { createHash } from 'node:crypto'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../src/db/open.ts'

const migrations = path.resolve(import.meta.dirname, '../../migrations')

/**
 * A migrated, empty database as one file, kept beside other temporary files under a name that changes with the
 * migrations: making it takes seconds, and every test file needs one.
 */
async function migratedDatabase(): Promise<Blob> {
  const file = path.join(tmpdir(), `mainsource-migrated-${await hashOfMigrations()}.tar`)
  const kept = await readFile(file).catch(() => undefined)
  if (kept) return new Blob([new Uint8Array(kept)])
  const database = await openDatabase({})
  const made = await database.snapshot()
  await database.close()
  await writeFile(`${file}.${process.pid}`, Buffer.from(await made.arrayBuffer()))
  await rename(`${file}.${process.pid}`, file)
  return made
}

async function hashOfMigrations(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(migrations)).sort()) {
    hash.update(name).update(await readFile(path.join(migrations, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

let migrated: Promise<Blob> | undefined

/** A migrated, empty embedded database in memory, closed after the test file. */
export async function aDatabase(): Promise<OpenDatabase> {
  migrated ??= migratedDatabase()
  const database = await openDatabase({ snapshot: await migrated })
  afterAll(() => database.close())
  return database
}
