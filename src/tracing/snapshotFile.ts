import { open, rename } from 'node:fs/promises'
import path from 'node:path'
import { readSnapshot, type Snapshot, snapshotParts } from '../text/snapshot.ts'
import type { SavedMemory, TracingMemory } from './memory.ts'

/** Goes up whenever what is written, or how words are hashed, changes: an older snapshot is then made anew. */
const version = 3

/** Where the window is kept in a data folder between two runs. */
export function snapshotFile(dataFolder: string): string {
  return path.join(dataFolder, 'window.snapshot')
}

/** Writes the window to a file, so that the file is whole or the one before it. The memory must not change meanwhile. */
export async function saveMemory(memory: TracingMemory, file: string): Promise<void> {
  const unfinished = `${file}.unfinished`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    for (const part of snapshotParts(memory.save(), version)) await handle.writeFile(part)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
  memory.unsaved = 0
}

/** A snapshot this much behind is quickly made up for from the database. */
const fewUnsaved = 2000

/** Writes the window when what was traced since the last time would take long to read again. */
export async function saveWhenDue(memory: TracingMemory, file: string): Promise<void> {
  if (memory.unsaved > Math.max(fewUnsaved, memory.size / 5)) await saveMemory(memory, file)
}

/** Fills the memory from a file. False, and the memory untouched, where there is none or it is torn. */
export async function loadMemory(memory: TracingMemory, file: string): Promise<boolean> {
  const snapshot = await read(file)
  if (snapshot) memory.restore(snapshot)
  return snapshot !== undefined
}

const readAtOnce = 1 << 30

/** A file may be larger than one read may be. */
async function read(file: string): Promise<Snapshot<SavedMemory> | undefined> {
  try {
    const handle = await open(file)
    try {
      const bytes = new Uint8Array((await handle.stat()).size)
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await handle.read(bytes, at, Math.min(readAtOnce, bytes.length - at), at)
        if (bytesRead === 0) return undefined
        at += bytesRead
      }
      return readSnapshot<SavedMemory>(bytes, version)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
