import { endChannel, noteFailing, noteWorking } from '../db/channels.ts'
import {
  type DeliveryToMake,
  deliveryToMake,
  giveUp,
  park,
  putOff,
  recordAttempt,
  unpark,
} from '../db/deliveries.ts'
import type { Tx } from '../db/open.ts'
import type { DeliveryId } from '../domain/ids.ts'
import type { Handoff, Stage } from '../stage.ts'
import type { Outcome } from './channel.ts'
import { channelsFor } from './channels.ts'
import { decideNext, type Next, restAfter } from './decideNext.ts'
import { Turns } from './turns.ts'

/** Sends at once: those to receivers that hang for half a minute leave room for the others. */
const sendsAtOnce = 128
const busyMs = 500

const turns = new Turns()

/** What was found on the way to the channel. */
type Reached =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'resting'; readonly until: Date }
  /** An earlier delivery of the story to the channel goes first. */
  | { readonly kind: 'behind'; readonly earlier: DeliveryId }
  /** The channel has as many in work as it may. */
  | { readonly kind: 'busy'; readonly until: Date }
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
  lanes: sendsAtOnce,
  async reach({ deliveryId }, db, { config, now }) {
    const delivery = await deliveryToMake(db, deliveryId)
    const kind = delivery?.channel.kind
    if (!delivery || !kind || kind === 'atom') return { kind: 'nothing' }
    const { channel, subscription } = delivery
    if (channel.endedAt || subscription.endedAt) return { kind: 'ended' }
    if (channel.restingUntil && channel.restingUntil > now()) {
      return { kind: 'resting', until: channel.restingUntil }
    }
    if (delivery.behind) return { kind: 'behind', earlier: delivery.behind }
    if (!turns.take(channel)) return { kind: 'busy', until: new Date(now().getTime() + busyMs) }
    const startedAt = now()
    const started = performance.now()
    try {
      const outcome = await channelsFor(config)[kind].send(delivery, startedAt)
      return { kind: 'tried', delivery, outcome, startedAt, tookMs: Math.round(performance.now() - started) }
    } finally {
      turns.giveBack(channel)
    }
  },
  async run({ deliveryId }, tx, { now }, reached) {
    switch (reached.kind) {
      case 'nothing':
        return []
      case 'ended':
        await giveUp(tx, deliveryId, now())
        return handNext(tx, deliveryId)
      case 'resting':
        await putOff(tx, deliveryId, reached.until)
        return [again(deliveryId, reached.until)]
      case 'behind':
        return (await park(tx, deliveryId, reached.earlier)) ? [] : [again(deliveryId)]
      case 'busy':
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
  const sentAs = outcome.kind === 'delivered' ? outcome.sentAs : undefined
  await recordAttempt(
    tx,
    delivery.id,
    { startedAt, tookMs, outcome: outcomeWord(next), status: outcome.status, why, sentAs },
    next.kind === 'settled' ? { settledAt: now } : { againAt: next.at },
  )
  if (outcome.kind === 'delivered') await noteWorking(tx, delivery.channel.id)
  if (outcome.kind === 'gone') await endChannel(tx, delivery.channel.id, now, outcome.why)
  if (next.kind === 'settled') return handNext(tx, delivery.id)
  await noteFailing(tx, delivery.channel.id, why ?? '', restAfter(delivery.channel.failures, now))
  return [again(delivery.id, next.at)]
}

async function handNext(tx: Tx, settled: DeliveryId): Promise<Handoff[]> {
  const ids = await unpark(tx, settled)
  return ids.map((deliveryId) => again(deliveryId))
}

function outcomeWord(next: Next): 'delivered' | 'retry' | 'dead' {
  return next.kind === 'again' ? 'retry' : next.outcome
}

function again(deliveryId: DeliveryId, after?: Date): Handoff {
  return { to: 'delivery.due', message: { deliveryId }, after, only: deliveryId }
}
