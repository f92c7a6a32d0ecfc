import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { WARCParser, type WARCRecord } from 'warcio'
import { decodePage } from '../../text/decodePage.ts'
import type { ArchivedReport, ArchiveEntry } from './entry.ts'

/** Larger pages are passed over: their bytes are not even held. */
const largestPage = 20_000_000

/**
 * The pages of a WARC file, compressed or not: one entry a record, in order. A file that breaks off or is
 * damaged gives the records before the damage and then one `failed` entry that says where.
 */
export async function* warcEntries(file: string): AsyncGenerator<ArchiveEntry> {
  const size = (await stat(file)).size || 1
  let read = 0
  const stream = createReadStream(file)
  stream.on('data', (part) => {
    read += part.length
  })
  let records = 0
  try {
    for await (const record of new WARCParser(Readable.toWeb(stream) as ReadableStream<Uint8Array>)) {
      // Without a type and a length the parser would look for the record's end for ever.
      if (!record.warcType || !(record.warcContentLength >= 0))
        throw new Error('What follows is no WARC record.')
      records++
      yield { done: Math.min(1, read / size), ...(await entryOf(record, records)) }
    }
    if (records === 0) yield { done: 1, kind: 'failed', why: 'There is no WARC record in it.' }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    yield { done: 1, kind: 'failed', why: `It is damaged after ${records} records: ${why}` }
  } finally {
    stream.destroy()
  }
}

type Found = { kind: 'report'; report: ArchivedReport } | { kind: 'other' } | { kind: 'failed'; why: string }

async function entryOf(record: WARCRecord, number: number): Promise<Found> {
  const contentType = contentTypeOf(record)
  if (!isPage(record, contentType)) return { kind: 'other' }
  if (record.warcContentLength > largestPage) {
    return { kind: 'failed', why: `Record ${number} is larger than a page can be.` }
  }
  const bytes = await record.readFully(true)
  if (!bytes?.length) return { kind: 'failed', why: `Record ${number} has no page in it.` }
  if (bytes.length < promisedLength(record)) return { kind: 'failed', why: `Record ${number} breaks off.` }
  const html = contentType.includes('html')
  return {
    kind: 'report',
    report: {
      url: record.warcTargetURI ?? undefined,
      kind: html ? 'html' : 'text',
      content: decodePage(bytes, contentType).text,
      hints: { contentType },
      capturedAt: timeOf(record.warcDate),
    },
  }
}

/** A response that succeeded, or a resource kept without one; pages and plain text alone. */
function isPage(record: WARCRecord, contentType: string): boolean {
  if (!/^(text\/html|application\/xhtml\+xml|text\/plain)/.test(contentType)) return false
  if (!/^https?:/i.test(record.warcTargetURI ?? '')) return false
  const status = Number(record.httpHeaders?.statusCode ?? 200)
  return record.warcType !== 'request' && record.warcType !== 'revisit' && status >= 200 && status < 300
}

/** How long the page says it is; 0 where it does not, or where it was packed on its way. */
function promisedLength({ httpHeaders }: WARCRecord): number {
  if (!httpHeaders || httpHeaders.headers.get('content-encoding')) return 0
  return Number(httpHeaders.headers.get('content-length')) || 0
}

function contentTypeOf(record: WARCRecord): string {
  const http = record.httpHeaders?.headers.get('content-type')
  const own = record.warcType === 'resource' ? record.warcHeaders.headers.get('content-type') : undefined
  return (http ?? own ?? '').toLowerCase()
}

function timeOf(date: string | null | undefined): Date | undefined {
  const time = date ? new Date(date) : undefined
  return time && Number.isFinite(time.getTime()) ? time : undefined
}
