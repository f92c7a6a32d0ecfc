import { expect, test } from 'vitest'
import { deliver } from '../../src/delivery/deliver.ts'
import { deliverPlanned, lotsOf } from '../../src/delivery/deliverPlanned.ts'
import { ensureDeliveries } from '../../src/delivery/ensureDeliveries.ts'
import { again } from '../../src/delivery/settle.ts'
import { startRunner } from '../../src/runner.ts'
import { aConfig, aContext } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { aDelivery } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'

test('a delivery that waits and has no message gets one; those that have one, or wait for another, do not', async () => {
  const database = await aDatabase()
  const { db } = database
  const receiver = await aReceiver()
  const context = aContext({ config: aConfig({ allowPrivateAddresses: true }) })
  const runner = await startRunner(database, [deliverPlanned, deliver], context)
  const make = () => aDelivery(db, { kind: 'webhook', address: receiver.url })
  const [lost, due, planned, parked] = [await make(), await make(), await make(), await make()]
  await db.updateTable('deliveries').set({ parked: true }).where('id', '=', parked.id).execute()
  const later = new Date(Date.now() + 3_600_000)
  const held = [again(due.id, later), ...lotsOf([planned.id]).map((lot) => ({ ...lot, after: later }))]
  await runner.hand(held, db)
  expect(await ensureDeliveries(db, new Date())).toEqual([])
  const missing = await ensureDeliveries(db, later)
  expect(missing).toEqual([again(lost.id)])
  await runner.hand(missing, db)
  runner.wake(missing)
  await runner.idle()
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([lost.id])
  expect(await ensureDeliveries(db, later)).toEqual([])
  await runner.stop()
})
