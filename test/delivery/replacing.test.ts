import { beforeAll, expect, test } from 'vitest'
import { saveAlerts } from '../../src/db/alerts.ts'
import { deliveriesToMake, makeDeliveries, recordAttempts } from '../../src/db/deliveries.ts'
import type { Db } from '../../src/db/open.ts'
import { ensurePushKeys } from '../../src/db/pushKeys.ts'
import { aDatabase } from '../support/database.ts'
import { aDelivery, anAlert } from './aDelivery.ts'

let db: Db
beforeAll(async () => {
  db = (await aDatabase()).db
})

test('an alert that replaces another knows what that became at the receiver', async () => {
  const first = await aDelivery(db, { kind: 'discord', address: 'https://discord.example/hook' })
  const at = new Date()
  const attempt = { startedAt: at, tookMs: 1, outcome: 'delivered', sentAs: '4711' } as const
  await recordAttempts(db, [{ ...attempt, deliveryId: first.id, next: { settledAt: at } }])
  const told = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['a.id', 'a.story_id', 'a.report_id', 'a.revision_id'])
    .where('d.id', '=', first.id)
    .executeTakeFirstOrThrow()
  const [correcting] = await saveAlerts(db, [
    {
      subscriptionId: first.subscriptionId,
      storyId: told.story_id,
      reportId: told.report_id,
      revisionId: told.revision_id!,
      body: anAlert(),
      tells: [],
      at,
      replaces: told.id,
    },
  ])
  const [delivery] = await makeDeliveries(db, [correcting!], at)
  expect((await deliveriesToMake(db, [delivery!])).get(delivery!)).toMatchObject({
    replaces: '4711',
    pushKeys: null,
    notePlace: null,
  })
})

test('a notification brings the keys of this installation, which are made once', async () => {
  const [keys, again] = await Promise.all([ensurePushKeys(db), ensurePushKeys(db)])
  expect(again).toEqual(keys)
  const { id } = await aDelivery(db, { kind: 'webpush', address: 'https://push.example/1', secret: 'a.b' })
  expect((await deliveriesToMake(db, [id])).get(id)).toMatchObject({ pushKeys: keys, replaces: null })
})
