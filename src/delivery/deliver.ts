import { endChannel, noteFailing, noteWorking } from '../db/channels.ts'
import {
  type Attempt,
  type DeliveryToMake,
  deliveriesToMake,
  giveUp,
  park,
  putOff,
  recordAttempts,
  unpark,
} from '../db/deliveries.ts'
import type { Db, Tx } from '../db/open.ts'
import type { DeliveryId } from '../domain/ids.ts'
import { Gatherer } from '../gatherer.ts'
import type { Handoff, Stage, StageContext, Work } from '../stage.ts'
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
    const delivery = await loaderOf(db).add(deliveryId)
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
  run: (message, tx, context, reached) => settle([{ message, reached }], tx, context),
  runAll: settle,
}

type Tried = Reached & { kind: 'tried' }

/** Deliveries to be made are looked up together, as many as are asked for at once. */
const loaders = new WeakMap<Db, Gatherer<DeliveryId, DeliveryToMake | undefined>>()

function loaderOf(db: Db): Gatherer<DeliveryId, DeliveryToMake | undefined> {
  const known = loaders.get(db)
  if (known) return known
  const loader = new Gatherer<DeliveryId, DeliveryToMake | undefined>(sendsAtOnce, async (ids) => {
    const found = await deliveriesToMake(db, ids)
    return ids.map((id) => found.get(id))
  })
  loaders.set(db, loader)
  return loader
}

/** Notes what came of deliveries and gives what is to be made next. */
async function settle(
  works: readonly Work<'delivery.due', Reached>[],
  tx: Tx,
  { now }: StageContext,
): Promise<Handoff[]> {
  const handoffs: Handoff[] = []
  const awaited: DeliveryId[] = []
  for (const { message, reached } of works) {
    const { deliveryId } = message
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
    await noteFailing(tx, delivery.channel.id, why, restAfter(delivery.channel.failures, now))
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

function again(deliveryId: DeliveryId, after?: Date): Handoff {
  return { to: 'delivery.due', message: { deliveryId }, after, only: deliveryId }
}
