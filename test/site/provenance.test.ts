import { beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { findOrigin, findReportText, nameReports } from '../../src/db/pages/report.ts'
import { type Sentence, writeProvenance } from '../../src/publishing/site/report/provenance.ts'
import { aDatabase } from '../support/database.ts'
import { fillPagesWorld, type PagesWorld } from '../support/pagesWorld.ts'
import { type Report, readTold } from '../support/seedPages.ts'

let db: Db
let world: PagesWorld

beforeAll(async () => {
  db = (await aDatabase()).db
  world = await fillPagesWorld(db)
})

async function provenanceOf(report: Report) {
  const text = (await findReportText(db, report.id, { viewer: 'public' }))!
  const origin = await findOrigin(db, text.revisionId)
  const ids = origin ? [...origin.traced.traces.map((trace) => trace.of), origin.mainReportId] : []
  const names = await nameReports(db, ids)
  return { text: text.text, sentences: writeProvenance({ report: text, origin, names }) }
}

function said(sentences: readonly Sentence[]): string[] {
  return sentences.map(({ parts }) =>
    parts
      .map((part) =>
        typeof part === 'string'
          ? part
          : 'quote' in part
            ? `“${part.quote}”`
            : 'source' in part
              ? part.source.sourceName
              : part.report.sourceName,
      )
      .join(''),
  )
}

test('every sentence is backed by a passage that is in the report', async () => {
  for (const report of [
    world.wire,
    world.whole,
    world.modified,
    world.arabic,
    world.revised,
    world.declaredOnly,
  ]) {
    const { text, sentences } = await provenanceOf(report)
    expect(sentences.length).toBeGreaterThan(0)
    for (const { evidence } of sentences) {
      expect(evidence.length).toBeGreaterThan(0)
      for (const { start, end } of evidence) expect(text.slice(start, end).trim()).not.toBe('')
    }
  }
})

test('a modified copy says whose, how much later, through whom, and what is new in it', async () => {
  const { sentences } = await provenanceOf(world.modified)
  expect(said(sentences)).toEqual([
    'It is a modified copy: 50% of its words stand in Karsa Courier, published 1 hour 47 minutes earlier.',
    'Its main source, at the end of the chain, is Northwind Wire.',
    '1 passage of it is worded differently there.',
    'It is credited “Karsa Courier / Northwind Wire”.',
    'It says that the original was published at Karsa Courier: “The original news has been published at Karsa Courier and may have been modified by the editorial team.”',
    'By its own account it came from Northwind Wire through Karsa Courier to The Delta Herald.',
    '41 words of it were found nowhere earlier.',
  ])
})

test('the sentence on a quoted passage rests on the words that are quoted', async () => {
  const { text, sentences } = await provenanceOf(world.modified)
  const main = sentences.find((sentence) => sentence.says === 'main-source')!
  expect(main.evidence.map(({ start, end }) => text.slice(start, end))).toEqual([
    '“The dam held, but the old dyke did not,” governor Ilse Varnow told reporters.',
  ])
})

test('a report of its own says that nothing was found, and claims no source', async () => {
  const { sentences } = await provenanceOf(world.arabic)
  expect(said(sentences)).toEqual(['No passage of it was found in an earlier report.'])
})

test('a declared chain that was not seen is told as the page’s own account', async () => {
  const { sentences } = await provenanceOf(world.declaredOnly)
  expect(said(sentences)).toContain(
    'By its own account it came from BZP through Harbour News to Plain Mirror. Their own texts were not seen.',
  )
})

test('a sentence of the page that says several things of its source is quoted once', () => {
  const printed = 'The news was published at Harbour News, the team confirmed it and modified it.'
  const reading = readTold({
    source: world.sources.mirror,
    at: new Date(0),
    headline: 'A headline',
    paragraphs: ['A text.'],
    note: { says: 'published-at', names: ['Harbour News'], printed },
  })
  const [note] = reading.sourceNotes
  const sourceNotes = [
    note!,
    { ...note!, says: 'confirmed' as const },
    { ...note!, says: 'modified' as const },
  ]
  const report = { text: reading.text, reading: { ...reading, sourceNotes }, at: new Date(0) }
  expect(said(writeProvenance({ report, names: new Map() }))).toEqual([
    `It says that the original was published at Harbour News, that its editors confirmed it and that it has been, or may have been, modified: “${printed}”`,
  ])
})

test('copies of one text are told in one sentence, the first few by name', async () => {
  const name = (await nameReports(db, [world.wire.id])).get(world.wire.id)!
  const passage = {
    here: { start: 0, end: 10 },
    there: { start: 0, end: 10 },
    kind: 'exact' as const,
    similarity: 1,
  }
  const ids = ['rep_1', 'rep_2', 'rep_3', 'rep_4', 'rep_5', 'rep_6']
  const traces = ids.map((of) => ({ of, share: 0.2, passages: [passage] }))
  const found = (await findReportText(db, world.modified.id, { viewer: 'public' }))!
  const origin = (await findOrigin(db, found.revisionId))!
  const written = writeProvenance({
    report: found,
    origin: { ...origin, ofReportId: null, traced: { ...origin.traced, traces } },
    names: new Map(ids.map((id, index) => [id, { ...name, sourceName: `Paper ${index + 1}` }])),
  })
  expect(said(written.filter((sentence) => sentence.says === 'other'))).toEqual([
    'Passages of it also stand in earlier reports by Paper 1, Paper 2, Paper 3, Paper 4 and 2 others.',
  ])
})

test('a translated copy is called one, and its words are not said to stand in the other language', async () => {
  const text = (await findReportText(db, world.arabic.id, { viewer: 'public' }))!
  const origin = (await findOrigin(db, text.revisionId))!
  const names = await nameReports(db, [world.wire.id])
  const passages = [
    {
      here: { start: 0, end: 40 },
      there: { start: 0, end: 40 },
      kind: 'translated' as const,
      similarity: 0.7,
    },
  ]
  const traces = [{ of: world.wire.id as string, share: 0.6, passages }]
  const translated = {
    ...origin,
    kind: 'modified' as const,
    ofReportId: world.wire.id,
    mainReportId: world.wire.id,
    traced: { ...origin.traced, traces },
  }
  const sentences = said(writeProvenance({ report: text, origin: translated, names }))
  expect(sentences[0]).toMatch(/^It is a translation: 60\s?% of its words have their like in Northwind Wire/)
  expect(sentences.join(' ')).not.toContain('worded differently')
})
