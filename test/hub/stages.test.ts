import { beforeAll, beforeEach, expect, test } from 'vitest'
import { saveSubscriber } from '../../src/db/hub/subscribers.ts'
import { ensureTopic, saveLook } from '../../src/db/hub/topics.ts'
import type { Db } from '../../src/db/open.ts'
import { withdraw } from '../../src/db/publication.ts'
import type { HubSubscriberId, HubTopicId } from '../../src/domain/ids.ts'
import { newMemory } from '../../src/memory.ts'
import { noteChangedFeeds } from '../../src/publishing/feeds/noteChanged.ts'
import { distribute } from '../../src/publishing/hub/distribute.ts'
import { pushContent } from '../../src/publishing/hub/push.ts'
import { tendHub } from '../../src/publishing/hub/tend.ts'
import { verifyIntent } from '../../src/publishing/hub/verifyIntent.ts'
import type { Handoff } from '../../src/stage.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addReport, addSource, addStory } from '../support/seedPages.ts'
import { type ACallback, aCallback } from './aCallback.ts'

const siteUrl = 'https://news.example'
const river = `${siteUrl}/stories.atom`
const began = new Date('2026-05-04T07:00:00Z')
const minute = 60_000
const day = 24 * 60 * minute

let db: Db
let callback: ACallback
let minutesLater = 0
const now = () => new Date(began.getTime() + minutesLater * minute)
const contextOf = (changes = {}) =>
  aContext({ config: aConfig({ siteUrl, ownHub: true, allowPrivateAddresses: true, ...changes }), now })
const context = contextOf()
const memory = newMemory()
const stages = { push: pushContent(), ask: verifyIntent(), render: distribute(memory.feedQueries) }

beforeAll(async () => {
  db = (await aDatabase()).db
})
beforeEach(async () => {
  for (const table of ['hub_subscribers', 'hub_requests', 'hub_topics'] as const)
    await db.deleteFrom(table).execute()
  callback = await aCallback()
  minutesLater = 0
})

/** A callback that is sent a topic for a day. */
async function aSubscriber(
  url = river,
  secret: string | null = null,
): Promise<{ id: HubSubscriberId; topicId: HubTopicId }> {
  return db.transaction().execute(async (tx) => {
    const isStory = url.includes('/stories/')
    const storyId = isStory ? (/(sto_\w+)/.exec(url)![1] as never) : undefined
    const topicId = await ensureTopic(tx, { url, feed: isStory ? 'story' : 'river', format: 'atom', storyId })
    const made = { topicId, topic: url, callback: callback.url, host: '127.0.0.1', secret }
    const id = await saveSubscriber(tx, { ...made, leaseUntil: new Date(began.getTime() + day) }, began)
    return { id, topicId }
  })
}

/** Gives a topic its next content. */
async function holds(topicId: HubTopicId, content: string): Promise<void> {
  await db.transaction().execute((tx) => saveLook(tx, topicId, { content, changes: 0 }, now()))
}

const push = (subscriberId: HubSubscriberId) => runStage(stages.push, { subscriberId }, db, context)
const afterMinutes = ([handoff]: readonly Handoff[]) =>
  handoff?.after && (handoff.after.getTime() - now().getTime()) / minute
const bodies = () => callback.pushed.map(({ bytes }) => bytes.toString())

async function aStory(headline: string) {
  const source = await addSource(db, `Post ${headline}`)
  const report = await addReport(db, { source, at: began, headline, paragraphs: ['It happened.'] })
  return { report, story: await addStory(db, headline, [report]) }
}

test('a subscriber is sent only what it does not have, and never twice', async () => {
  const { id, topicId } = await aSubscriber()
  expect(await push(id)).toEqual([])
  await holds(topicId, 'one')
  await holds(topicId, 'two')
  await push(id)
  await push(id)
  expect(bodies()).toEqual(['two'])
})

test('a callback that fails rests, ever longer, is then sent the newest, and is well again', async () => {
  const { id, topicId } = await aSubscriber()
  await holds(topicId, 'one')
  callback.status = 500
  const rests: number[] = []
  for (let failures = 0; failures < 9; failures++) {
    const handoffs = await push(id)
    rests.push(afterMinutes(handoffs)!)
    expect(await push(id)).toMatchObject([{ to: 'hubSubscriber.due', only: `${id} rest` }])
    minutesLater += Math.ceil(rests.at(-1)!)
  }
  expect(callback.pushed).toHaveLength(9)
  expect(rests.slice(0, 8).every((rest, at) => at === 0 || rest > rests[at - 1]!)).toBe(true)
  expect(rests[8]).toBeGreaterThanOrEqual(240)
  expect(await push(id)).toEqual([])
  minutesLater += 5 * 60
  expect(await push(id)).toEqual([])
  expect(callback.pushed).toHaveLength(10)

  callback.status = 204
  await holds(topicId, 'two')
  await push(id)
  expect(bodies().at(-1)).toBe('two')
  const row = await db.selectFrom('hub_subscribers').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ failures: 0, last_error: null, resting_until: null })
})

test('a callback that asks for a pause is left alone as long', async () => {
  const { id, topicId } = await aSubscriber()
  await holds(topicId, 'one')
  callback.status = 503
  callback.headers = { 'retry-after': '7200' }
  expect(afterMinutes(await push(id))).toBe(120)
})

test('no private address is sent to unless that is allowed', async () => {
  const { id, topicId } = await aSubscriber()
  await holds(topicId, 'one')
  const publicOnly = contextOf({ allowPrivateAddresses: false })
  await runStage(stages.push, { subscriberId: id }, db, publicOnly)
  expect(callback.pushed).toEqual([])
  const row = await db.selectFrom('hub_subscribers').select('last_error').executeTakeFirstOrThrow()
  expect(row.last_error).toContain('not a public address')
})

test('a lease that ended ends the subscription, and all that stood for it is forgotten', async () => {
  const { id, topicId } = await aSubscriber()
  await holds(topicId, 'one')
  minutesLater = 24 * 60
  expect(await push(id)).toEqual([])
  expect(callback.pushed).toEqual([])
  expect(await runStage(tendHub, {}, db, context)).toEqual([])
  expect(await db.selectFrom('hub_topics').select('id').execute()).toEqual([])
})

test('while it has subscribers the hub is tended, and topics long not looked at are', async () => {
  const { topicId } = await aSubscriber()
  const again = { to: 'hub.due', message: {}, after: new Date(began.getTime() + 10 * minute), only: 'hub' }
  const look = { to: 'hubTopic.changed', message: { topicId }, only: topicId }
  expect(await runStage(tendHub, {}, db, context)).toEqual([look, again])
  await holds(topicId, 'one')
  expect(await runStage(tendHub, {}, db, context)).toEqual([again])
})

test('a renewal replaces secret and lease, and sends at once what was missed', async () => {
  const { id, topicId } = await aSubscriber(river, 'old')
  await holds(topicId, 'one')
  callback.status = 500
  await push(id)
  callback.status = 204
  expect((await aSubscriber(river, 'new')).id).toBe(id)
  await push(id)
  expect(callback.pushed).toHaveLength(2)
  const signatures = callback.pushed.map(({ headers }) => headers['x-hub-signature'])
  expect(signatures[0]).toMatch(/^sha256=[0-9a-f]{64}$/)
  expect(signatures[1]).not.toBe(signatures[0])
})

test('a topic that is as it was is sent to nobody; what changes it is, after a second', async () => {
  const { report } = await aStory('Landslide at Pirol')
  const { id, topicId } = await aSubscriber()
  const due = { to: 'hubSubscriber.due', message: { subscriberId: id }, after: undefined, only: id }
  expect(await runStage(stages.render, { topicId }, db, context)).toEqual([due])
  await push(id)
  expect(await runStage(stages.render, { topicId }, db, context)).toEqual([])
  const noted = await runStage(noteChangedFeeds(memory.feedQueries), { reportId: report.id }, db, context)
  const after = new Date(began.getTime() + 1000)
  expect(noted).toEqual([{ to: 'hubTopic.changed', message: { topicId }, after, only: topicId }])
})

test('subscribers of a story that became part of another, or is taken back, are told that it is over and why', async () => {
  const [merged, taken] = [await aStory('Fire at Sellin'), await aStory('Fire at Brask')]
  const into = await aStory('Fires in the north')
  await db.updateTable('stories').set({ merged_into: into.story }).where('id', '=', merged.story).execute()
  await withdraw(db, taken.report.id, began)
  const marked = await aSubscriber(`${siteUrl}/stories/${merged.story}.atom`)
  expect(
    await runStage(noteChangedFeeds(memory.feedQueries), { reportId: into.report.id }, db, context),
  ).toMatchObject([{ to: 'hubTopic.changed', message: { topicId: marked.topicId } }])
  for (const { story } of [merged, taken]) {
    const url = `${siteUrl}/stories/${story}.atom`
    const { topicId } = await aSubscriber(url)
    const [handoff] = await runStage(stages.render, { topicId }, db, context)
    expect(await runStage(stages.ask, handoff!.message as never, db, context)).toEqual([])
    const told = Object.fromEntries(callback.asked.at(-1)!)
    expect(told).toMatchObject({ 'hub.mode': 'denied', 'hub.topic': url })
    expect(told['hub.reason']).toContain(story === merged.story ? `/stories/${into.story}.atom` : 'no such')
  }
  expect(await db.selectFrom('hub_subscribers').select('id').execute()).toEqual([])
})

test('a hub that is closed tells its subscribers', async () => {
  await aSubscriber()
  const closed = contextOf({ ownHub: false })
  const [denial] = await runStage(tendHub, {}, db, closed)
  await runStage(stages.ask, denial!.message as never, db, closed)
  expect(callback.asked[0]!.get('hub.mode')).toBe('denied')
  expect(callback.asked[0]!.get('hub.reason')).toContain('closed')
})

test('a callback that was not there for days is sent nothing more', async () => {
  const { id, topicId } = await aSubscriber()
  await holds(topicId, 'one')
  await db.updateTable('hub_subscribers').set({ failures: 29 }).execute()
  callback.status = 500
  expect(await push(id)).toEqual([])
  expect(await db.selectFrom('hub_subscribers').select('id').execute()).toEqual([])
})
