import { afterAll } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../src/db/open.ts'

let migrated: Promise<Blob> | undefined

async function takeSnapshot(): Promise<Blob> {
  const database = await openDatabase({})
  const blob = await database.snapshot()
  await database.close()
  return blob
}

/** A migrated, empty embedded database in memory, closed after the test file. */
export async function aDatabase(): Promise<OpenDatabase> {
  migrated ??= takeSnapshot()
  const database = await openDatabase({ snapshot: await migrated })
  afterAll(() => database.close())
  return database
}
