import { expect, test } from 'vitest'
import { recordDecision } from '../../src/db/decisions.ts'
import { movesFrom, storyOfReport } from '../../src/db/stories.ts'
import type { ReportId } from '../../src/domain/ids.ts'
import { StoryMemory } from '../../src/stories/memory.ts'
import { placeReports } from '../../src/stories/stage.ts'
import { warmStories } from '../../src/stories/warm.ts'
import { aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { saveReport } from './aReport.ts'

const ferry = {
  headline: 'Ferry sinks off Port Calder',
  paragraphs: [
    'A passenger ferry sank off Port Calder on Tuesday night, killing at least 12 people, the coastguard said.',
    'The Saint Brannock was carrying 140 passengers from Eastmere when it struck a reef.',
  ],
}
const laterFerry = {
  headline: 'Toll in Port Calder ferry sinking rises to 17',
  at: '2026-05-01T16:00:00Z',
  paragraphs: [
    'The coastguard said on Wednesday that 17 people were killed when the Saint Brannock ferry sank off Port Calder.',
    'Divers Ilse Marrow and Tam Okell recovered a damaged radar transponder from the wreck.',
  ],
}
const budget = {
  headline: 'Parliament passes the Lindova budget',
  paragraphs: ['Lawmakers in Lindova approved a budget that raises teachers’ pay by 4 percent.'],
}

test('reports of one event share a story, another event has its own, and the reasons are kept', async () => {
  const { db } = await aDatabase()
  const stage = placeReports(new StoryMemory())
  const first = await saveReport(db, ferry)
  const other = await saveReport(db, budget)
  const later = await saveReport(db, laterFerry)
  for (const report of [first, other, later]) {
    expect(await runStage(stage, report, db)).toEqual([{ to: 'report.placed', message: report }])
  }
  const story = await storyOfReport(db, first.reportId)
  expect(await storyOfReport(db, later.reportId)).toBe(story)
  expect(await storyOfReport(db, other.reportId)).not.toBe(story)
  const { placement } = await db
    .selectFrom('story_reports')
    .select('placement')
    .where('report_id', '=', later.reportId)
    .executeTakeFirstOrThrow()
  expect(placement.sharedWords).toContain('Calder')
  expect(placement.reasons.join(' ')).toMatch(/alike/)
})

test('a story’s developments say what each report added, and a repeated message adds nothing', async () => {
  const { db } = await aDatabase()
  const stage = placeReports(new StoryMemory())
  for (const report of [await saveReport(db, ferry), await saveReport(db, laterFerry)]) {
    await runStage(stage, report, db)
    await runStage(stage, report, db)
  }
  const rows = await db.selectFrom('developments').select(['kind', 'text', 'replaces_text']).execute()
  expect(rows.map((row) => row.kind)).toEqual([
    'first-report',
    'new-figure',
    'changed-figure',
    'new-information',
  ])
  expect(rows[2]!.replaces_text).toBe(ferry.paragraphs[0])
})

test('a report that took its text from another joins its story, however few words they share', async () => {
  const { db } = await aDatabase()
  const stage = placeReports(new StoryMemory())
  const first = await saveReport(db, ferry)
  await runStage(stage, first, db)
  const translated = await saveReport(db, {
    headline: 'Naufrage au large de Calder',
    paragraphs: ['Un bac a coulé mardi soir, faisant au moins douze morts selon les garde-côtes.'],
    traced: {
      origin: {
        kind: 'modified',
        of: first.reportId,
        mainSource: first.reportId,
        share: 0.9,
        basis: ['text'],
        confidence: 0.9,
        reasons: [],
        chain: [],
      },
      traces: [{ of: first.reportId, share: 0.9, passages: [] }],
    },
  })
  await runStage(stage, translated, db)
  expect(await storyOfReport(db, translated.reportId)).toBe(await storyOfReport(db, first.reportId))
})

test('a new process remembers the stories that are live', async () => {
  const { db } = await aDatabase()
  const first = await saveReport(db, ferry)
  await runStage(placeReports(new StoryMemory()), first, db)
  const memory = new StoryMemory()
  await warmStories(memory, db, new Date())
  const later = await saveReport(db, laterFerry)
  await runStage(placeReports(memory), later, db)
  expect(await storyOfReport(db, later.reportId)).toBe(await storyOfReport(db, first.reportId))
})

test('what was not saved after all is not remembered', async () => {
  const { db } = await aDatabase()
  const memory = new StoryMemory()
  const stage = placeReports(memory)
  const first = await saveReport(db, ferry)
  const failing = db.transaction().execute(async (tx) => {
    await stage.run(first, tx, aContext(), undefined)
    throw new Error('the connection broke')
  })
  await expect(failing).rejects.toThrow('the connection broke')
  await runStage(stage, first, db)
  expect(await storyOfReport(db, first.reportId)).toBeDefined()
  expect(memory.size).toBe(1)
})

test('where an editor put a report is not decided again', async () => {
  const { db } = await aDatabase()
  const stage = placeReports(new StoryMemory())
  const one = await saveReport(db, ferry)
  const other = await saveReport(db, budget)
  await runStage(stage, one, db)
  await runStage(stage, other, db)
  const story = await storyOfReport(db, other.reportId)
  const later = await saveReport(db, laterFerry)
  await recordDecision(db, {
    subject: { kind: 'placement', id: later.reportId },
    action: 'modify',
    why: 'It is about the inquiry’s cost.',
    by: 'Ada Fenwick',
    after: { story },
  })
  await runStage(stage, later, db)
  expect(await storyOfReport(db, later.reportId)).toBe(story)
})

test('a later revision stays in its story and adds only what it changed', async () => {
  const { db } = await aDatabase()
  const stage = placeReports(new StoryMemory())
  const first = await saveReport(db, ferry)
  await runStage(stage, first, db)
  const added = 'An inquiry led by magistrate Oona Pellard will open in Eastmere on Friday.'
  const revised = await saveReport(db, { ...ferry, paragraphs: [...ferry.paragraphs, added], of: first })
  await runStage(stage, revised, db)
  const rows = await db
    .selectFrom('developments')
    .select(['kind', 'text'])
    .where('revision_id', '=', revised.revisionId)
    .execute()
  expect(rows).toEqual([{ kind: 'new-information', text: added }])
})

const mill = [
  {
    headline: 'Dust explosion at the Corrin Vale sugar mill',
    at: '2026-05-01T09:00:00Z',
    paragraphs: ['A dust explosion at the Corrin Vale sugar mill in Halden injured nine workers.'],
  },
  {
    headline: 'Inspectors close the Corrin Vale sugar mill',
    at: '2026-05-01T18:00:00Z',
    paragraphs: ['Inspectors closed the Corrin Vale sugar mill in Halden after the dust explosion.'],
  },
]

/** The ferry's two reports, and the mill's first, which an early error put with them. */
async function misplaced() {
  const { db } = await aDatabase()
  const stage = placeReports(new StoryMemory())
  const reports = [
    await saveReport(db, ferry),
    await saveReport(db, laterFerry),
    await saveReport(db, mill[0]!),
  ]
  for (const report of reports) await runStage(stage, report, db)
  const [first, , third] = reports.map(({ reportId }) => reportId)
  const from = (await storyOfReport(db, first!))!
  const own = (await storyOfReport(db, third!))!
  await db.updateTable('story_reports').set({ story_id: from }).where('report_id', '=', third!).execute()
  await db.updateTable('developments').set({ story_id: from }).where('report_id', '=', third!).execute()
  await db
    .updateTable('stories')
    .set({ first_at: new Date(mill[0]!.at) })
    .where('id', '=', from)
    .execute()
  await db.deleteFrom('stories').where('id', '=', own).execute()
  return { db, from, moved: third as ReportId }
}

test('a report placed wrongly is moved when a later one shows it, with what it added, and the move is recorded', async () => {
  const { db, from, moved } = await misplaced()
  const memory = new StoryMemory()
  await warmStories(memory, db, new Date())
  const later = await saveReport(db, mill[1]!)
  await runStage(placeReports(memory), later, db)
  const story = await storyOfReport(db, later.reportId)
  expect(story).not.toBe(from)
  expect(await storyOfReport(db, moved)).toBe(story)
  expect(await movesFrom(db, from)).toMatchObject([
    { reportId: moved, to: story, toHeadline: mill[0]!.headline },
  ])
  const developments = await db
    .selectFrom('developments')
    .select('story_id')
    .where('report_id', '=', moved)
    .execute()
  expect(developments.map((row) => row.story_id)).toEqual([story])
  const times = await db.selectFrom('stories').select(['id', 'first_at', 'last_at']).execute()
  expect(times.find(({ id }) => id === from)?.first_at).toEqual(new Date('2026-05-01T10:00:00Z'))
  expect(times.find(({ id }) => id === story)).toMatchObject({
    first_at: new Date(mill[0]!.at),
    last_at: new Date(mill[1]!.at),
  })
})

test('a story in which a person placed a report gives up none', async () => {
  const { db, from, moved } = await misplaced()
  await recordDecision(db, {
    subject: { kind: 'placement', id: moved },
    action: 'confirm',
    why: 'The mill’s owner also runs the ferry.',
    by: 'Ada Fenwick',
    after: { story: from },
  })
  const memory = new StoryMemory()
  await warmStories(memory, db, new Date())
  await runStage(placeReports(memory), await saveReport(db, mill[1]!), db)
  expect(await storyOfReport(db, moved)).toBe(from)
})

test('a move that was not saved after all is made again', async () => {
  const { db, from, moved } = await misplaced()
  const memory = new StoryMemory()
  await warmStories(memory, db, new Date())
  const stage = placeReports(memory)
  const later = await saveReport(db, mill[1]!)
  const failing = db.transaction().execute(async (tx) => {
    await stage.run(later, tx, aContext(), undefined)
    throw new Error('the connection broke')
  })
  await expect(failing).rejects.toThrow('the connection broke')
  expect(await storyOfReport(db, moved)).toBe(from)
  await runStage(stage, later, db)
  expect(await storyOfReport(db, moved)).toBe(await storyOfReport(db, later.reportId))
})

test('what a revision added is found again when it was not saved the first time', async () => {
  const { db } = await aDatabase()
  const stage = placeReports(new StoryMemory())
  const first = await saveReport(db, ferry)
  await runStage(stage, first, db)
  const added = 'An inquiry led by magistrate Oona Pellard will open in Eastmere on Friday.'
  const revised = await saveReport(db, { ...ferry, paragraphs: [...ferry.paragraphs, added], of: first })
  const failing = db.transaction().execute(async (tx) => {
    await stage.run(revised, tx, aContext(), undefined)
    throw new Error('the connection broke')
  })
  await expect(failing).rejects.toThrow('the connection broke')
  await runStage(stage, await saveReport(db, budget), db)
  await runStage(stage, revised, db)
  const rows = await db
    .selectFrom('developments')
    .select('text')
    .where('revision_id', '=', revised.revisionId)
    .execute()
  expect(rows).toEqual([{ text: added }])
})

test('a page that says where it comes from joins that report’s story in another language', async () => {
  const { db } = await aDatabase()
  const stage = placeReports(new StoryMemory())
  const first = await saveReport(db, ferry)
  await db
    .updateTable('reports')
    .set({ identity_keys: ['url:wire.example/news/ferry'] })
    .where('id', '=', first.reportId)
    .execute()
  await runStage(stage, first, db)
  const translated = await saveReport(db, {
    headline: 'Паром затонул у порта Колдер',
    paragraphs: ['Пассажирский паром затонул во вторник ночью, сообщила береговая охрана.'],
    declared: 'https://www.wire.example/news/ferry?utm_source=feed',
  })
  await runStage(stage, translated, db)
  const row = await db
    .selectFrom('story_reports')
    .select(['story_id', 'placement'])
    .where('report_id', '=', translated.reportId)
    .executeTakeFirstOrThrow()
  expect(row.story_id).toBe(await storyOfReport(db, first.reportId))
  expect(row.placement.follows).toBe(first.reportId)
  expect(row.placement.reasons[0]).toContain('Its page says that it comes from “Ferry sinks off Port Calder”')
})
