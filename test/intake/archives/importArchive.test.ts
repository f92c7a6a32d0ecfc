import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openArchive } from '../../../src/commands/import/openArchive.ts'
import type { Db } from '../../../src/db/open.ts'
import { importArchive } from '../../../src/intake/archives/importArchive.ts'
import type { Handoff } from '../../../src/stage.ts'
import { aDatabase } from '../../support/database.ts'

const page = (headline: string, body: string) =>
  `<!doctype html><title>${headline}</title><article><h1>${headline}</h1><p>${body}</p></article>`

function warcRecord(type: string, url: string, content: string): string {
  const headers = [
    'WARC/1.0',
    `WARC-Type: ${type}`,
    `WARC-Target-URI: ${url}`,
    'WARC-Date: 2026-03-04T05:06:07Z',
  ]
  return [
    ...headers,
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${Buffer.byteLength(content)}`,
    '',
    `${content}\r\n\r\n`,
  ].join('\r\n')
}

const answered = (body: string, status = '200 OK') =>
  `HTTP/1.1 ${status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

async function aFile(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'mainsource-archive-')), name)
  await writeFile(file, content)
  return file
}

async function take(db: Db, file: string, stopAfter = Number.POSITIVE_INFINITY) {
  const handed: Handoff[] = []
  let batches = 0
  const stop = new AbortController()
  const queues = {
    hand: async (handoffs: readonly Handoff[]) => void handed.push(...handoffs),
    wake: () => {},
  }
  const faults: string[] = []
  const outcome = await importArchive(
    db,
    await openArchive(file),
    queues,
    (progress) => {
      faults.push(...progress.faults)
      if (++batches === stopAfter) stop.abort()
    },
    stop.signal,
  ).catch((error: Error) => error)
  return { outcome, handed, faults }
}

test('a second import of the same file changes nothing, under another name too', async () => {
  const { db } = await aDatabase()
  const rows = [1, 2, 3].map((n) =>
    JSON.stringify({ id: n, text: `Text number ${n} about the harbour.`, source: 'Quay Post' }),
  )
  const content = `${rows.join('\n')}\n{"id": 4}\nnot json\n`
  const first = await take(db, await aFile('one.jsonl', content))
  expect(first.outcome).toMatchObject({ before: false, taken: 3, failed: 2, finished: true })
  expect(first.handed).toHaveLength(3)
  expect(first.faults.join(' ')).toMatch(/Line 4: text.*Line 5 is not JSON/)
  const second = await take(db, await aFile('two.jsonl', content))
  expect(second.outcome).toMatchObject({ before: true, taken: 3 })
  expect(second.handed).toEqual([])
  expect(await db.selectFrom('captures').select('external_id').execute()).toHaveLength(3)
})

test('an import that was stopped goes on where it was', async () => {
  const { db } = await aDatabase()
  const rows = Array.from({ length: 120 }, (_, n) => JSON.stringify({ id: n, text: `A report of day ${n}.` }))
  const file = await aFile('long.jsonl', rows.join('\n'))
  const first = await take(db, file, 1)
  expect(first.outcome).toMatchObject({ message: expect.stringContaining('Run it again') })
  expect(first.handed).toHaveLength(50)
  const second = await take(db, file)
  expect(second.outcome).toMatchObject({ taken: 120, skipped: 0, finished: true })
  expect(second.handed).toHaveLength(70)
})

test('the pages of a compressed WARC are taken with their address and time; what is no page is passed over', async () => {
  const { db } = await aDatabase()
  const records = [
    warcRecord(
      'response',
      'https://north.example/a',
      answered(page('Ferry returns', 'The ferry sailed again on Monday.')),
    ),
    warcRecord('response', 'https://north.example/b', answered('moved', '301 Moved')),
    warcRecord('request', 'https://north.example/a', 'GET /a HTTP/1.1\r\n\r\n'),
  ]
  const file = await aFile('crawl.warc.gz', Buffer.concat(records.map((record) => gzipSync(record))))
  expect((await take(db, file)).outcome).toMatchObject({ taken: 1, failed: 0 })
  const [capture] = await db
    .selectFrom('captures')
    .innerJoin('sources', 'sources.id', 'captures.source_id')
    .select(['captures.url', 'captured_at', 'sources.host', 'content'])
    .execute()
  expect(capture).toMatchObject({ url: 'https://north.example/a', host: 'north.example' })
  expect(capture!.captured_at.toISOString()).toBe('2026-03-04T05:06:07.000Z')
  expect(capture!.content).toContain('The ferry sailed again')
})

test('a WARC that breaks off gives the whole records before that and says so', async () => {
  const { db } = await aDatabase()
  const whole = warcRecord(
    'response',
    'https://north.example/a',
    answered(page('Whole', 'All of it is here.')),
  )
  const second = warcRecord(
    'response',
    'https://north.example/b',
    answered(page('Cut', 'It breaks off. '.repeat(40))),
  )
  const { outcome, faults } = await take(db, await aFile('broken.warc', whole + second.slice(0, -200)))
  expect(outcome).toMatchObject({ taken: 1, failed: 1 })
  expect(faults.join()).toMatch(/Record 2 breaks off/)
})

test('a folder of pages and texts is taken; the declared publisher of a text is its source', async () => {
  const { db } = await aDatabase()
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-folder-'))
  await mkdir(path.join(folder, 'inner'))
  await writeFile(path.join(folder, 'a.html'), page('Bridge opens', 'The bridge was opened to traffic.'))
  await writeFile(
    path.join(folder, 'inner', 'b.txt'),
    'Lamp oil dearer\n\nThe price of lamp oil rose again on Friday.\n',
  )
  await writeFile(path.join(folder, 'picture.png'), 'not a text')
  expect((await take(db, folder)).outcome).toMatchObject({ taken: 2, failed: 0 })
  const names = (await db.selectFrom('captures').select('external_id').orderBy('external_id').execute()).map(
    (row) => row.external_id,
  )
  expect(names).toEqual(['a.html', 'inner/b.txt'])
})

test('what cannot be imported is refused with what can', async () => {
  await expect(openArchive(await aFile('table.csv', 'a,b'))).rejects.toThrow(/\.jsonl, \.warc/)
  await expect(openArchive('/there/is/nothing')).rejects.toThrow('There is nothing at')
})
