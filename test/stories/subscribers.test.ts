import { beforeAll, beforeEach, expect, test } from 'vitest'
import { saveHeldBack, waitingForOrigins } from '../../src/db/heldBack.ts'
import type { Db } from '../../src/db/open.ts'
import { mergeStories, moveReport } from '../../src/db/stories.ts'
import { followersOf, listeners, mutedStories, muteStory } from '../../src/db/subscriptions.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import { subscribe } from '../alerts/aSubscription.ts'
import { anAlert } from '../delivery/aDelivery.ts'
import { aDatabase } from '../support/database.ts'
import { addReport, addSource, addStory, type Report, type Source } from '../support/seedPages.ts'

const at = new Date('2026-05-04T07:10:00Z')
let db: Db
let source: Source
let ferry: Report
let mill: Report
let one: StoryId
let other: StoryId

beforeAll(async () => {
  db = (await aDatabase()).db
  source = await addSource(db, 'The Wire')
})

beforeEach(async () => {
  ferry = await addReport(db, { source, at, headline: 'Ferry sinks', paragraphs: ['A ferry sank.'] })
  mill = await addReport(db, { source, at, headline: 'Mill burns', paragraphs: ['A mill burnt.'] })
  one = await addStory(db, 'Ferry sinks', [ferry])
  other = await addStory(db, 'Mill burns', [mill])
})

/** A subscription for which a report waits in a story until another origin says it. */
async function oneThatWaits(story: StoryId, { id: reportId, revisionId }: Report) {
  const { id } = await subscribe(db, 'sank')
  const held = { storyId: story, reportId, revisionId, reason: 'few-origins' as const, waits: true }
  await saveHeldBack(db, [{ ...held, subscriptionId: id, body: anAlert(), part: 'dev_1', voices: ['a'], at }])
  return id
}

const mutedBy = async (id: Parameters<typeof mutedStories>[1]) =>
  (await mutedStories(db, id)).map((story) => story.id)
const hears = async (id: Parameters<typeof mutedStories>[1], story: StoryId) =>
  (await listeners(db, [id], story)).some((listener) => !listener.muted)

test('who muted a story hears no more of the one it became part of', async () => {
  const { id } = await subscribe(db, 'ferry')
  await muteStory(db, id, other)
  expect(await hears(id, one)).toBe(true)
  await mergeStories(db, one, other)
  expect([await hears(id, one), await mutedBy(id)]).toEqual([false, [one]])
})

test('who muted both stories has muted one', async () => {
  const { id } = await subscribe(db, 'ferry')
  await muteStory(db, id, one)
  await muteStory(db, id, other)
  await mergeStories(db, one, other)
  expect(await mutedBy(id)).toEqual([one])
})

test('who follows a story follows the one it became part of, through two merges', async () => {
  const third = await addStory(db, 'A third', [
    await addReport(db, { source, at, headline: 'Third', paragraphs: ['It is told.'] }),
  ])
  const follower = await subscribe(db, '', { storyId: other })
  await mergeStories(db, one, other)
  expect(await followersOf(db, one)).toEqual([follower.id])
  await mergeStories(db, third, one)
  expect(await followersOf(db, third)).toEqual([follower.id])
  expect(await hears(follower.id, third)).toBe(true)
})

test('what waits for another origin waits in the story that goes on, or with the report that leaves', async () => {
  const first = await oneThatWaits(other, mill)
  await mergeStories(db, one, other)
  expect((await waitingForOrigins(db, one)).map((row) => row.subscriptionId)).toEqual([first])

  const began = await addStory(db, 'The mill again', [
    await addReport(db, { source, at, headline: 'Mill', paragraphs: ['It burnt.'] }),
  ])
  const placement = { story: began, similarity: 0.5, sharedWords: [], reasons: ['It is another event.'] }
  await moveReport(db, { reportId: mill.id, from: one, to: began, becauseOf: ferry.id, placement })
  expect(await waitingForOrigins(db, one)).toEqual([])
  expect((await waitingForOrigins(db, began)).map((row) => row.subscriptionId)).toEqual([first])
})

test('where a report leaves a story, muting and following stay with the name', async () => {
  const muter = await subscribe(db, 'ferry')
  const follower = await subscribe(db, '', { storyId: one })
  await muteStory(db, muter.id, one)
  const placement = { story: other, similarity: 0.5, sharedWords: [], reasons: ['It is another event.'] }
  await moveReport(db, { reportId: ferry.id, from: one, to: other, becauseOf: mill.id, placement })
  expect([await mutedBy(muter.id), await hears(muter.id, other)]).toEqual([[one], true])
  expect([await followersOf(db, one), await followersOf(db, other)]).toEqual([[follower.id], []])
})
