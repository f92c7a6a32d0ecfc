import { beforeAll, beforeEach, expect, test } from 'vitest'
import { gatherHeldBack } from '../../src/alerts/gather.ts'
import { AlertsMemory } from '../../src/alerts/memory.ts'
import { raiseAlerts } from '../../src/alerts/stage.ts'
import { alertsOf } from '../../src/db/alerts.ts'
import { countHeldBack, listHeldBack, sendHeldBack } from '../../src/db/heldBack.ts'
import type { Db } from '../../src/db/open.ts'
import { muteStory } from '../../src/db/subscriptions.ts'
import { linksOf } from '../../src/delivery/links.ts'
import { textOf } from '../../src/delivery/messages/text.ts'
import type { StoryId, SubscriptionId } from '../../src/domain/ids.ts'
import { Rules } from '../../src/domain/rules.ts'
import { aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import {
  addDevelopment,
  addReport,
  addRevision,
  addSource,
  addStory,
  type Report,
} from '../support/seedPages.ts'
import { subscribe } from './aSubscription.ts'

const burst = 'The river Olm burst its banks at Karsa early on Monday.'
const dead = 'At least 14 people were killed at Karsa, said governor Ilse Varnow.'
const dead20 = 'At least 20 people were killed at Karsa, said governor Ilse Varnow.'
const at = new Date('2026-05-04T21:10:00Z')
const morning = new Date('2026-05-05T08:00:00Z')

let db: Db
let memory: AlertsMemory

beforeAll(async () => {
  db = (await aDatabase()).db
})

beforeEach(async () => {
  memory = new AlertsMemory()
  await db.updateTable('subscriptions').set({ ended_at: new Date() }).execute()
})

async function aReport(story: StoryId | undefined, sentences: readonly string[]): Promise<Report> {
  const name = Math.random()
    .toString(36)
    .replace(/[^a-z]/g, '')
  const source = await addSource(db, `Wire ${name}`)
  const report = await addReport(db, { source, at, headline: `Olm floods ${name}`, paragraphs: sentences })
  if (story) {
    const placement = JSON.stringify({ story, similarity: 1, sharedWords: [], reasons: [] })
    await db
      .insertInto('story_reports')
      .values({ report_id: report.id, story_id: story, placement })
      .execute()
  }
  return report
}

async function aStory() {
  const first = await aReport(undefined, [burst])
  const story = await addStory(db, 'Flood at Karsa', [first])
  await addDevelopment(db, story, first, 'first-report', burst)
  return { first, story }
}

async function adds(
  story: StoryId,
  text: string,
  kind: 'new-figure' | 'new-information' | 'changed-figure' = 'new-information',
) {
  const report = await aReport(story, [text])
  await addDevelopment(db, story, report, kind, text)
  return report
}

function publish({ id, revisionId }: Report, now = at) {
  return runStage(raiseAlerts(memory), { reportId: id, revisionId }, db, aContext({ now: () => now }))
}

function gather(subscriptionId: SubscriptionId, now: Date) {
  return runStage(gatherHeldBack, { subscriptionId }, db, aContext({ now: () => now }))
}

const bodies = async (id: SubscriptionId) => (await alertsOf(db, id, 10)).map((alert) => alert.body)
const reasons = async (id: SubscriptionId) =>
  (await countHeldBack(db, id)).map(({ reason, count }) => `${count} ${reason}`)
const daily = Rules.parse({ pace: { kind: 'daily', at: '08:00' } })

test('a digest gathers what waited, each with its report, and nothing is told before its time', async () => {
  const { first, story } = await aStory()
  const { id } = await subscribe(db, 'karsa', { rules: daily })
  const [message] = await publish(first)
  expect(message).toMatchObject({ to: 'subscription.due', message: { subscriptionId: id }, after: morning })
  await publish(await adds(story, dead, 'new-figure'))
  await gather(id, at)
  expect([await bodies(id), await reasons(id)]).toEqual([[], ['2 digest']])
  expect(await gather(id, morning)).toMatchObject([{ to: 'alert.raised' }])
  const [body] = await bodies(id)
  expect(body).toMatchObject({
    gathered: 2,
    developments: [{ text: burst, from: { report: first.id } }, { text: dead }],
  })
  expect([await gather(id, morning), await reasons(id)]).toEqual([[], []])
})

test('a digest names the origins that said it until then', async () => {
  const { first, story } = await aStory()
  const { id } = await subscribe(db, 'karsa', { rules: daily })
  await publish(first)
  await publish(await adds(story, dead, 'new-figure'))
  await adds(story, 'Governor Ilse Varnow put the number of people killed at Karsa at 14.')
  await gather(id, morning)
  const [body] = await bodies(id)
  expect(body!.developments.map((one) => one.origins?.length)).toEqual([1, 2])
})

test('what one subscription told is not told by another that reaches the same address', async () => {
  const { first } = await aStory()
  const channel = { kind: 'webhook' as const, address: 'https://hooks.example/ana' }
  const [one, two, other] = [
    await subscribe(db, 'olm', { channel }),
    await subscribe(db, 'karsa', { channel }),
    await subscribe(db, 'karsa', { channel: { kind: 'webhook', address: 'https://hooks.example/ben' } }),
  ]
  expect(await publish(first)).toHaveLength(2)
  expect([
    (await bodies(one.id)).length,
    (await bodies(two.id)).length,
    (await bodies(other.id)).length,
  ]).toEqual([1, 0, 1])
  expect(await reasons(two.id)).toEqual(['1 told-elsewhere'])
})

test('what adds nothing, was told, or is of a muted story is listed with its reason, and can be sent after all', async () => {
  const { first, story } = await aStory()
  const { id } = await subscribe(db, 'karsa')
  await publish(first)
  await publish(await aReport(story, [burst]))
  await publish(await adds(story, burst.replace('early', 'very early')))
  await muteStory(db, id, story)
  await publish(await adds(story, dead, 'new-figure'))
  expect((await reasons(id)).sort()).toEqual(['1 muted', '1 nothing-new', '1 told'])
  const muted = (await listHeldBack(db, id, { limit: 10 })).find((one) => one.reason === 'muted')
  expect(await db.transaction().execute((tx) => sendHeldBack(tx, id, [muted!.id], at))).toHaveLength(1)
  expect((await bodies(id)).some((body) => body.developments[0]?.text === dead)).toBe(true)
  expect((await reasons(id)).sort()).toEqual(['1 nothing-new', '1 told'])
})

test('only figures, only corrections', async () => {
  const { first, story } = await aStory()
  const figures = await subscribe(db, 'karsa', { rules: Rules.parse({ only: 'figures' }) })
  const corrections = await subscribe(db, 'karsa', { rules: Rules.parse({ only: 'corrections' }) })
  await publish(first)
  await publish(await adds(story, dead, 'new-figure'))
  expect((await bodies(figures.id)).map((body) => body.developments.map((one) => one.text))).toEqual([[dead]])
  expect([await reasons(figures.id), await reasons(corrections.id)]).toEqual([
    ['1 only-figures'],
    ['2 only-corrections'],
  ])
})

test('what too few origins say waits until another says it in words of its own', async () => {
  const { first, story } = await aStory()
  const subscription = await subscribe(db, 'killed', { rules: Rules.parse({ origins: 2 }) })
  const { id } = subscription
  await publish(first)
  await publish(await adds(story, dead, 'new-figure'))
  expect([await bodies(id), await reasons(id)]).toEqual([[], ['1 few-origins']])
  const second = 'Governor Ilse Varnow put the number of people killed at Karsa at 14.'
  await publish(await adds(story, second))
  const [told] = await bodies(id)
  expect(told?.developments[0]?.text).toBe(dead)
  expect(told?.developments[0]?.origins).toHaveLength(2)
  expect(textOf(told!, linksOf({ body: told!, subscription } as never, ''))).toContain(
    `2 independent origins say so: ${told!.developments[0]!.origins!.join(' and ')}.`,
  )
  expect((await reasons(id)).filter((one) => one.includes('few-origins'))).toEqual([])
})

test('a correction reaches exactly those who were told, in place of what it corrects, whatever their rules', async () => {
  const { first, story } = await aStory()
  const told = await subscribe(db, 'killed', { rules: Rules.parse({ only: 'figures', mostAnHour: 1 }) })
  const untold = await subscribe(db, 'volcano')
  await publish(first)
  const report = await adds(story, dead, 'new-figure')
  await publish(report)
  await muteStory(db, told.id, story)
  const revision = { source: report.source, at, headline: 'Olm corrected', paragraphs: [dead20] }
  const corrected = await addRevision(db, report, revision, 2)
  await addDevelopment(db, story, corrected, 'correction', dead20, dead)
  expect(await publish(corrected)).toHaveLength(1)
  const [newest, before] = await alertsOf(db, told.id, 2)
  expect(newest?.body.developments).toMatchObject([{ kind: 'correction', text: dead20, before: dead }])
  expect(newest?.body.replaces).toBe(before?.id)
  expect(await bodies(untold.id)).toEqual([])
})

test('a correction waits for the end of quiet hours, or passes, as its reader chose; what it corrects is not sent', async () => {
  const quiet = { from: '22:00', to: '07:00' }
  const { first, story } = await aStory()
  const waits = await subscribe(db, 'killed', { rules: Rules.parse({ quiet }) })
  const passes = await subscribe(db, 'killed', {
    rules: Rules.parse({ quiet: { ...quiet, corrections: 'pass' } }),
  })
  const digest = await subscribe(db, 'killed', { rules: daily })
  await publish(first)
  const report = await adds(story, dead, 'new-figure')
  await publish(report)
  const revision = { source: report.source, at, headline: 'Olm corrected', paragraphs: [dead20] }
  const corrected = await addRevision(db, report, revision, 2)
  await addDevelopment(db, story, corrected, 'correction', dead20, dead)
  await publish(corrected, new Date('2026-05-04T23:00:00Z'))
  expect([(await bodies(waits.id)).length, (await bodies(passes.id)).length]).toEqual([1, 2])
  await gather(waits.id, morning)
  const [newest, before] = await alertsOf(db, waits.id, 2)
  expect(newest?.body).toMatchObject({ replaces: before?.id, developments: [{ text: dead20 }] })
  await gather(digest.id, morning)
  expect((await bodies(digest.id)).map((body) => body.developments.map((one) => one.text))).toEqual([
    [dead20],
  ])
})
