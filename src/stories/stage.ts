import { currentDecision } from '../db/decisions.ts'
import { hasDevelopments, saveDevelopments } from '../db/developments.ts'
import type { Db, Tx } from '../db/open.ts'
import {
  addStory,
  isSettled,
  livingStory,
  mergeStories,
  placeReport,
  type ReportToPlace,
  reportToPlace,
  storyOfReport,
  stretchStory,
} from '../db/stories.ts'
import { newId, type StoryId } from '../domain/ids.ts'
import { bodyText } from '../domain/reading.ts'
import type { Stage } from '../stage.ts'
import { scan } from '../text/scan.ts'
import { decideDevelopments } from './decideDevelopments.ts'
import { carriedBy } from './decideStory.ts'
import { type Arrival, type Grouped, groupReport } from './group.ts'
import type { StoryMemory } from './memory.ts'
import { askedSentences } from './sentences.ts'
import { storiesLiveMs, warmStories } from './warm.ts'

/** Stories: decides which story a report belongs to and what it adds to it. */
export function placeReports(memory: StoryMemory): Stage<'report.traced'> {
  return {
    name: 'stories',
    takes: 'report.traced',
    lanes: 1,
    warm: (db, { now }) => warmStories(memory, db, now()),
    async run(message, tx, { now }) {
      await catchUp(memory, tx, now())
      const report = await reportToPlace(tx, message.reportId, message.revisionId)
      if (!report) return []
      memory.letGo(now().getTime() - storiesLiveMs)
      const storyId = await place(report, memory, tx, now())
      await addDevelopments(report, storyId, memory, tx)
      return [{ to: 'report.placed', message }]
    },
  }
}

/** Fills the memory anew when what it last took in was not saved after all. */
async function catchUp(memory: StoryMemory, tx: Tx, now: Date): Promise<void> {
  const last = memory.lastPlaced
  if (!last || (await storyOfReport(tx, last.report as never)) === last.story) return
  memory.clear()
  await warmStories(memory, tx, now)
}

/** Puts a report in its story. A later revision stays in the story of the first. */
async function place(report: ReportToPlace, memory: StoryMemory, tx: Tx, now: Date): Promise<StoryId> {
  const placed = await storyOfReport(tx, report.reportId)
  if (placed) {
    await stretchStory(tx, placed, report.at)
    if (memory.storyOf(report.reportId) === undefined)
      await groupReport(memory, arrivalOf(report, memory, placed, now), never)
    return placed
  }
  const settled = await settledStory(tx, report)
  const grouped = await groupReport(memory, arrivalOf(report, memory, settled, now), () => newId('story'), {
    mayMerge: async (one, other) => !(await isSettled(tx, one as StoryId, other as StoryId)),
  })
  memory.lastPlaced = { report: report.reportId, story: grouped.story.id }
  await save(report, grouped, tx)
  return grouped.story.id as StoryId
}

function never(): string {
  throw new Error('A report that has a story was given a new one.')
}

/** The story that a person put the report in, if one did. */
async function settledStory(tx: Db | Tx, report: ReportToPlace): Promise<StoryId | undefined> {
  const subject = { kind: 'placement', id: report.reportId } as const
  const decision = await currentDecision(tx, subject, ['confirm', 'modify'])
  const after = decision?.after as { story?: StoryId } | undefined
  return after?.story && livingStory(tx, after.story)
}

function arrivalOf(
  report: ReportToPlace,
  memory: StoryMemory,
  settled: StoryId | undefined,
  now: Date,
): Arrival {
  return {
    id: report.reportId,
    headline: report.headline,
    words: scan(`${report.headline}\n\n${bodyText(report.reading)}`),
    at: report.at.getTime(),
    now: now.getTime(),
    carried: report.traced && carriedBy(report.traced, (id) => memory.storyOf(id)),
    settled,
  }
}

async function save(
  report: ReportToPlace,
  { story, decided, began, merged }: Grouped,
  tx: Tx,
): Promise<void> {
  const id = story.id as StoryId
  if (began) await addStory(tx, { id, headline: report.headline, lang: report.lang, at: report.at })
  for (const { story: other } of merged) await mergeStories(tx, id, other.id as StoryId)
  const { similarity, sharedWords, reasons } = decided
  const mergers = merged.map(
    ({ story: other, likeness }) =>
      `It showed that “${other.headline}” is the same story: their reports are ${likeness.toFixed(2)} alike.`,
  )
  const placement = {
    story: id,
    similarity: Math.min(1, similarity),
    sharedWords: [...sharedWords],
    reasons: [...reasons, ...mergers],
  }
  await placeReport(tx, report.reportId, id, placement, report.at)
}

async function addDevelopments(
  report: ReportToPlace,
  storyId: StoryId,
  memory: StoryMemory,
  tx: Tx,
): Promise<void> {
  const { reportId, revisionId, at, reading, traced } = report
  if (await hasDevelopments(tx, revisionId)) return
  const story = memory.story(storyId)
  if (!story) throw new Error(`The story ${storyId} of ${reportId} is not in memory.`)
  const sentences = askedSentences(reportId, scan(report.text), reading, memory.vocabulary, traced?.fresh)
  const { developments } = decideDevelopments(sentences, story.said, at.getUTCFullYear())
  for (const sentence of sentences) story.said.add(sentence)
  await saveDevelopments(tx, { storyId, reportId, revisionId, at, developments })
}
