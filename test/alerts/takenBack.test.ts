import { beforeAll, beforeEach, expect, test } from 'vitest'
import { gatherHeldBack } from '../../src/alerts/gather.ts'
import { AlertsMemory } from '../../src/alerts/memory.ts'
import { raiseAlerts } from '../../src/alerts/stage.ts'
import { tellTakenBack } from '../../src/alerts/takenBack.ts'
import { alertsOf } from '../../src/db/alerts.ts'
import { countHeldBack, listHeldBack, sendHeldBack } from '../../src/db/heldBack.ts'
import type { Db } from '../../src/db/open.ts'
import { muteStory } from '../../src/db/subscriptions.ts'
import { linksOf } from '../../src/delivery/links.ts'
import { textOf } from '../../src/delivery/messages/text.ts'
import { withdrawReport } from '../../src/desk/holding.ts'
import type { StoryId, SubscriptionId } from '../../src/domain/ids.ts'
import { Rules } from '../../src/domain/rules.ts'
import { aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addDevelopment, addReport, addSource, addStory, type Report } from '../support/seedPages.ts'
import { subscribe } from './aSubscription.ts'

const dam = 'The dam above Karsa broke on Monday night.'
const fled = 'Some 900 people fled to the hills.'
const at = new Date('2026-05-04T21:10:00Z')
const morning = new Date('2026-05-05T08:00:00Z')
const site = 'https://news.example'
const because = { by: 'editor', why: 'The agency says its account was taken over.' }

let db: Db
let memory: AlertsMemory
let story: StoryId
let report: Report

beforeAll(async () => {
  db = (await aDatabase()).db
})

beforeEach(async () => {
  memory = new AlertsMemory()
  await db.updateTable('subscriptions').set({ ended_at: new Date() }).execute()
  const source = await addSource(db, `Wire ${Math.random().toString(36).slice(2)}`)
  report = await addReport(db, { source, at, headline: 'Dam breaks', paragraphs: [dam, fled] })
  story = await addStory(db, 'Dam at Karsa', [report])
  await addDevelopment(db, story, report, 'first-report', dam)
  await addDevelopment(db, story, report, 'new-figure', fled)
})

const publish = () =>
  runStage(
    raiseAlerts(memory),
    { reportId: report.id, revisionId: report.revisionId },
    db,
    aContext({ now: () => at }),
  )

async function takeBack(now = at) {
  const handoffs = await db.transaction().execute((tx) => withdrawReport(tx, report.id, because))
  if (!handoffs.some(({ to }) => to === 'report.withdrawn')) return []
  return runStage(tellTakenBack, { reportId: report.id }, db, aContext({ now: () => now }))
}

const told = async (id: SubscriptionId) => (await alertsOf(db, id, 10)).map(({ body }) => body)

test('whoever was told a report hears that it was taken back and why, once, and nobody else', async () => {
  const subscriber = await subscribe(db, 'dam', {})
  const muting = await subscribe(db, 'dam', { rules: Rules.parse({ pace: { kind: 'at-once' } }) })
  const other = await subscribe(db, 'harbour', {})
  await publish()
  await muteStory(db, muting.id, story)
  const [first] = await alertsOf(db, subscriber.id, 1)
  expect(await takeBack()).toMatchObject([{ to: 'alert.raised' }, { to: 'alert.raised' }])
  expect(await takeBack()).toEqual([])
  const [takenBack, before] = await told(subscriber.id)
  expect(before!.developments.map(({ text }) => text)).toEqual([dam, fled])
  expect(takenBack).toMatchObject({
    replaces: first!.id,
    developments: [
      {
        kind: 'withdrawal',
        text: `This report was taken back: ${because.why}`,
        before: `${dam} ${fled}`,
      },
    ],
  })
  const [alert] = await alertsOf(db, subscriber.id, 1)
  const message = textOf(
    alert!.body,
    linksOf({ body: alert!.body, subscription: { ...subscriber, endedAt: null } }, site),
  )
  expect(message).toContain(
    `WITHDRAWAL\nThis report was taken back: ${because.why}\nBefore: ${dam} ${fled}\n`,
  )
  expect(await told(subscriber.id)).toHaveLength(2)
  expect(await told(muting.id)).toHaveLength(2)
  expect(await told(other.id)).toEqual([])
})

test('what waited of a report that was taken back is not sent, by itself or after all', async () => {
  const subscriber = await subscribe(db, 'dam', { rules: Rules.parse({ pace: { kind: 'hourly' } }) })
  await publish()
  expect(await takeBack()).toEqual([])
  const context = aContext({ now: () => morning })
  expect(await runStage(gatherHeldBack, { subscriptionId: subscriber.id }, db, context)).toEqual([])
  expect(await countHeldBack(db, subscriber.id)).toEqual([{ reason: 'withdrawn', count: 1 }])
  const [held] = await listHeldBack(db, subscriber.id, { limit: 10 })
  const sent = await db.transaction().execute((tx) => sendHeldBack(tx, subscriber.id, [held!.id], morning))
  expect(sent).toEqual([])
  expect(await told(subscriber.id)).toEqual([])
})

test('in quiet hours it waits, and then goes out in the place of what it takes back', async () => {
  const rules = Rules.parse({ quiet: { from: '22:00', to: '07:00' } })
  const subscriber = await subscribe(db, 'dam', { rules })
  await publish()
  const night = new Date('2026-05-04T23:00:00Z')
  expect(await takeBack(night)).toMatchObject([{ to: 'subscription.due' }])
  expect(await told(subscriber.id)).toHaveLength(1)
  const context = aContext({ now: () => morning })
  await runStage(gatherHeldBack, { subscriptionId: subscriber.id }, db, context)
  const [takenBack] = await told(subscriber.id)
  expect(takenBack!.developments).toMatchObject([{ kind: 'withdrawal', before: `${dam} ${fled}` }])
  expect(takenBack!.replaces).toBeDefined()
})
