import { type DeliveryToMake, deliveriesToMake } from '../db/deliveries.ts'
import type { Db } from '../db/open.ts'
import type { ChannelKind } from '../domain/channels.ts'
import type { DeliveryId } from '../domain/ids.ts'
import { Gatherer } from '../gatherer.ts'
import { onceFor } from '../onceFor.ts'
import type { StageContext } from '../stage.ts'
import type { Outcome } from './channel.ts'
import { channelsFor } from './channels.ts'
import { Turns } from './turns.ts'

const lookedUpTogether = 200

const turns = new Turns()

/** What came of a delivery, or why it was not tried. */
export type Reached =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'resting'; readonly until: Date }
  /** An earlier delivery of the story to the channel goes first. */
  | { readonly kind: 'behind'; readonly earlier: DeliveryId }
  /** The channel has as many in work as it may. */
  | { readonly kind: 'busy'; readonly until: Date }
  | Tried

export interface Tried {
  readonly kind: 'tried'
  readonly delivery: DeliveryToMake
  readonly outcome: Outcome
  readonly startedAt: Date
  readonly tookMs: number
}

/** Tries once to bring an alert to a channel, where it is its turn. */
export async function tryDelivery(
  id: DeliveryId,
  db: Db,
  { config, log, now }: StageContext,
): Promise<Reached> {
  const delivery = await lookUp(db).add(id)
  const kind = delivery?.channel.kind
  if (!delivery || !kind || kind === 'atom') return { kind: 'nothing' }
  const { channel, subscription } = delivery
  if (channel.endedAt || subscription.endedAt) return { kind: 'ended' }
  if (channel.restingUntil && channel.restingUntil > now()) {
    return { kind: 'resting', until: channel.restingUntil }
  }
  if (delivery.behind) return { kind: 'behind', earlier: delivery.behind }
  const startedAt = now()
  const started = performance.now()
  const server = serverOf(channel)
  const turn = turns.take(channel, server, started)
  if (!turn) {
    const pauseMs = turns.pauseMs(channel, server, started, Math.random())
    return { kind: 'busy', until: new Date(startedAt.getTime() + pauseMs) }
  }
  try {
    const outcome = await send(kind, delivery, startedAt, { config, log })
    return { kind: 'tried', delivery, outcome, startedAt, tookMs: Math.round(performance.now() - started) }
  } finally {
    turns.giveBack(turn)
  }
}

/** A fault of ours fails the try, not the message: so it is kept and shown, and tried as often as any other. */
async function send(
  kind: Exclude<ChannelKind, 'atom'>,
  delivery: DeliveryToMake,
  at: Date,
  { config, log }: Pick<StageContext, 'config' | 'log'>,
): Promise<Outcome> {
  try {
    return await channelsFor(config)[kind].send(delivery, at)
  } catch (error) {
    log.error({ err: error, delivery: delivery.id }, 'a channel failed to send')
    return { kind: 'failed', why: 'Something went wrong here; the log says what.' }
  }
}

/** The server that a channel is reached by, where several may share one; mail has a server of its own, which sees to it. */
function serverOf({ kind, address }: DeliveryToMake['channel']): string | undefined {
  if (kind === 'email') return undefined
  return URL.canParse(address) ? new URL(address).host : kind
}

/** Deliveries are looked up together, as many as are asked for at once. */
const lookUp = onceFor(
  (db: Db) =>
    new Gatherer<DeliveryId, DeliveryToMake | undefined>(lookedUpTogether, async (ids) => {
      const found = await deliveriesToMake(db, ids)
      return ids.map((id) => found.get(id))
    }),
)
