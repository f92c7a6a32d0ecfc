import { createHmac } from 'node:crypto'
import type { Config } from '../../config.ts'
import {
  dropSubscriber,
  noteHave,
  noteHealth,
  type SubscriberToPush,
  subscribersToPush,
} from '../../db/hub/subscribers.ts'
import type { Db, Tx } from '../../db/open.ts'
import type { HubSubscriberId } from '../../domain/ids.ts'
import { Gatherer } from '../../gatherer.ts'
import { onceFor } from '../../onceFor.ts'
import type { Handoff, Stage, StageContext, Work } from '../../stage.ts'
import { feedType, linksOf } from '../feeds/formats.ts'
import { hubOf } from './address.ts'
import { type Content, Contents } from './contents.ts'
import { decidePush } from './decidePush.ts'
import { noReply, outgoingFor, type Reply } from './outgoing.ts'
import { pushTo } from './pushTo.ts'
import { Turns } from './turns.ts'

/** Sends at once: those to callbacks that hang leave room for the others. */
const sendsAtOnce = 96

type Reached =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'later'; readonly at: Date; readonly because: 'rest' | 'turn' }
  | {
      readonly kind: 'tried'
      readonly subscriber: SubscriberToPush
      readonly version: number
      readonly reply: Reply
    }

/**
 * The hub: sends a subscriber the newest content of its topic (W3C WebSub, 7). Versions it missed meanwhile are not made
 * up for, since a feed holds its newest entries whole. A crash after sending repeats it.
 */
export function pushContent(): Stage<'hubSubscriber.due', Reached> {
  const turns = new Turns()
  const contents = new Contents()
  return {
    name: 'sending to subscribers',
    takes: 'hubSubscriber.due',
    lanes: sendsAtOnce,
    async reach({ subscriberId }, db, { config, now }) {
      const subscriber = await lookUpTogether(db).add({ id: subscriberId, now: now() })
      if (!subscriber) return { kind: 'nothing' }
      const { restingUntil, callback } = subscriber
      if (restingUntil && restingUntil > now()) return { kind: 'later', at: restingUntil, because: 'rest' }
      const content = await contents.of(db, subscriber.topicId, subscriber.version)
      if (!content) return { kind: 'nothing' }
      const turn = await turns.take(
        subscriber.id,
        new URL(callback).host,
        () => send(config, subscriber, content),
        noReply,
      )
      if (turn.kind === 'later')
        return { ...turn, at: new Date(now().getTime() + turn.inMs), because: 'turn' }
      return { kind: 'tried', subscriber, version: content.version, reply: turn.result }
    },
    run: (message, tx, context, reached) => noteAll([{ message, reached }], tx, context),
    runAll: noteAll,
  }
}

/** Subscribers asked for at about the same time are looked up in one question. */
const lookUpTogether = onceFor(
  (db: Db) => new Gatherer(sendsAtOnce, (wanted: readonly Wanted[]) => lookUp(db, wanted)),
)

interface Wanted {
  readonly id: HubSubscriberId
  readonly now: Date
}

async function lookUp(db: Db, wanted: readonly Wanted[]): Promise<readonly (SubscriberToPush | undefined)[]> {
  const found = await subscribersToPush(
    db,
    wanted.map(({ id }) => id),
    wanted[0]!.now,
  )
  const byId = new Map(found.map((subscriber) => [subscriber.id, subscriber]))
  return wanted.map(({ id }) => byId.get(id))
}

/** The signature that `X-Hub-Signature` carries. */
export function signature(secret: string, bytes: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`
}

function send(config: Config, subscriber: SubscriberToPush, { bytes }: Content): Promise<Reply> {
  const { url, format, callback, secret } = subscriber
  return outgoingFor(config).send(callback, {
    headers: {
      'content-type': feedType(format),
      link: linksOf(url, hubOf(config)?.url),
      ...(secret && { 'x-hub-signature': signature(secret, bytes) }),
    },
    body: bytes,
  })
}

async function noteAll(
  works: readonly Work<'hubSubscriber.due', Reached>[],
  tx: Tx,
  { now }: StageContext,
): Promise<Handoff[]> {
  const handoffs: Handoff[] = []
  const had: { id: HubSubscriberId; version: number }[] = []
  for (const { message, reached } of works) {
    if (reached.kind === 'later') handoffs.push(pushTo(message.subscriberId, reached))
    if (reached.kind !== 'tried') continue
    const after = await note(tx, reached, now())
    if (after.has) had.push({ id: message.subscriberId, version: reached.version })
    handoffs.push(...after.handoffs)
  }
  const behind = await noteHave(tx, had)
  return [...handoffs, ...behind.map((id) => pushTo(id))]
}

/** Notes what came of sending. `has` where this version is not sent again: it arrived, or was given up. */
async function note(
  tx: Tx,
  { subscriber, reply }: Reached & { kind: 'tried' },
  now: Date,
): Promise<{ has: boolean; handoffs: Handoff[] }> {
  const { id, failures } = subscriber
  const after = decidePush(reply, failures, now, Math.random())
  if (after.kind === 'has') {
    if (failures > 0) await noteHealth(tx, id, { failures: 0 })
    return { has: true, handoffs: [] }
  }
  if (after.kind === 'ended') {
    await dropSubscriber(tx, id)
    return { has: false, handoffs: [] }
  }
  await noteHealth(tx, id, { failures: failures + 1, why: after.why, restingUntil: after.until })
  const next = pushTo(id, { at: after.until, because: 'rest' })
  return after.triesAgain ? { has: false, handoffs: [next] } : { has: true, handoffs: [] }
}
