import type { Stage } from '../stage.ts'
import { settle } from './settle.ts'
import { type Reached, tryDelivery } from './tryDelivery.ts'
import { takeUnderWay } from './underWay.ts'

/** Sends at once: those to receivers that hang for half a minute leave room for the others. */
const sendsAtOnce = 128

/**
 * Delivery of one alert to one channel: tries it, keeps the attempt, and settles the delivery or hands it on to be tried
 * later. After a crash between the two the try is repeated under the same idempotency key.
 */
export const deliver: Stage<'delivery.due', Reached> = {
  name: 'delivering',
  takes: 'delivery.due',
  lanes: sendsAtOnce,
  reach: ({ deliveryId }, db, context) => takeUnderWay(deliveryId) ?? tryDelivery(deliveryId, db, context),
  run: ({ deliveryId }, tx, context, reached) => settle([{ deliveryId, reached }], tx, context),
  runAll: (works, tx, context) =>
    settle(
      works.map(({ message, reached }) => ({ deliveryId: message.deliveryId, reached })),
      tx,
      context,
    ),
}
