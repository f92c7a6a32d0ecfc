import type { Db, Tx } from '../db/open.ts'
import type { DeliveryId } from '../domain/ids.ts'
import type { Handoff, Messages, Stage, StageContext, Work } from '../stage.ts'
import { again, settle } from './settle.ts'
import { type Reached, tryDelivery } from './tryDelivery.ts'
import { countUnderWay, leaveUnderWay, takeUnderWay } from './underWay.ts'

const lotsAtOnce = 4
const usualPatienceMs = 500
/** With so many receivers taking longer, no more are tried this way. */
const mostUnderWay = 512

type One = { readonly deliveryId: DeliveryId; readonly reached: Reached | 'later' }

/**
 * The first try of deliveries planned together: in few questions to the database. A receiver that takes longer than
 * `patienceMs` is left to a message of its own, so that nobody waits for it.
 */
export function deliverInLots(patienceMs: number): Stage<'deliveries.planned', One[]> {
  return {
    name: 'delivering what was planned',
    takes: 'deliveries.planned',
    lanes: lotsAtOnce,
    reach: ({ deliveryIds }, db, context) =>
      Promise.all(
        deliveryIds.map(async (deliveryId) => {
          const reached = await tryFor(deliveryId, patienceMs, db, context)
          return { deliveryId, reached }
        }),
      ),
    run: (message, tx, context, reached) => settleLots([{ message, reached }], tx, context),
    runAll: settleLots,
  }
}

export const deliverPlanned = deliverInLots(usualPatienceMs)

async function tryFor(
  id: DeliveryId,
  patienceMs: number,
  db: Db,
  context: StageContext,
): Promise<Reached | 'later'> {
  if (countUnderWay() >= mostUnderWay) return 'later'
  // One is under way already where the lot was tried and could not be settled.
  const tried = takeUnderWay(id) ?? tryDelivery(id, db, context)
  const { promise: late, resolve } = Promise.withResolvers<'later'>()
  const timer = setTimeout(resolve, patienceMs, 'later')
  // Its own message meets the same error, and is tried again by the queue's rules.
  const reached = await Promise.race([tried, late]).catch(() => 'later' as const)
  clearTimeout(timer)
  if (reached === 'later') leaveUnderWay(id, tried)
  return reached
}

async function settleLots(
  works: readonly Work<'deliveries.planned', One[]>[],
  tx: Tx,
  context: StageContext,
): Promise<Handoff[]> {
  const all = works.flatMap(({ reached }) => reached)
  const done = all.flatMap(({ deliveryId, reached }) => (reached === 'later' ? [] : { deliveryId, reached }))
  const later = all.flatMap(({ deliveryId, reached }) => (reached === 'later' ? again(deliveryId) : []))
  return [...(await settle(done, tx, context)), ...later]
}

/** As many deliveries as share a message. */
export const mostInLot = 64

/** Messages that bring new deliveries. */
export function lotsOf(
  ids: readonly DeliveryId[],
): { to: 'deliveries.planned'; message: Messages['deliveries.planned'] }[] {
  return Array.from({ length: Math.ceil(ids.length / mostInLot) }, (_, i) => ({
    to: 'deliveries.planned',
    message: { deliveryIds: ids.slice(i * mostInLot, (i + 1) * mostInLot) },
  }))
}
