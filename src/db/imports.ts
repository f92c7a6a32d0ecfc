import { type ImportId, newId } from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'

/** How far an archive has been taken in. `position` counts its entries. */
export interface Import {
  readonly id: ImportId
  readonly position: number
  readonly taken: number
  readonly skipped: number
  readonly failed: number
  readonly finished: boolean
}

/** The import of the archive with this hash, begun when there is none. */
export async function findOrBeginImport(db: Db, archive: { path: string; hash: string }): Promise<Import> {
  await db
    .insertInto('imports')
    .values({ id: newId('import'), path: archive.path, file_hash: archive.hash })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('imports')
    .selectAll()
    .where('file_hash', '=', archive.hash)
    .executeTakeFirstOrThrow()
  const { id, taken, skipped, failed } = row
  return { id, position: Number(row.position), taken, skipped, failed, finished: row.finished_at !== null }
}

export async function saveImport(tx: Tx, done: Import): Promise<void> {
  const { position, taken, skipped, failed } = done
  await tx
    .updateTable('imports')
    .set({ position, taken, skipped, failed, ...(done.finished ? { finished_at: new Date() } : {}) })
    .where('id', '=', done.id)
    .execute()
}
