import { expect, test } from 'vitest'
import { currentDecision, decisionsOn, latestDecisions, recordDecision } from '../../src/db/decisions.ts'
import type { Db } from '../../src/db/open.ts'
import { addStory, placeReport } from '../../src/db/stories.ts'
import {
  holdReport,
  holdSource,
  releaseReport,
  releaseSource,
  withdrawReport,
} from '../../src/desk/holding.ts'
import { clearReports } from '../../src/desk/stage.ts'
import { newId, type SourceId } from '../../src/domain/ids.ts'
import { publishReports } from '../../src/publishing/stage.ts'
import { type SavedReport, saveReport } from '../stories/aReport.ts'
import { runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'

const because = { by: 'Ada Fenwick', why: 'The toll is not confirmed.' }
const later = (minutes: number) => ({ ...because, at: new Date(Date.UTC(2026, 4, 1, 12, minutes)) })

/** A report as claims leaves it: read and placed in a story. */
async function aPlacedReport(db: Db): Promise<SavedReport & { sourceId: SourceId }> {
  const report = await saveReport(db, {
    headline: 'Ferry sinks',
    paragraphs: ['A ferry sank off Port Calder.'],
  })
  const story = { id: newId('story'), headline: 'Ferry sinks', lang: 'en', at: new Date() }
  await addStory(db, story)
  const placement = { story: story.id, similarity: 1, sharedWords: [], reasons: [] }
  await placeReport(db, report.reportId, story.id, placement, story.at)
  const { source_id } = await db
    .selectFrom('reports')
    .select('source_id')
    .where('id', '=', report.reportId)
    .executeTakeFirstOrThrow()
  return { ...report, sourceId: source_id }
}

const messageOf = ({ reportId, revisionId }: SavedReport) => ({ reportId, revisionId })

test('a report that nobody holds is cleared and becomes public once', async () => {
  const { db } = await aDatabase()
  const message = messageOf(await aPlacedReport(db))
  expect(await runStage(clearReports, message, db)).toEqual([{ to: 'report.cleared', message }])
  expect(await runStage(publishReports, message, db)).toEqual([{ to: 'report.published', message }])
  expect(await runStage(publishReports, message, db)).toEqual([])
})

test('a held report goes no further until it is released', async () => {
  const { db } = await aDatabase()
  const message = messageOf(await aPlacedReport(db))
  await db.transaction().execute((tx) => holdReport(tx, message.reportId, later(0)))
  expect(await runStage(clearReports, message, db)).toEqual([])
  const handoffs = await db.transaction().execute((tx) => releaseReport(tx, message.reportId, later(1)))
  expect(handoffs).toEqual([{ to: 'report.cleared', message }])
  expect(await runStage(clearReports, message, db)).toEqual([{ to: 'report.cleared', message }])
})

test('a held source holds its reports, but one released since passes', async () => {
  const { db } = await aDatabase()
  const report = await aPlacedReport(db)
  const message = messageOf(report)
  await db.transaction().execute((tx) => holdSource(tx, report.sourceId, later(0)))
  expect(await runStage(clearReports, message, db)).toEqual([])
  await db.transaction().execute((tx) => releaseReport(tx, report.reportId, later(1)))
  expect(await runStage(clearReports, message, db)).toEqual([{ to: 'report.cleared', message }])
  await db.transaction().execute((tx) => holdSource(tx, report.sourceId, later(2)))
  expect(await runStage(clearReports, message, db)).toEqual([])
})

test('releasing a source lets its reports through, but those held themselves', async () => {
  const { db } = await aDatabase()
  const passes = await aPlacedReport(db)
  const held = await aPlacedReport(db)
  await db
    .updateTable('reports')
    .set({ source_id: passes.sourceId })
    .where('id', '=', held.reportId)
    .execute()
  await db.transaction().execute(async (tx) => {
    await holdSource(tx, passes.sourceId, later(0))
    await holdReport(tx, held.reportId, later(1))
  })
  const handoffs = await db.transaction().execute((tx) => releaseSource(tx, passes.sourceId, later(2)))
  expect(handoffs).toEqual([{ to: 'report.cleared', message: messageOf(passes) }])
})

test('a withdrawn report is never published again', async () => {
  const { db } = await aDatabase()
  const message = messageOf(await aPlacedReport(db))
  await db.transaction().execute((tx) => withdrawReport(tx, message.reportId, later(0)))
  expect(await runStage(publishReports, message, db)).toEqual([])
  const { withdrawn_at } = await db
    .selectFrom('reports')
    .select('withdrawn_at')
    .where('id', '=', message.reportId)
    .executeTakeFirstOrThrow()
  expect(withdrawn_at).toEqual(later(0).at)
})

test('decisions stay as they were recorded, and the newest speaks', async () => {
  const { db } = await aDatabase()
  const subject = { kind: 'origin', id: 'rep_1' } as const
  await recordDecision(db, { subject, action: 'confirm', ...later(0) })
  const before = { kind: 'own' }
  await recordDecision(db, { subject, action: 'modify', ...later(1), before, after: { kind: 'whole' } })
  expect(await currentDecision(db, subject)).toMatchObject({
    action: 'modify',
    before,
    after: { kind: 'whole' },
  })
  expect((await decisionsOn(db, subject)).map((one) => one.action)).toEqual(['modify', 'confirm'])
  const [newest] = await latestDecisions(db, 1)
  expect(newest).toMatchObject({ action: 'modify', by: 'Ada Fenwick', why: because.why })
  expect((await latestDecisions(db, 5, newest)).map((one) => one.action)).toEqual(['confirm'])
})

test('a recorded decision can be neither changed nor taken away', async () => {
  const { db } = await aDatabase()
  await recordDecision(db, { subject: { kind: 'report', id: 'rep_1' }, action: 'hold', ...later(0) })
  const kept = 'Decisions are kept as they were recorded.'
  await expect(db.updateTable('decisions').set({ why: 'Another reason.' }).execute()).rejects.toThrow(kept)
  await expect(db.deleteFrom('decisions').execute()).rejects.toThrow(kept)
})
