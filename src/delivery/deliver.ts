import { endChannel, noteFailing, noteWorking } from '../db/channels.ts'
import { type DeliveryToMake, deliveryToMake, giveUp, putOff, recordAttempt } from '../db/deliveries.ts'
import type { Tx } from '../db/open.ts'
import type { DeliveryId } from '../domain/ids.ts'
import type { Handoff, Stage } from '../stage.ts'
import type { Outcome } from './channel.ts'
import { channelsFor } from './channels.ts'
import { decideNext, type Next, restAfter } from './decideNext.ts'

/** What was found on the way to the channel. */
type Reached =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'resting'; readonly until: Date }
  | {
      readonly kind: 'tried'
      readonly delivery: DeliveryToMake
      readonly outcome: Outcome
      readonly startedAt: Date
      readonly tookMs: number
    }

/**
 * Delivery, second half: tries to bring an alert to a channel, keeps the attempt, and settles the delivery or hands it
 * on to be tried later. After a crash between the two the try is repeated under the same idempotency key.
 */
export const deliver: Stage<'delivery.due', Reached> = {
  name: 'delivering',
  takes: 'delivery.due',
  lanes: 8,
  async reach({ deliveryId }, db, { config, now }) {
    const delivery = await deliveryToMake(db, deliveryId)
    const kind = delivery?.channel.kind
    if (!delivery || !kind || kind === 'atom') return { kind: 'nothing' }
    const { channel, subscription } = delivery
    if (channel.endedAt || subscription.endedAt) return { kind: 'ended' }
    if (channel.restingUntil && channel.restingUntil > now()) {
      return { kind: 'resting', until: channel.restingUntil }
    }
    const startedAt = now()
    const started = performance.now()
    const outcome = await channelsFor(config)[kind].send(delivery, startedAt)
    return { kind: 'tried', delivery, outcome, startedAt, tookMs: Math.round(performance.now() - started) }
  },
  async run({ deliveryId }, tx, { now }, reached) {
    switch (reached.kind) {
      case 'nothing':
        return []
      case 'ended':
        await giveUp(tx, deliveryId, now())
        return []
      case 'resting':
        await putOff(tx, deliveryId, reached.until)
        return [again(deliveryId, reached.until)]
      case 'tried':
        return record(tx, reached, now())
    }
  },
}

async function record(
  tx: Tx,
  { delivery, outcome, startedAt, tookMs }: Reached & { kind: 'tried' },
  now: Date,
): Promise<Handoff[]> {
  const next = decideNext(outcome, delivery.attempts, now, Math.random())
  const why = outcome.kind === 'delivered' ? undefined : outcome.why
  await recordAttempt(
    tx,
    delivery.id,
    { startedAt, tookMs, outcome: outcomeWord(next), status: outcome.status, why },
    next.kind === 'settled' ? { settledAt: now } : { againAt: next.at },
  )
  if (outcome.kind === 'delivered') await noteWorking(tx, delivery.channel.id)
  if (outcome.kind === 'gone') await endChannel(tx, delivery.channel.id, now, outcome.why)
  if (next.kind === 'settled') return []
  await noteFailing(tx, delivery.channel.id, why ?? '', restAfter(delivery.channel.failures, now))
  return [again(delivery.id, next.at)]
}

function outcomeWord(next: Next): 'delivered' | 'retry' | 'dead' {
  return next.kind === 'again' ? 'retry' : next.outcome
}

function again(deliveryId: DeliveryId, after: Date): Handoff {
  return { to: 'delivery.due', message: { deliveryId }, after, only: deliveryId }
}
