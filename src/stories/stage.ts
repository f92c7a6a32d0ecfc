import { currentDecision } from '../db/decisions.ts'
import { hasDevelopments, saveDevelopments } from '../db/developments.ts'
import type { Db, Tx } from '../db/open.ts'
import {
  addStory,
  earlierRevisions,
  isSettled,
  livingStory,
  measureStory,
  mergeStories,
  moveReport,
  placeReport,
  type ReportToPlace,
  reportToPlace,
  storyOfReport,
  stretchStory,
  transaction,
} from '../db/stories.ts'
import { newId, type ReportId, type StoryId } from '../domain/ids.ts'
import { bodyText } from '../domain/reading.ts'
import type { Stage } from '../stage.ts'
import { scan } from '../text/scan.ts'
import { sharedScan } from '../text/sharedScan.ts'
import { decideDevelopments } from './decideDevelopments.ts'
import { carriedBy, type Linked } from './decideStory.ts'
import { type Arrival, type Grouped, groupReport, rememberReport } from './group.ts'
import { linkedReport } from './linked.ts'
import type { StoryMemory } from './memory.ts'
import { placementOf, placementOfMoved } from './placement.ts'
import type { Said } from './said.ts'
import { saidAt } from './saidAt.ts'
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
  const { name, committed } = await transaction(tx, memory.changedIn)
  if (!committed) {
    memory.clear()
    await warmStories(memory, tx, now)
  }
  memory.changedIn = name
}

/** Puts a report in its story. A later revision stays in the story of the first. */
async function place(report: ReportToPlace, memory: StoryMemory, tx: Tx, now: Date): Promise<StoryId> {
  const placed = await storyOfReport(tx, report.reportId)
  if (placed) {
    await stretchStory(tx, placed, report.at)
    if (memory.storyOf(report.reportId) === undefined) {
      const arrival = arrivalOf(report, memory, placed, now)
      const voice = arrival.carried?.kind !== 'whole'
      rememberReport(memory, { ...arrival, voice }, placed, report.headline)
    }
    return placed
  }
  const settled = await settledStory(tx, report)
  const linked = await linkedReport(tx, report)
  const arrival = arrivalOf(report, memory, settled, now, linked && inMemory(linked, memory))
  const grouped = await groupReport(memory, arrival, () => newId('story'), {
    isSettled: (story) => isSettled(tx, story as StoryId),
  })
  await save(report, grouped, tx)
  return grouped.story.id as StoryId
}

/** A link to a report whose story is no longer live says nothing. */
function inMemory(linked: Linked, memory: StoryMemory): Linked | undefined {
  return memory.storyOf(linked.of) === linked.story ? linked : undefined
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
  linked?: Linked,
): Arrival {
  return {
    id: report.reportId,
    headline: report.headline,
    words: scan(`${report.headline}\n\n${bodyText(report.reading)}`),
    at: report.at.getTime(),
    now: now.getTime(),
    carried: report.traced && carriedBy(report.traced, (id) => memory.storyOf(id)),
    linked,
    settled,
  }
}

async function save(report: ReportToPlace, grouped: Grouped, tx: Tx): Promise<void> {
  const { story, began, merged, moves } = grouped
  const id = story.id as StoryId
  const { headline, lang, at } = report
  if (began) await addStory(tx, { id, headline, lang, at })
  const placement = placementOf(grouped)
  await placeReport(tx, report.reportId, id, placement, at)
  await saveMoves(report, moves, tx)
  for (const one of merged) await mergeStories(tx, one.into as StoryId, one.story.id as StoryId)
}

/** Moves what the report showed to belong elsewhere, and measures the stories that lost or gained by it. */
async function saveMoves(report: ReportToPlace, moves: Grouped['moves'], tx: Tx): Promise<void> {
  const changed = new Set<string>()
  for (const move of moves) {
    const to = move.to as StoryId
    if (!(await livingStory(tx, to))) {
      await addStory(tx, { id: to, headline: move.headline, lang: undefined, at: report.at })
    }
    for (const reportId of move.reports) {
      const placement = placementOfMoved(move, reportId, report.headline)
      const from = move.from as StoryId
      await moveReport(tx, {
        reportId: reportId as ReportId,
        from,
        to,
        becauseOf: report.reportId,
        placement,
      })
    }
    changed.add(move.from).add(to)
  }
  for (const story of changed) await measureStory(tx, story as StoryId)
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
  await rememberEarlier(report, story.said, memory, tx)
  const sentences = askedSentences(
    reportId,
    sharedScan(report.text),
    reading,
    memory.vocabulary,
    traced?.fresh,
  )
  const { developments } = decideDevelopments(sentences, story.said, at.getUTCFullYear())
  for (const sentence of sentences) story.said.add(sentence)
  await saveDevelopments(tx, { storyId, reportId, revisionId, at: saidAt(report), developments })
}

/**
 * Makes a story remember of a report what its earlier revisions said and no more: a memory filled anew knows its newest,
 * whether or not what that adds was found.
 */
async function rememberEarlier(
  { reportId, number }: ReportToPlace,
  said: Said,
  memory: StoryMemory,
  tx: Tx,
): Promise<void> {
  said.forget(reportId)
  for (const { text, reading } of await earlierRevisions(tx, reportId, number)) {
    for (const sentence of askedSentences(reportId, sharedScan(text), reading, memory.vocabulary))
      said.add(sentence)
  }
}
