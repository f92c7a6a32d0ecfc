import { makeDeliveries } from '../db/deliveries.ts'
import type { Stage } from '../stage.ts'

/** Delivery, first half: one delivery for each channel an alert is to reach. */
export const planDeliveries: Stage<'alert.raised'> = {
  name: 'planning deliveries',
  takes: 'alert.raised',
  lanes: 1,
  async run({ alertId }, tx, { now }) {
    const ids = await makeDeliveries(tx, alertId, now())
    return ids.map((deliveryId) => ({ to: 'delivery.due', message: { deliveryId }, only: deliveryId }))
  },
}
