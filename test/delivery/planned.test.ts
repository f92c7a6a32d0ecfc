import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import { deliverInLots, lotsOf } from '../../src/delivery/deliverPlanned.ts'
import { type DeliveryId, newId } from '../../src/domain/ids.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { aDelivery } from './aDelivery.ts'

/** Patient enough for a machine that is busy. */
const deliverPlanned = deliverInLots(3000)
const context = aContext({ config: aConfig({ allowPrivateAddresses: true }) })
let db: Db
/** Answers at once, but at /slow only when told to. */
let release = () => {}
const posted: string[] = []
const server = http.createServer((request, answer) => {
  posted.push(String(request.headers['webhook-id']))
  request.resume().on('end', () => {
    const end = () => answer.writeHead(204).end()
    if (request.url === '/slow') release = end
    else end()
  })
})
let url: string

beforeAll(async () => {
  db = (await aDatabase()).db
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function stateOf(id: DeliveryId) {
  const { state, attempts } = await db
    .selectFrom('deliveries')
    .select(['state', 'attempts'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return `${state} after ${attempts}`
}

test('of deliveries tried together, one whose receiver hangs is left to itself, and sent once', async () => {
  const quick = await aDelivery(db, { kind: 'webhook', address: `${url}/quick` })
  const slow = await aDelivery(db, { kind: 'webhook', address: `${url}/slow` })
  const deliveryIds = [slow.id, quick.id]
  const handed = await runStage(deliverPlanned, { deliveryIds }, db, context)
  expect(handed).toEqual([{ to: 'delivery.due', message: { deliveryId: slow.id }, only: slow.id }])
  expect(await stateOf(quick.id)).toBe('delivered after 1')
  expect(await stateOf(slow.id)).toBe('waiting after 0')
  const itsOwn = runStage(deliver, { deliveryId: slow.id }, db, context)
  release()
  expect(await itsOwn).toEqual([])
  expect(await stateOf(slow.id)).toBe('delivered after 1')
  expect(posted.toSorted()).toEqual([quick.id, slow.id].toSorted())
  // What was settled is not sent again when the message comes twice.
  expect(await runStage(deliverPlanned, { deliveryIds }, db, context)).toEqual([])
  expect(posted).toHaveLength(2)
})

test('a lot whose transaction failed takes up what it left under way: nothing is sent twice', async () => {
  const slow = await aDelivery(db, { kind: 'webhook', address: `${url}/slow` })
  posted.length = 0
  const message = { deliveryIds: [slow.id] }
  expect(await deliverPlanned.reach!(message, db, context)).toMatchObject([{ reached: 'later' }])
  const again = runStage(deliverPlanned, message, db, context)
  release()
  expect(await again).toEqual([])
  expect(posted).toEqual([slow.id])
  expect(await stateOf(slow.id)).toBe('delivered after 1')
})

test('a receiver that cannot be reached is tried again later, by itself', async () => {
  const dead = await aDelivery(db, { kind: 'webhook', address: 'http://127.0.0.1:1/hook' })
  const [handed] = await runStage(deliverPlanned, { deliveryIds: [dead.id] }, db, context)
  expect(handed).toMatchObject({
    to: 'delivery.due',
    message: { deliveryId: dead.id },
    after: expect.any(Date),
  })
  expect(await stateOf(dead.id)).toBe('waiting after 1')
})

test('many sends to a channel that fail together are one failure: it is soon tried again', async () => {
  const first = await aDelivery(db, { kind: 'webhook', address: 'http://127.0.0.1:1/hook' })
  const deliveryIds = [first.id, ...(await others(first, 11))]
  await runStage(deliverPlanned, { deliveryIds }, db, context)
  const { failures } = await db
    .selectFrom('channels')
    .select('failures')
    .where('id', '=', first.channelId)
    .executeTakeFirstOrThrow()
  expect(failures).toBe(1)
})

test('a send that fails by a fault of ours is kept and tried again, not lost', async () => {
  const { id } = await aDelivery(db, { kind: 'webhook', address: `${url}/quick` })
  // Nothing can be said of no report.
  const spoilt = sql<never>`jsonb_set(body, '{report}', 'null')`
  await db
    .updateTable('alerts')
    .set({ body: spoilt })
    .where('id', '=', (is) => is.selectFrom('deliveries').select('alert_id').where('id', '=', id))
    .execute()
  const handed = await runStage(deliverPlanned, { deliveryIds: [id] }, db, context)
  expect(handed).toMatchObject([{ message: { deliveryId: id }, after: expect.any(Date) }])
  expect(await stateOf(id)).toBe('waiting after 1')
})

test('of two for one channel and story in one lot, the later goes when the earlier is settled', async () => {
  const first = await aDelivery(db, { kind: 'webhook', address: `${url}/in-order` })
  const second = await another(first)
  posted.length = 0
  const handed = await runStage(deliverPlanned, { deliveryIds: [second, first.id] }, db, context)
  expect(posted).toEqual([first.id])
  expect(handed).toMatchObject([{ to: 'delivery.due', message: { deliveryId: second } }])
  expect(await runStage(deliver, { deliveryId: second }, db, context)).toEqual([])
  expect(posted).toEqual([first.id, second])
})

test('many planned deliveries share messages of at most 64', () => {
  const ids = Array.from({ length: 130 }, (_, i) => `dlv_${i}` as DeliveryId)
  const lots = lotsOf(ids)
  expect(lots.map(({ message }) => message.deliveryIds.length)).toEqual([64, 64, 2])
  expect(lots.flatMap(({ message }) => message.deliveryIds)).toEqual(ids)
  expect(lotsOf([])).toEqual([])
})

/** A later alert of the same story to the same subscriber. */
async function another({ id }: { id: DeliveryId }): Promise<DeliveryId> {
  const { rows } = await sql<{ id: DeliveryId }>`
    with earlier as (
      select a.*, d.channel_id from alerts a join deliveries d on d.alert_id = a.id where d.id = ${id}
    ), later as (
      insert into alerts (id, subscription_id, story_id, report_id, revision_id, body, at)
      select ${newId('alert')}, subscription_id, story_id, report_id, revision_id, body, at from earlier
      returning id
    )
    insert into deliveries (id, alert_id, channel_id, next_attempt_at)
    select ${newId('delivery')}, later.id, earlier.channel_id, now() from later, earlier returning id`.execute(
    db,
  )
  return rows[0]!.id
}

/** As many later alerts to the same subscriber, each of a story of its own. */
async function others(first: { id: DeliveryId }, count: number): Promise<DeliveryId[]> {
  const ids: DeliveryId[] = []
  for (let i = 0; i < count; i++) {
    const id = await another(first)
    const story = newId('story')
    await sql`
      with story as (insert into stories (id, headline, first_at, last_at) values (${story}, 'Fire', now(), now()))
      update alerts set story_id = ${story} where id = (select alert_id from deliveries where id = ${id})`.execute(
      db,
    )
    ids.push(id)
  }
  return ids
}
