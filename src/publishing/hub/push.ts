import { createHmac } from 'node:crypto'
import type { Config } from '../../config.ts'
import { dropSubscriber, noteHas, noteHealth, type SubscriberToPush, subscriberToPush } from '../../db/hub.ts'
import type { Tx } from '../../db/open.ts'
import type { Handoff, Stage } from '../../stage.ts'
import { feedType, linksOf } from '../feeds/formats.ts'
import { hubOf } from './address.ts'
import { type Content, Contents } from './contents.ts'
import { decidePush } from './decidePush.ts'
import { outgoingFor, type Reply } from './outgoing.ts'
import { pushTo } from './pushTo.ts'
import { nextTurn, Turns } from './turns.ts'

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
      const subscriber = await subscriberToPush(db, subscriberId, now())
      if (!subscriber) return { kind: 'nothing' }
      const { restingUntil, host } = subscriber
      if (restingUntil && restingUntil > now()) return { kind: 'later', at: restingUntil, because: 'rest' }
      const content = await contents.of(db, subscriber.topicId, subscriber.version)
      if (!content) return { kind: 'nothing' }
      const reply = await turns.take(subscriber.id, host, () => send(config, subscriber, content))
      if (!reply) return { kind: 'later', at: nextTurn(now(), Math.random()), because: 'turn' }
      if (reply.kind === 'failed') turns.noteFailed(host)
      return { kind: 'tried', subscriber, version: content.version, reply }
    },
    async run({ subscriberId }, tx, { now }, reached) {
      if (reached.kind === 'nothing') return []
      return reached.kind === 'later' ? [pushTo(subscriberId, reached)] : note(tx, reached, now())
    },
  }
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

async function note(
  tx: Tx,
  { subscriber, version, reply }: Reached & { kind: 'tried' },
  now: Date,
): Promise<Handoff[]> {
  const { id, failures } = subscriber
  const after = decidePush(reply, failures, now, Math.random())
  if (after.kind === 'ended') {
    await dropSubscriber(tx, id)
    return []
  }
  if (after.kind === 'has') {
    if (failures > 0) await noteHealth(tx, id, { failures: 0 })
    return (await noteHas(tx, id, version)) ? [pushTo(id)] : []
  }
  await noteHealth(tx, id, { failures: failures + 1, why: after.why, restingUntil: after.until })
  const next = pushTo(id, { at: after.until, because: 'rest' })
  if (after.triesAgain) return [next]
  return (await noteHas(tx, id, version)) ? [next] : []
}
