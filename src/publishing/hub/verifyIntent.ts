import { randomBytes } from 'node:crypto'
import { keepFeedQuery } from '../../db/feedQueries.ts'
import { type HubRequest, hubRequestToMake, noteTried, settleHubRequest } from '../../db/hub/requests.ts'
import { dropSubscriberOf, saveSubscriber } from '../../db/hub/subscribers.ts'
import { ensureTopic } from '../../db/hub/topics.ts'
import type { Tx } from '../../db/open.ts'
import type { HubTopicId } from '../../domain/ids.ts'
import type { Handoff, Stage, StageContext } from '../../stage.ts'
import { readFeedAddress } from '../feeds/addresses.ts'
import { noReply, outgoingFor, type Reply } from './outgoing.ts'
import { tendAfter } from './tend.ts'
import { Turns } from './turns.ts'

const asksAtOnce = 32
/** A callback that cannot be reached or has an error of its own is asked again after these. */
const waitsMs = [5_000, 60_000]

type Reached =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'later'; readonly at: Date }
  | { readonly kind: 'asked'; readonly request: HubRequest; readonly answer: Answer }

/** What a callback said: yes, no, or nothing that could be understood as either. */
type Answer = 'yes' | 'no' | 'nothing'

/**
 * The hub: asks a callback whether it wants what was asked for in its name (W3C WebSub, 5.3), and does it where it echoes
 * the challenge. Also tells callbacks that they are not sent a topic (5.2).
 */
export function verifyIntent(): Stage<'hubRequest.due', Reached> {
  const turns = new Turns()
  return {
    name: 'asking callbacks',
    takes: 'hubRequest.due',
    lanes: asksAtOnce,
    async reach({ requestId }, db, { config, log, now }) {
      const request = await hubRequestToMake(db, requestId)
      if (!request) return { kind: 'nothing' }
      const challenge = randomBytes(24).toString('base64url')
      const address = questionFor(request, challenge)
      const ask = () => outgoingFor(config).ask(address)
      const turn = await turns.take(requestId, new URL(request.callback).host, ask, noReply)
      if (turn.kind === 'later') return { ...turn, at: new Date(now().getTime() + turn.inMs) }
      const answer = answerIn(turn.result, challenge)
      if (answer !== 'yes' && request.mode !== 'denied') {
        const { callback, mode } = request
        const said = turn.result.kind === 'failed' ? turn.result.why : turn.result.status
        log.info({ callback, mode, said }, 'a callback did not confirm')
      }
      return { kind: 'asked', request, answer }
    },
    async run({ requestId }, tx, { now, config }, reached) {
      if (reached.kind === 'nothing') return []
      if (reached.kind === 'later') return [again(requestId, reached.at)]
      return settle(tx, reached, config, now())
    },
  }
}

/** The callback's own query stays as it is; the hub's parameters follow it. */
function questionFor({ mode, callback, topic, leaseSeconds, reason }: HubRequest, challenge: string): string {
  const asked = new URLSearchParams({ 'hub.mode': mode, 'hub.topic': topic })
  if (mode === 'denied') asked.set('hub.reason', reason ?? '')
  else asked.set('hub.challenge', challenge)
  if (mode === 'subscribe') asked.set('hub.lease_seconds', String(leaseSeconds))
  return `${callback}${callback.includes('?') ? '&' : '?'}${asked}`
}

function answerIn(reply: Reply, challenge: string): Answer {
  if (reply.kind === 'failed' || reply.status >= 500 || reply.status === 429) return 'nothing'
  return reply.isOk && reply.text === challenge ? 'yes' : 'no'
}

async function settle(
  tx: Tx,
  { request, answer }: Reached & { kind: 'asked' },
  config: StageContext['config'],
  now: Date,
): Promise<Handoff[]> {
  const wait = waitsMs[request.tries]
  if (answer === 'nothing' && wait !== undefined && request.mode !== 'denied') {
    await noteTried(tx, request.id)
    return [again(request.id, new Date(now.getTime() + wait))]
  }
  const isNewest = await settleHubRequest(tx, request.id)
  if (answer !== 'yes' || !isNewest || request.mode === 'denied') return []
  if (request.mode === 'subscribe') return subscribe(tx, request, config.siteUrl, now)
  await dropSubscriberOf(tx, request.url, request.callback)
  return []
}

/** A subscriber, new or renewed, is sent what its topic holds and it does not have: so nothing falls in between. */
async function subscribe(tx: Tx, request: HubRequest, siteUrl: string, now: Date): Promise<Handoff[]> {
  const topicId = await topicOf(tx, request.url, siteUrl)
  if (!topicId) return []
  const { topic, callback, host, secret, leaseSeconds } = request
  const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000)
  await saveSubscriber(tx, { topicId, topic, callback, host, secret, leaseUntil }, now)
  return [{ to: 'hubTopic.changed', message: { topicId }, only: topicId }, tendAfter(now)]
}

async function topicOf(tx: Tx, url: string, siteUrl: string): Promise<HubTopicId | undefined> {
  const address = readFeedAddress(url, siteUrl)
  if (!address) return undefined
  return ensureTopic(tx, {
    url,
    feed: address.feed,
    format: address.format,
    storyId: address.feed === 'story' ? address.storyId : undefined,
    queryId: address.feed === 'query' ? await keepFeedQuery(tx, address.query) : undefined,
  })
}

function again(requestId: HubRequest['id'], after: Date): Handoff {
  return { to: 'hubRequest.due', message: { requestId }, after, only: requestId }
}
