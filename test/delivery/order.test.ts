import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { saveAlerts } from '../../src/db/alerts.ts'
import type { Db } from '../../src/db/open.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import { planDeliveries } from '../../src/delivery/plan.ts'
import { Turns } from '../../src/delivery/turns.ts'
import type { DeliveryId, StoryId } from '../../src/domain/ids.ts'
import { subscribe } from '../alerts/aSubscription.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addReport, addSource, addStory, type Report } from '../support/seedPages.ts'
import { anAlert } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'

const at = new Date('2026-05-04T07:10:00Z')
const context = aContext({ config: aConfig({ allowPrivateAddresses: true }) })

let db: Db

beforeAll(async () => {
  db = (await aDatabase()).db
})

async function aReport(): Promise<Report> {
  const name = Math.random()
    .toString(36)
    .replace(/[^a-z]/g, '')
  const source = await addSource(db, `Post ${name}`)
  return addReport(db, { source, at, headline: 'Olm floods Karsa', paragraphs: ['The Olm rose.'] })
}

async function aSubscriber(url: string) {
  const { id, channel } = await subscribe(db, 'olm', { channel: { kind: 'webhook', address: url } })
  return { id, channelId: channel.id }
}

async function planned(subscriber: Awaited<ReturnType<typeof aSubscriber>>, story: StoryId, report: Report) {
  const { id: reportId, revisionId } = report
  const [alertId] = await saveAlerts(db, [
    { subscriptionId: subscriber.id, storyId: story, reportId, revisionId, body: anAlert(), tells: [], at },
  ])
  const [handoff] = await runStage(planDeliveries, { alertId: alertId! }, db)
  return (handoff!.message as { deliveryIds: DeliveryId[] }).deliveryIds[0]!
}

const make = (deliveryId: DeliveryId) => runStage(deliver, { deliveryId }, db, context)

test('what is told of a story comes in order: the later waits until the earlier is settled, and then goes on', async () => {
  const receiver = await aReceiver()
  const subscriber = await aSubscriber(receiver.url)
  const report = await aReport()
  const story = await addStory(db, 'Flood at Karsa', [report])
  const first = await planned(subscriber, story, report)
  const second = await planned(subscriber, story, report)
  const third = await planned(subscriber, story, report)
  expect([await make(third), await make(second)]).toEqual([[], []])
  expect(receiver.received).toHaveLength(0)
  expect(await make(first)).toMatchObject([{ to: 'delivery.due', message: { deliveryId: second } }])
  expect(await make(second)).toMatchObject([{ message: { deliveryId: third } }])
  expect(await make(third)).toEqual([])
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([first, second, third])
})

test('another story, and another channel, wait for nobody', async () => {
  const receiver = await aReceiver()
  const [one, two] = [await aSubscriber(receiver.url), await aSubscriber(`${receiver.url}/2`)]
  const report = await aReport()
  const story = await addStory(db, 'Flood at Karsa', [report])
  const other = await aReport()
  const otherStory = await addStory(db, 'Fire at Dell', [other])
  await planned(one, story, report)
  const elsewhere = [await planned(one, otherStory, other), await planned(two, story, report)]
  for (const delivery of elsewhere) await make(delivery)
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(elsewhere)
})

test('however many wait for one that tells of several stories, all go on when it is settled', async () => {
  const receiver = await aReceiver()
  const subscriber = await aSubscriber(receiver.url)
  const report = await aReport()
  const story = await addStory(db, 'Flood at Karsa', [report])
  const gathered = await planned(subscriber, story, report)
  await db.updateTable('alerts').set({ gathered: true }).where('story_id', '=', story).execute()
  const waiting = 1100
  await sql`
    with numbers as (select lpad(n::text, 6, '0') as n from generate_series(1, ${waiting}::int) n),
    told as (insert into stories (id, headline, first_at, last_at)
      select 'sto_many_' || n, 'Story ' || n, ${at}, ${at} from numbers),
    raised as (insert into alerts (id, subscription_id, story_id, report_id, revision_id, body, at)
      select 'alt_many_' || n, ${subscriber.id}, 'sto_many_' || n, ${report.id}, ${report.revisionId}, '{}', ${at}
      from numbers)
    insert into deliveries (id, alert_id, channel_id, next_attempt_at, parked)
    select 'dlv_z' || n, 'alt_many_' || n, ${subscriber.channelId}, ${at}, true from numbers`.execute(db)
  await db.updateTable('deliveries').set({ awaited: true }).where('id', '=', gathered).execute()
  expect(await make(gathered)).toHaveLength(waiting)
})

test('a channel that fails has one send in work; the others have theirs', () => {
  const turns = new Turns()
  const failing = { id: 'chn_1', failures: 3 }
  const first = turns.take(failing, undefined, 0)
  expect(first).toBeDefined()
  expect(turns.take(failing, undefined, 0)).toBeUndefined()
  expect(turns.take({ id: 'chn_2', failures: 0 }, undefined, 0)).toBeDefined()
  turns.giveBack(first!)
  expect(turns.take(failing, undefined, 0)).toBeDefined()
})

test('of a server that hangs no more is asked until it answers; other servers are', () => {
  const turns = new Turns()
  const takeAt = (server: string, now: number, id = Math.random().toString()) =>
    turns.take({ id, failures: 0 }, server, now)
  const hanging = Array.from({ length: 100 }, () => takeAt('push.example', 0))
  expect(hanging).not.toContain(undefined)
  expect(takeAt('push.example', 1999)).toBeDefined()
  expect(takeAt('push.example', 2000)).toBeUndefined()
  expect(takeAt('other.example', 2000)).toBeDefined()
  for (const turn of hanging) turns.giveBack(turn!)
  expect(takeAt('push.example', 3000)).toBeDefined()
})

test('what waits for a channel asks often while it works, and seldom while it fails or hangs', () => {
  const turns = new Turns()
  const channel = { id: 'chn_1', failures: 0 }
  turns.take(channel, 'hook.example', 0)
  expect(turns.pauseMs(channel, 'hook.example', 100, 0)).toBe(500)
  expect(turns.pauseMs(channel, 'hook.example', 2000, 0)).toBe(5000)
  expect(turns.pauseMs({ ...channel, failures: 1 }, 'hook.example', 100, 1)).toBe(10_000)
})
