import { createHash } from 'node:crypto'
import { saveCapture } from '../../db/captures.ts'
import { findOrBeginImport, type Import, saveImport } from '../../db/imports.ts'
import type { Db, Tx } from '../../db/open.ts'
import { findOrMakeSource, sourceHost } from '../../db/sources.ts'
import { Failure } from '../../failure.ts'
import type { Handoff } from '../../stage.ts'
import type { ArchivedReport, ArchiveEntry } from './entry.ts'

/** Entries taken in with one transaction: few enough that little is done twice after a crash. */
const batch = 50

export interface Archive {
  readonly path: string
  /** SHA-256 of all of its content: the same archive under another name is the same. */
  readonly hash: string
  /** The source of what names none. */
  readonly sourceName: string
  readonly entries: AsyncIterable<ArchiveEntry>
}

export interface ImportProgress extends Pick<Import, 'taken' | 'skipped' | 'failed'> {
  /** 0 to 1. */
  readonly done: number
  /** Why entries of this batch could not be taken. */
  readonly faults: readonly string[]
}

/** How handoffs are put on their queues: inside the transaction, then woken once it has committed. */
export interface Queues {
  hand(handoffs: readonly Handoff[], tx: Tx): Promise<void>
  wake(handoffs: readonly Handoff[]): void
}

/**
 * Takes an archive in, from where an earlier import of the same content stopped. One that was finished changes nothing.
 * `say` is called after each batch is saved for good.
 */
export async function importArchive(
  db: Db,
  archive: Archive,
  queues: Queues,
  say: (progress: ImportProgress) => void,
  signal?: AbortSignal,
): Promise<Import & { before: boolean }> {
  const begun = await findOrBeginImport(db, archive)
  if (begun.finished) return { ...begun, before: true }
  let state = begun
  let index = 0
  for await (const entries of batches(archive.entries)) {
    const fresh = entries.slice(Math.max(0, Math.min(entries.length, state.position - index)))
    index += entries.length
    if (fresh.length === 0) continue
    if (signal?.aborted) throw new Failure('unavailable', 'The import was stopped. Run it again to go on.')
    state = await takeBatch(db, archive, state, fresh, queues)
    say({ ...state, done: fresh.at(-1)!.done, faults: faultsOf(fresh) })
  }
  state = { ...state, finished: true }
  await db.transaction().execute((tx) => saveImport(tx, state))
  return { ...state, before: false }
}

async function takeBatch(
  db: Db,
  archive: Archive,
  before: Import,
  entries: readonly ArchiveEntry[],
  queues: Queues,
): Promise<Import> {
  const handoffs: Handoff[] = []
  const after = await db.transaction().execute(async (tx) => {
    let { taken, skipped, failed } = before
    for (const entry of entries) {
      if (entry.kind === 'failed') failed++
      if (entry.kind !== 'report') continue
      const captureId = await takeReport(tx, archive, before, entry.report)
      if (captureId) handoffs.push({ to: 'capture.taken', message: { captureId } })
      if (captureId) taken++
      else skipped++
    }
    const state = { ...before, taken, skipped, failed, position: before.position + entries.length }
    await saveImport(tx, state)
    await queues.hand(handoffs, tx)
    return state
  })
  queues.wake(handoffs)
  return after
}

async function takeReport(tx: Tx, archive: Archive, { id }: Import, report: ArchivedReport) {
  const { sourceName, ...capture } = report
  const host = sourceName ? undefined : sourceHost(report.url ?? '')
  const name = sourceName ?? host ?? archive.sourceName
  const sourceId = await findOrMakeSource(tx, { name, host })
  return saveCapture(tx, { ...capture, sourceId, importId: id, hash: hashOf(report) })
}

function hashOf({ content, hints }: ArchivedReport): string {
  return createHash('sha256')
    .update(`${hints?.title ?? ''}\0${content}`)
    .digest('hex')
}

function faultsOf(entries: readonly ArchiveEntry[]): string[] {
  return entries.flatMap((entry) => (entry.kind === 'failed' ? [entry.why] : []))
}

async function* batches(entries: AsyncIterable<ArchiveEntry>): AsyncGenerator<ArchiveEntry[]> {
  let gathered: ArchiveEntry[] = []
  for await (const entry of entries) {
    gathered.push(entry)
    if (gathered.length === batch) {
      yield gathered
      gathered = []
    }
  }
  if (gathered.length > 0) yield gathered
}
