import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassageIndex, type SavedIndex } from '../../src/text/passageIndex.ts'
import { readSnapshot, snapshotParts } from '../../src/text/snapshot.ts'

const readAtOnce = 1 << 30

/** Writes an index to a file and reads it back, checksum included. Gives the seconds of the reading. */
export async function restartSeconds(index: PassageIndex): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-bench-'))
  const file = path.join(folder, 'snapshot')
  try {
    const handle = await open(file, 'w+')
    for (const part of snapshotParts(index.save(), 1)) await handle.writeFile(part)
    const began = performance.now()
    const bytes = new Uint8Array((await stat(file)).size)
    for (let at = 0; at < bytes.length; at += readAtOnce) {
      await handle.read(bytes, at, Math.min(readAtOnce, bytes.length - at), at)
    }
    const read = new PassageIndex(readSnapshot<SavedIndex>(bytes, 1))
    const seconds = (performance.now() - began) / 1000
    await handle.close()
    if (read.size !== index.size) throw new Error('The index read back is not the one written.')
    return seconds
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
