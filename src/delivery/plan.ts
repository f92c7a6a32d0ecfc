import { makeDeliveries } from '../db/deliveries.ts'
import type { Tx } from '../db/open.ts'
import type { AlertId } from '../domain/ids.ts'
import type { Handoff, Stage, StageContext } from '../stage.ts'
import { lotsOf } from './deliverPlanned.ts'

/** Delivery, first half: one delivery for each channel an alert is to reach. */
export const planDeliveries: Stage<'alert.raised'> = {
  name: 'planning deliveries',
  takes: 'alert.raised',
  lanes: 1,
  run: (message, tx, context) => plan([message.alertId], tx, context),
  runAll: (works, tx, context) =>
    plan(
      works.map(({ message }) => message.alertId),
      tx,
      context,
    ),
}

async function plan(alertIds: readonly AlertId[], tx: Tx, { now }: StageContext): Promise<Handoff[]> {
  return lotsOf(await makeDeliveries(tx, alertIds, now()))
}
