import { createHmac } from 'node:crypto'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { beforeAll, expect, test, vi } from 'vitest'
import { examine } from '../../src/commands/doctor.ts'
import { countSubscribers } from '../../src/db/hub/subscribers.ts'
import { withdrawReport } from '../../src/desk/holding.ts'
import {
  addDevelopment,
  addReport,
  addRevision,
  addSource,
  addStory,
  type Report,
  type Source,
} from '../support/seedPages.ts'
import { type ACallback, aCallback } from './aCallback.ts'
import { type AHub, aHub } from './aHub.ts'

let hub: AHub
let source: Source

beforeAll(async () => {
  hub = await aHub()
  source = await addSource(hub.app.db, 'The Post')
}, 180_000)

/** Says that it is told of nothing more for a while. */
const quietMs = 2500

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await done())) throw new Error('It has not happened.')
    },
    { timeout: 30_000, interval: 50 },
  )
}

async function publishStory(headline: string, sentence: string) {
  const report = await addReport(hub.app.db, { source, at: new Date(), headline, paragraphs: [sentence] })
  const story = await addStory(hub.app.db, headline, [report])
  await addDevelopment(hub.app.db, story, report, 'first-report', sentence)
  await hub.publish(report)
  return { report, story }
}

/** Publishes a later text of a report. */
async function revise(report: Report, headline: string, sentence: string): Promise<void> {
  const told = { source, at: new Date(), headline, paragraphs: [sentence] }
  await hub.publish(await addRevision(hub.app.db, report, told, 2))
}

/** Subscribes a callback and waits until it was sent what the feed holds. */
async function subscribe(callback: ACallback, topic: string, more: Record<string, string> = {}) {
  const form = {
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.callback': `${callback.url}in?key=a%20b`,
    ...more,
  }
  const before = callback.pushed.length
  expect(await hub.ask(form)).toMatchObject({ status: 202 })
  await until(() => callback.pushed.length > before)
}

const feedAt = async (address: string) => Buffer.from(await (await fetch(address)).arrayBuffer())

test('a subscriber is asked, then sent what the feed holds and each change, signed, as the feed itself answers', async () => {
  const callback = await aCallback()
  const { report, story } = await publishStory('Olm floods Karsa', 'The Olm rose by 4 metres.')
  const topic = `${hub.url}/stories/${story}.atom`
  await subscribe(callback, topic, { 'hub.secret': 'sésame', 'hub.lease_seconds': '86400' })
  expect(Object.fromEntries(callback.asked[0]!)).toEqual({
    key: 'a b',
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.challenge': expect.stringMatching(/^[\w-]{32}$/),
    'hub.lease_seconds': '86400',
  })
  const correction = 'The Olm rose by 14 metres.'
  const told = { source, at: new Date(), headline: 'Olm floods Karsa', paragraphs: [correction] }
  const revised = await addRevision(hub.app.db, report, told, 2)
  await addDevelopment(hub.app.db, story, revised, 'correction', correction, 'The Olm rose by 4 metres.')
  await hub.publish(revised)
  await until(() => callback.pushed.length === 2)
  const { headers, bytes, path } = callback.pushed[1]!
  expect(path).toBe('/in')
  expect(bytes).toEqual(await feedAt(topic))
  expect(bytes.toString()).toContain(correction)
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8')
  expect(headers.link).toBe(`<${topic}>; rel="self", <${hub.url}/hub>; rel="hub"`)
  const signed = createHmac('sha256', 'sésame').update(bytes).digest('hex')
  expect(headers['x-hub-signature']).toBe(`sha256=${signed}`)
})

test('all formats of the stories are sent; a reader finds the hub in the headers and in the feed', async () => {
  await publishStory('Ferry sinks', 'A ferry sank off Port Calder.')
  for (const format of ['atom', 'rss', 'json']) {
    const callback = await aCallback()
    const topic = `${hub.url}/stories.${format}`
    const { headers } = await fetch(topic, { method: 'HEAD' })
    expect(headers.get('link')).toBe(`<${topic}>; rel="self", <${hub.url}/hub>; rel="hub"`)
    await subscribe(callback, topic)
    expect(callback.pushed[0]!.bytes).toEqual(await feedAt(topic))
    expect(callback.pushed[0]!.bytes.toString()).toContain(`${hub.url}/hub`)
    expect(callback.pushed[0]!.headers['x-hub-signature']).toBeUndefined()
  }
})

test('the feed of a query is sent when a report meets it, no longer meets it, or is taken back, and not for others', async () => {
  const callback = await aCallback()
  const early = await publishStory('Volcano wakes', 'Mount Tessel smokes again.')
  const topic = `${hub.url}/reports.json?query=${encodeURIComponent('tessel OR "mount varn"')}`
  await subscribe(callback, topic)
  const heads = (at: number) =>
    (parseJsonFeed(callback.pushed[at]!.bytes.toString()).items ?? []).map((item) => item.title)
  expect(heads(0)).toEqual(['Volcano wakes'])

  const { report } = await publishStory('Ash over Varn', 'Ash of Mount Varn fell on the harbour.')
  await until(() => callback.pushed.length === 2)
  expect(heads(1).toSorted()).toEqual(['Ash over Varn', 'Volcano wakes'])
  expect(callback.pushed[1]!.bytes).toEqual(await feedAt(topic))

  await publishStory('Budget passed', 'Parliament passed the budget.')
  await revise(report, 'Dust over the harbour', 'Dust of a quarry fell on the harbour.')
  await until(() => callback.pushed.length === 3)
  expect(heads(2)).toEqual(['Volcano wakes'])

  const handoffs = await hub.app.db
    .transaction()
    .execute((tx) => withdrawReport(tx, early.report.id, { by: 'Ada', why: 'Made up.' }))
  await hub.app.runner.hand(handoffs, hub.app.db)
  hub.app.runner.wake(handoffs)
  await until(() => callback.pushed.length === 4)
  expect(heads(3)).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, quietMs))
  expect(callback.pushed).toHaveLength(4)
})

test('many changes in quick succession are sent together, the newest last', async () => {
  const callback = await aCallback()
  const topic = `${hub.url}/stories.atom`
  await subscribe(callback, topic)
  const before = callback.pushed.length
  const quakes = Array.from({ length: 30 }, (_, number) => `Quake ${number + 1} near Odrin`)
  await Promise.all(quakes.map((headline) => publishStory(headline, 'The ground shook near Odrin.')))
  await until(() => quakes.every((headline) => callback.pushed.at(-1)!.bytes.includes(headline)))
  await new Promise((resolve) => setTimeout(resolve, quietMs))
  const times = callback.pushed.slice(before).map((one) => one.atMs)
  expect(times.length).toBeLessThan(15)
  expect(callback.pushed.at(-1)!.bytes).toEqual(await feedAt(topic))
  expect(parseAtomFeed(callback.pushed.at(-1)!.bytes.toString()).entries!.length).toBeGreaterThan(30)
})

test('callbacks that hang or are not there delay nobody', async () => {
  const quick = await aCallback()
  const dead = await aCallback()
  const hanging = await Promise.all([1, 2, 3].map(() => aCallback()))
  const { report, story } = await publishStory('Dam holds', 'The dam at Mirane holds.')
  const topic = `${hub.url}/stories/${story}.rss`
  for (const callback of [dead, ...hanging, quick]) await subscribe(callback, topic)
  dead.leave()
  for (const callback of hanging) callback.delayMs = 60_000
  const before = quick.pushed.length
  const started = performance.now()
  await addDevelopment(hub.app.db, story, report, 'new-statement', 'The dam at Mirane holds.')
  await hub.publish(report)
  await until(() => quick.pushed.length > before)
  expect(performance.now() - started).toBeLessThan(8000)
  await until(() => hanging.every((callback) => callback.pushed.length === 2))
  const lost = hub.app.db.selectFrom('hub_subscribers').where('callback', 'like', `${dead.url}%`)
  await until(async () => (await lost.select('failures').executeTakeFirstOrThrow()).failures > 0)
})

test('a subscriber that says 410 is sent nothing more; neither is one that unsubscribed', async () => {
  const [gone, leaving, staying] = await Promise.all([aCallback(), aCallback(), aCallback()])
  const { report, story } = await publishStory('Strike ends', 'The strike at Halm ended.')
  const topic = `${hub.url}/stories/${story}.json`
  for (const callback of [gone, leaving, staying]) await subscribe(callback, topic)
  gone.status = 410
  const leave = { 'hub.topic': topic, 'hub.callback': `${leaving.url}in?key=a%20b` }
  expect(await hub.ask({ ...leave, 'hub.mode': 'unsubscribe' })).toMatchObject({ status: 202 })
  await until(() => leaving.asked.length === 2)
  expect(leaving.asked[1]!.get('hub.mode')).toBe('unsubscribe')
  expect(leaving.asked[1]!.has('hub.lease_seconds')).toBe(false)
  await until(async () => (await hub.ask({ ...leave, 'hub.mode': 'unsubscribe' })).status === 404)

  for (const kind of ['new-statement', 'denial'] as const) {
    const before = staying.pushed.length
    await addDevelopment(hub.app.db, story, report, kind, 'The strike at Halm ended.')
    await hub.publish(report)
    await until(() => staying.pushed.length > before)
  }
  await new Promise((resolve) => setTimeout(resolve, quietMs))
  expect([gone.pushed.length, leaving.pushed.length, staying.pushed.length]).toEqual([2, 1, 3])
})

test('a callback that does not echo the challenge is no subscriber', async () => {
  const callback = await aCallback()
  callback.confirm = () => ({ status: 200, body: 'yes' })
  const form = {
    'hub.mode': 'subscribe',
    'hub.topic': `${hub.url}/stories.atom`,
    'hub.callback': callback.url,
  }
  expect(await hub.ask(form)).toMatchObject({ status: 202 })
  await until(() => callback.asked.length === 1)
  await publishStory('Bridge opens', 'The bridge at Tessin opened.')
  await new Promise((resolve) => setTimeout(resolve, quietMs))
  expect(callback.pushed).toEqual([])
  expect(await hub.ask({ ...form, 'hub.mode': 'unsubscribe' })).toMatchObject({ status: 404 })
})

test('the hub takes forms of other programs, and says so to whoever sends something else', async () => {
  const answer = await fetch(`${hub.url}/hub`, { method: 'POST', headers: { origin: 'https://x.example' } })
  expect(answer.status).toBe(415)
  const looked = await fetch(`${hub.url}/hub`)
  expect(looked.status).toBe(200)
  expect(await looked.text()).toContain('WebSub hub')
})

test('the doctor says how the hub is doing', async () => {
  await hub.app.db.updateTable('hub_subscribers').set({ failures: 0 }).execute()
  const { all } = await countSubscribers(hub.app.db)
  expect(all).toBeGreaterThan(3)
  const checks = await examine.run({}, hub.app, () => {}, new AbortController().signal)
  expect(checks.find(({ about }) => about === 'hub')).toEqual({
    about: 'hub',
    well: true,
    say: `Our own, at ${hub.url}/hub: ${all} subscribers, all reached.`,
  })
})
