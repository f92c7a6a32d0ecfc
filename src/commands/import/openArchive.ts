import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { rowTime } from '../../domain/archiveRow.ts'
import { Failure } from '../../failure.ts'
import type { ArchiveEntry } from '../../intake/archives/entry.ts'
import { fileEntries, readableFile } from '../../intake/archives/folderEntries.ts'
import type { Archive } from '../../intake/archives/importArchive.ts'
import { warcEntries } from '../../intake/archives/warcEntries.ts'
import { readHtml } from '../../reading/readHtml.ts'
import { readText } from '../../reading/readText.ts'
import { archiveRows } from '../archiveRows.ts'

/**
 * Finds out what is at `place` and how to take it in: a JSONL file, a WARC file, one page or text, or a folder
 * of them. `sourceName` is who published what does not say so itself. Throws a Failure for anything else.
 */
export async function openArchive(place: string, sourceName?: string): Promise<Archive> {
  const found = await stat(place).catch(() => undefined)
  if (!found) throw new Failure('not_found', `There is nothing at ${place}.`)
  const source = sourceName ?? path.basename(place).replace(/(\.\w+){1,2}$/, '')
  if (found.isDirectory()) return openFolder(place, source, sourceName)
  const files = [place]
  const hash = await hashOf(files, path.dirname(place), sourceName)
  const archive = { path: place, hash, sourceName: source }
  if (/\.warc(\.gz)?$/i.test(place)) return { ...archive, entries: warcEntries(place) }
  if (/\.(jsonl|ndjson)$/i.test(place)) return { ...archive, entries: rowEntries(place, found.size) }
  if (readableFile.test(place))
    return { ...archive, entries: attributed(fileEntries(files, path.dirname(place)), sourceName) }
  throw new Failure(
    'invalid',
    `${place} is none of what can be imported: .jsonl, .warc, .warc.gz, .html, .txt, or a folder of pages and texts.`,
  )
}

async function openFolder(place: string, source: string, sourceName?: string): Promise<Archive> {
  const all = await readdir(place, { recursive: true, withFileTypes: true })
  const files = all
    .filter((entry) => entry.isFile() && readableFile.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  if (files.length === 0) throw new Failure('not_found', `There is no .html or .txt file in ${place}.`)
  const hash = await hashOf(files, place, sourceName)
  return { path: place, hash, sourceName: source, entries: attributed(fileEntries(files, place), sourceName) }
}

/** One hash of the names and contents of all files: what tells one archive from another. */
async function hashOf(files: readonly string[], root: string, sourceName = ''): Promise<string> {
  const hash = createHash('sha256').update(sourceName)
  for (const file of files) {
    if (files.length > 1) hash.update(`\0${path.relative(root, file)}\0`)
    for await (const part of createReadStream(file)) hash.update(part)
  }
  return hash.digest('hex')
}

async function* rowEntries(file: string, size: number): AsyncGenerator<ArchiveEntry> {
  let read = 0
  for await (const line of archiveRows(file)) {
    if ('error' in line) {
      yield { done: Math.min(1, read / size), kind: 'failed', why: line.error }
      continue
    }
    const { row } = line
    read += Buffer.byteLength(row.text) + 100
    const at = rowTime(row.at)
    const published = at === undefined ? undefined : new Date(at).toISOString()
    const hints = { title: row.title ?? undefined, published, lang: row.lang ?? undefined }
    yield {
      done: Math.min(1, read / size),
      kind: 'report',
      report: {
        externalId: row.id,
        url: row.url ?? undefined,
        kind: 'text',
        content: row.text,
        hints,
        sourceName: row.source ?? undefined,
      },
    }
  }
}

/** Files do not say who published them; the text may: then its declared publisher is its source. */
async function* attributed(
  entries: AsyncIterable<ArchiveEntry>,
  sourceName: string | undefined,
): AsyncGenerator<ArchiveEntry> {
  for await (const entry of entries) {
    if (entry.kind !== 'report') yield entry
    else yield { ...entry, report: { ...entry.report, sourceName: sourceName ?? publisherOf(entry) } }
  }
}

function publisherOf({ report }: Extract<ArchiveEntry, { kind: 'report' }>): string | undefined {
  const reading = report.kind === 'html' ? readHtml(report.content, {}) : readText(report.content, {})
  return reading.declared.findLast(({ role }) => role === 'publisher')?.name ?? reading.siteName
}
