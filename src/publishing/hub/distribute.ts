import { dropSubscribers, subscribersBehind } from '../../db/hub/subscribers.ts'
import { findTopic, saveLook } from '../../db/hub/topics.ts'
import type { Tx } from '../../db/open.ts'
import type { HubTopicId } from '../../domain/ids.ts'
import type { Handoff, Stage } from '../../stage.ts'
import type { FeedQueries } from '../feeds/feedQueries.ts'
import { deny } from './deny.ts'
import { type Looked, lookAtTopic } from './lookAtTopic.ts'
import { pushAfter } from './pace.ts'
import { pushTo } from './pushTo.ts'

/** Topics rendered at once. */
const rendersAtOnce = 2

/** The hub: renders a topic once and, where it is not as it was, hands on that its subscribers are to be sent it. */
export function distribute(feedQueries: FeedQueries): Stage<'hubTopic.changed', Looked | undefined> {
  return {
    name: 'rendering for subscribers',
    takes: 'hubTopic.changed',
    lanes: rendersAtOnce,
    async reach({ topicId }, db, { config, now }) {
      const topic = await findTopic(db, topicId)
      return topic && lookAtTopic({ db, config, feedQueries, now }, topic)
    },
    async run({ topicId }, tx, { now }, looked) {
      if (!looked) return []
      if (looked.kind === 'unfilled') {
        const { queryId } = looked
        return [{ to: 'feedQuery.due', message: { queryId }, only: queryId }]
      }
      if (looked.kind === 'gone') return deny(tx, await dropSubscribers(tx, topicId), looked.why, now())
      const saved = await saveLook(tx, topicId, looked, now())
      if (!saved) return []
      const pushes = await pushesOf(tx, topicId, saved.version, now())
      return saved.isBehind ? [...pushes, again(topicId, now())] : pushes
    },
  }
}

async function pushesOf(tx: Tx, topicId: HubTopicId, version: number, now: Date): Promise<Handoff[]> {
  const behind = await subscribersBehind(tx, topicId, version, now)
  return behind.map(({ id, restingUntil }) =>
    pushTo(id, restingUntil && restingUntil > now ? { at: restingUntil, because: 'rest' } : undefined),
  )
}

function again(topicId: HubTopicId, now: Date): Handoff {
  return { to: 'hubTopic.changed', message: { topicId }, after: pushAfter(now, now), only: topicId }
}
