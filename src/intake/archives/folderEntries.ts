import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { decodePage } from '../../text/decodePage.ts'
import type { ArchivedReport, ArchiveEntry } from './entry.ts'

/** Larger files are no articles. */
const largestFile = 20_000_000
export const readableFile = /\.(html?|xhtml|txt|text)$/i

/** The pages and texts at the given paths, one entry a file, in the order given. */
export async function* fileEntries(files: readonly string[], root: string): AsyncGenerator<ArchiveEntry> {
  for (const [index, file] of files.entries()) {
    const done = (index + 1) / files.length
    const name = path.relative(root, file) || path.basename(file)
    const bytes = await readFile(file)
    if (bytes.length > largestFile) {
      yield { done, kind: 'failed', why: `${name} is larger than an article can be (${bytes.length} bytes).` }
    } else if (bytes.length === 0) yield { done, kind: 'failed', why: `${name} is empty.` }
    else yield { done, kind: 'report', report: asReport(name, bytes) }
  }
}

function asReport(name: string, bytes: Buffer): ArchivedReport {
  const html = /html?$/i.test(name)
  return {
    externalId: name.split(path.sep).join('/'),
    kind: html ? 'html' : 'text',
    content: decodePage(bytes).text,
  }
}
