import { endChannel, noteFailing, noteWorking } from '../db/channels.ts'
import { type Attempt, giveUp, park, putOff, recordAttempts, unpark } from '../db/deliveries.ts'
import type { Tx } from '../db/open.ts'
import type { DeliveryId } from '../domain/ids.ts'
import type { Handoff, StageContext } from '../stage.ts'
import { decideNext, type Next, restAfter } from './decideNext.ts'
import type { Reached, Tried } from './tryDelivery.ts'

/** Notes what came of deliveries and gives what is to be made next. */
export async function settle(
  works: readonly { readonly deliveryId: DeliveryId; readonly reached: Reached }[],
  tx: Tx,
  { now }: StageContext,
): Promise<Handoff[]> {
  const handoffs: Handoff[] = []
  const awaited: DeliveryId[] = []
  for (const { deliveryId, reached } of works) {
    if (reached.kind === 'ended' && (await giveUp(tx, deliveryId, now()))) awaited.push(deliveryId)
    if (reached.kind === 'resting') await putOff(tx, deliveryId, reached.until)
    if (reached.kind === 'resting' || reached.kind === 'busy') handoffs.push(again(deliveryId, reached.until))
    if (reached.kind === 'behind' && !(await park(tx, deliveryId, reached.earlier)))
      handoffs.push(again(deliveryId))
  }
  const tried = works.flatMap(({ reached }) => (reached.kind === 'tried' ? reached : []))
  const recorded = await record(tx, tried, now())
  const next = await unpark(tx, [...awaited, ...recorded.awaited])
  return [...handoffs, ...recorded.later, ...next.map((id) => again(id))]
}

/** Keeps the attempts. Gives which of the settled deliveries others wait for, and when to try those again that failed. */
async function record(
  tx: Tx,
  tried: readonly Tried[],
  now: Date,
): Promise<{ awaited: DeliveryId[]; later: Handoff[] }> {
  const noted = tried.map((one) => ({
    ...one,
    next: decideNext(one.outcome, one.delivery.attempts, now, Math.random()),
  }))
  const awaited = await recordAttempts(
    tx,
    noted.map((one) => attemptOf(one, one.next, now)),
  )
  const later: Handoff[] = []
  for (const { delivery, outcome, next } of noted) {
    if (outcome.kind === 'gone') await endChannel(tx, delivery.channel.id, now, outcome.why)
    if (next.kind === 'settled') continue
    const why = outcome.kind === 'delivered' ? '' : outcome.why
    await noteFailing(tx, delivery.channel, why, restAfter(delivery.channel.failures, now))
    later.push(again(delivery.id, next.at))
  }
  const recovered = noted.flatMap(({ outcome, delivery }) =>
    outcome.kind === 'delivered' && delivery.channel.failures > 0 ? delivery.channel.id : [],
  )
  await noteWorking(tx, recovered)
  return { awaited, later }
}

function attemptOf({ delivery, outcome, startedAt, tookMs }: Tried, next: Next, now: Date): Attempt {
  return {
    deliveryId: delivery.id,
    startedAt,
    tookMs,
    outcome: outcomeWord(next),
    status: outcome.status,
    why: outcome.kind === 'delivered' ? undefined : outcome.why,
    sentAs: outcome.kind === 'delivered' ? outcome.sentAs : undefined,
    next: next.kind === 'settled' ? { settledAt: now } : { againAt: next.at },
  }
}

function outcomeWord(next: Next): 'delivered' | 'retry' | 'dead' {
  return next.kind === 'again' ? 'retry' : next.outcome
}

/** A message that brings one delivery. */
export function again(deliveryId: DeliveryId, after?: Date): Handoff {
  return { to: 'delivery.due', message: { deliveryId }, after, only: deliveryId }
}
