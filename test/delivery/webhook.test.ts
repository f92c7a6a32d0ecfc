import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Webhook } from 'standardwebhooks'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import { signWebhook } from '../../src/delivery/sign.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { aDelivery } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'

let db: Db
let receiver: Awaited<ReturnType<typeof aReceiver>>
const context = aContext({
  config: aConfig({ allowPrivateAddresses: true, siteUrl: 'https://news.example' }),
})

beforeAll(async () => {
  db = (await aDatabase()).db
  receiver = await aReceiver()
})

beforeEach(() => {
  receiver.received.length = 0
  receiver.answer = { status: 204 }
})

async function stateOf(id: string) {
  const delivery = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('id', '=', id as never)
    .executeTakeFirstOrThrow()
  const attempts = await db
    .selectFrom('attempts')
    .selectAll()
    .where('delivery_id', '=', id as never)
    .orderBy('number')
    .execute()
  return { state: delivery.state, attempts, next: delivery.next_attempt_at }
}

async function aWebhookDelivery() {
  return aDelivery(db, { kind: 'webhook', address: receiver.url })
}

test('an alert is posted as a Standard Webhook that the receiver can verify', async () => {
  const delivery = await aWebhookDelivery()
  expect(await runStage(deliver, { deliveryId: delivery.id }, db, context)).toEqual([])
  const [{ headers, body }] = receiver.received as [(typeof receiver.received)[0]]
  expect(new Webhook(delivery.secret).verify(body, headers)).toMatchObject({
    type: 'alert.raised',
    data: {
      report: { headline: 'Olm floods Karsa' },
      mainSource: { name: 'The Wire' },
      developments: [{ before: 'It rose by 3 metres.' }],
      links: { unsubscribe: `https://news.example/subscriptions/${delivery.manageToken}/unsubscribe` },
    },
  })
  expect(headers['webhook-id']).toBe(delivery.id)
  expect(await stateOf(delivery.id)).toMatchObject({
    state: 'delivered',
    attempts: [{ number: 1, outcome: 'delivered', status: '204' }],
  })
})

test('a delivery that is due twice is made once', async () => {
  const delivery = await aWebhookDelivery()
  await runStage(deliver, { deliveryId: delivery.id }, db, context)
  await runStage(deliver, { deliveryId: delivery.id }, db, context)
  expect(receiver.received).toHaveLength(1)
})

test('a try repeated after a crash carries the same id, so that the receiver can drop it', async () => {
  const delivery = await aWebhookDelivery()
  await deliver.reach!({ deliveryId: delivery.id }, db, context)
  await runStage(deliver, { deliveryId: delivery.id }, db, context)
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([delivery.id, delivery.id])
})

test('a failing receiver is tried again later, and what it says is kept', async () => {
  receiver.answer = { status: 500 }
  const delivery = await aWebhookDelivery()
  const [handoff] = await runStage(deliver, { deliveryId: delivery.id }, db, context)
  expect(handoff).toMatchObject({
    to: 'delivery.due',
    message: { deliveryId: delivery.id },
    only: delivery.id,
  })
  const waitMs = handoff!.after!.getTime() - Date.now()
  expect(waitMs).toBeGreaterThan(4000)
  expect(waitMs).toBeLessThan(6500)
  expect(await stateOf(delivery.id)).toMatchObject({
    state: 'waiting',
    attempts: [{ outcome: 'retry', status: '500', why: 'It answered 500.' }],
  })
})

test('a receiver that asks for a pause gets it', async () => {
  receiver.answer = { status: 503, headers: { 'retry-after': '120' } }
  const delivery = await aWebhookDelivery()
  const [handoff] = await runStage(deliver, { deliveryId: delivery.id }, db, context)
  expect(handoff!.after!.getTime() - Date.now()).toBeGreaterThan(115_000)
})

test('while a channel rests after a failure its other deliveries wait, without a try', async () => {
  const delivery = await aWebhookDelivery()
  const until = new Date(Date.now() + 60_000)
  await db
    .updateTable('channels')
    .set({ resting_until: until })
    .where('id', '=', delivery.channelId)
    .execute()
  expect(await runStage(deliver, { deliveryId: delivery.id }, db, context)).toMatchObject([{ after: until }])
  expect(receiver.received).toEqual([])
  expect((await stateOf(delivery.id)).attempts).toEqual([])
})

test('410 ends the channel: the delivery is dead, and so is the next', async () => {
  receiver.answer = { status: 410 }
  const delivery = await aWebhookDelivery()
  expect(await runStage(deliver, { deliveryId: delivery.id }, db, context)).toEqual([])
  expect(await stateOf(delivery.id)).toMatchObject({
    state: 'dead',
    attempts: [{ outcome: 'dead', status: '410' }],
  })
  const channel = await db
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', delivery.channelId)
    .executeTakeFirstOrThrow()
  expect(channel.ended_why).toContain('gone')
})

test('a private address is refused', async () => {
  const delivery = await aWebhookDelivery()
  const strict = aContext({ config: aConfig() })
  await runStage(deliver, { deliveryId: delivery.id }, db, strict)
  expect(receiver.received).toEqual([])
  expect(await stateOf(delivery.id)).toMatchObject({
    state: 'dead',
    attempts: [{ why: '127.0.0.1 is not a public address.' }],
  })
})

test('a receiver that does not listen is a failure, not a crash', async () => {
  const delivery = await aDelivery(db, { kind: 'webhook', address: 'http://127.0.0.1:9/none' })
  expect(await runStage(deliver, { deliveryId: delivery.id }, db, context)).toHaveLength(1)
  expect(await stateOf(delivery.id)).toMatchObject({
    attempts: [{ outcome: 'retry', status: 'ECONNREFUSED' }],
  })
})

const vectors = path.resolve(
  import.meta.dirname,
  '../../../shared/data/proto-vectors/standard-webhooks/vectors.json',
)

test.skipIf(!existsSync(vectors))('signatures are those of the published vectors', () => {
  const { cases } = JSON.parse(readFileSync(vectors, 'utf8'))
  expect(cases.length).toBeGreaterThan(0)
  for (const { secret, msg_id, timestamp, payload, expected } of cases) {
    expect(signWebhook(secret, msg_id, new Date(timestamp * 1000), payload)).toBe(expected)
  }
})
