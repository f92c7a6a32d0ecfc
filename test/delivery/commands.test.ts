import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { App } from '../../src/app.ts'
import { deliveries } from '../../src/commands/deliveries.ts'
import { subscribe, subscriptions } from '../../src/commands/subscribe.ts'
import type { Db } from '../../src/db/open.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import { defaultRules } from '../../src/domain/rules.ts'
import type { Handoff } from '../../src/stage.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { aDelivery } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'

const handed: Handoff[] = []
const config = aConfig({ allowPrivateAddresses: true, siteUrl: 'https://news.example' })
const context = aContext({ config })
const never = new AbortController().signal
let db: Db
let app: App

beforeAll(async () => {
  db = (await aDatabase()).db
  const runner = {
    hand: async (handoffs: readonly Handoff[]) => void handed.push(...handoffs),
    wake: () => {},
  }
  app = { db, config, context, runner } as unknown as App
})

beforeEach(() => {
  handed.length = 0
})

test('a subscription made by command has a page, a feed and a secret, and is listed until it is ended', async () => {
  const wanted = { query: 'olm', kind: 'webhook' as const, address: 'https://example.org/hook' }
  const made = await subscribe.run(wanted, app, () => {}, never)
  expect(made).toMatchObject({ title: 'olm', kind: 'webhook', address: 'https://example.org/hook' })
  expect(made.manageUrl).toMatch(/^https:\/\/news\.example\/subscriptions\/[\w-]{43}$/)
  expect(made.secret).toMatch(/^whsec_/)
  expect(handed).toMatchObject([{ to: 'channel.made' }])
  const listed = await subscriptions.run({}, app, () => {}, never)
  expect(listed.subscriptions).toEqual([
    {
      id: made.id,
      title: 'olm',
      query: 'olm',
      rules: defaultRules,
      zone: 'UTC',
      channels: ['webhook https://example.org/hook'],
    },
  ])
  expect((await subscriptions.run({ end: made.id }, app, () => {}, never)).subscriptions).toEqual([])
})

test('rules that a command gives are kept and listed', async () => {
  const rules = { ...defaultRules, origins: 2, only: 'figures' as const }
  const wanted = { query: 'karsa', kind: 'atom' as const, address: '', rules, zone: 'Europe/Vienna' }
  const made = await subscribe.run(wanted, app, () => {}, never)
  expect(made).toMatchObject({ rules, zone: 'Europe/Vienna' })
  const { subscriptions: rows } = await subscriptions.run({}, app, () => {}, never)
  expect(rows.find(({ id }) => id === made.id)).toMatchObject({ rules, zone: 'Europe/Vienna' })
})

test('a query that cannot be read is refused with the character', async () => {
  const wanted = { query: 'olm near/x sea', kind: 'atom' as const, address: '' }
  await expect(subscribe.run(wanted, app, () => {}, never)).rejects.toThrow(/\^ character 10/)
})

test('a delivery given up is listed with the reason, and sent again when asked', async () => {
  const receiver = await aReceiver()
  const { id, channelId } = await aDelivery(db, { kind: 'webhook', address: receiver.url })
  receiver.answer = { status: 500 }
  await db.updateTable('deliveries').set({ attempts: 9 }).where('id', '=', id).execute()
  await runStage(deliver, { deliveryId: id }, db, context)
  const before = await deliveries.run({ state: 'dead', limit: 10 }, app, () => {}, never)
  expect(before).toMatchObject({
    counts: { dead: 1 },
    deliveries: [{ id, why: 'It answered 500.', attempts: 10 }],
  })

  receiver.answer = { status: 204 }
  await db.updateTable('channels').set({ resting_until: null }).where('id', '=', channelId).execute()
  expect((await deliveries.run({ limit: 10, resend: 'all' }, app, () => {}, never)).resent).toBe(1)
  expect(handed).toMatchObject([{ to: 'delivery.due', message: { deliveryId: id } }])
  await runStage(deliver, { deliveryId: id }, db, context)
  const after = await deliveries.run({ limit: 10 }, app, () => {}, never)
  expect(after).toMatchObject({ counts: { dead: 0, delivered: 1 }, deliveries: [{ id, state: 'delivered' }] })
  await expect(deliveries.run({ limit: 10, resend: id }, app, () => {}, never)).rejects.toThrow(
    /no dead delivery/,
  )
})
