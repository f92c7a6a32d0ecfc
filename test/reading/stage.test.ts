import { expect, test } from 'vitest'
import { saveCapture } from '../../src/db/captures.ts'
import { findReport } from '../../src/db/reports.ts'
import { listRevisions } from '../../src/db/revisions.ts'
import { findOrMakeSource } from '../../src/db/sources.ts'
import { newId, type ReportId } from '../../src/domain/ids.ts'
import { readCapture } from '../../src/reading/stage.ts'
import { aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'

const { db } = await aDatabase()
const context = aContext({ now: () => new Date('2026-03-05T12:00:00Z') })

const story = `The harbour council of Lower Brandt voted on Tuesday to close the old ferry pier for two winters.

Engineers found that salt water had eaten a third of the iron below the waterline, the council said.

Ferries to the islands will leave from the fish market until the spring after next, and the fare stays the same.

The repair is expected to cost 4.2 million crowns, of which the province pays half.`

interface Brought {
  url?: string
  externalId?: string
  title?: string
  guid?: string
  published?: string
  source?: string
  capturedAt?: string
}

let brought = 0

/** Brings a text in and reads it; gives the report it became part of, or undefined when nothing was new. */
async function bring(text: string, about: Brought = {}): Promise<ReportId | undefined> {
  const sourceId = await findOrMakeSource(db, { name: about.source ?? 'The Brandt Gazette' })
  const captureId = await saveCapture(db, {
    sourceId,
    url: about.url,
    externalId: about.externalId ?? `place ${brought++}`,
    kind: 'text',
    content: text,
    hash: `${brought++}`,
    hints: { title: about.title ?? 'Old pier to close', guid: about.guid, published: about.published },
    capturedAt: new Date(about.capturedAt ?? '2026-03-04T10:00:00Z'),
  })
  const [handoff] = await runStage(readCapture, { captureId: captureId! }, db, context)
  if (!handoff) return undefined
  expect(handoff.to).toBe('report.read')
  return (handoff.message as { reportId: ReportId }).reportId
}

const url = 'https://gazette.example/harbour/old-pier'

test('a new text is a report with one revision', async () => {
  const id = await bring(story, { url, published: '2026-03-03T18:30:00Z' })
  const report = await findReport(db, id!)
  expect(report).toMatchObject({ headline: 'Old pier to close', url, at: new Date('2026-03-03T18:30:00Z') })
  const [revision, ...others] = await listRevisions(db, id!)
  expect(others).toEqual([])
  expect(revision).toMatchObject({ number: 1, headline: 'Old pier to close' })
  expect(revision!.text).toContain('4.2 million crowns')
  expect(report!.revisionId).toBe(revision!.id)
})

test('the same text at the same address is nothing new', async () => {
  expect(await bring(story, { url: `${url}?utm_source=letter` })).toBeUndefined()
})

test('a changed text at the same address is the next revision of the same report', async () => {
  const first = await bring(story, { url: 'https://gazette.example/a', source: 'A' })
  const second = await bring(story.replace('4.2', '5.1'), { url: 'https://gazette.example/a', source: 'A' })
  expect(second).toBe(first)
  const revisions = await listRevisions(db, first!)
  expect(revisions.map(({ number }) => number)).toEqual([1, 2])
  expect((await findReport(db, first!))!.revisionId).toBe(revisions[1]!.id)
})

test('a report that changed its title, date and address is still the same report', async () => {
  const first = await bring(story, {
    url: 'https://gazette.example/b',
    source: 'B',
    published: '2026-03-01T08:00:00Z',
  })
  const moved = await bring(story.replace('two winters', 'three winters'), {
    url: 'https://gazette.example/2026/pier-closed-for-three-winters',
    source: 'B',
    title: 'Pier closed for three winters',
    published: '2026-03-04T08:00:00Z',
  })
  expect(moved).toBe(first)
  const report = await findReport(db, first!)
  expect(report).toMatchObject({
    headline: 'Pier closed for three winters',
    at: new Date('2026-03-01T08:00:00Z'),
  })
  const backAtFirst = await bring(`${story}\n\nWork begins in May.`, {
    url: 'https://gazette.example/b',
    source: 'B',
  })
  expect(backAtFirst).toBe(first)
})

test('the same feed id is the same report when the text was rewritten', async () => {
  const first = await bring(story, { guid: 'tag:gazette,77', source: 'C' })
  const rewritten = await bring(
    'The council now says that the old ferry pier may never open again, after divers found a second crack under it on Wednesday night and the insurer withdrew.',
    { guid: 'tag:gazette,77', source: 'C' },
  )
  expect(rewritten).toBe(first)
})

test('one feed id on two unlike items at two addresses does not make them one', async () => {
  const one = await bring(story, { guid: '0', url: 'https://gazette.example/one', source: 'D' })
  const other = await bring(
    'A heron that had lost its way was caught in the town hall on Friday and set free in the reeds outside the city, the fire brigade said. Nobody was hurt, and the bird left nothing behind but a few feathers on the stairs.',
    { guid: '0', url: 'https://gazette.example/two', source: 'D' },
  )
  expect(other).toBeDefined()
  expect(other).not.toBe(one)
})

test('the same text in another source is another report', async () => {
  const here = await bring(story, { url: 'https://gazette.example/e', source: 'E' })
  const there = await bring(story, { url: 'https://island.example/e', source: 'F' })
  expect(there).toBeDefined()
  expect(there).not.toBe(here)
})

test('a published time that cannot be true gives way to the time it was seen', async () => {
  const seen = '2026-03-04T10:00:00Z'
  for (const [published, source] of [
    ['2031-01-01T00:00:00Z', 'G'],
    ['1970-01-01T00:00:00Z', 'H'],
  ] as const) {
    const id = await bring(story, { published, source, capturedAt: seen })
    expect((await findReport(db, id!))!.at).toEqual(new Date(seen))
  }
})

test('a capture that is not there is passed over', async () => {
  expect(await runStage(readCapture, { captureId: newId('capture') }, db, context)).toEqual([])
})
