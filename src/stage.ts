import type { Config } from './config.ts'
import type { Db, Tx } from './db/open.ts'
import type {
  AlertId,
  CaptureId,
  ChannelId,
  DeliveryId,
  FeedId,
  FeedQueryId,
  FollowerId,
  HubRequestId,
  HubSubscriberId,
  HubTopicId,
  ItemId,
  ReportId,
  RevisionId,
  SubscriptionId,
} from './domain/ids.ts'
import type { Logger } from './log.ts'

/** What one stage hands to the next: a queue's name and what a message on it holds. */
export interface Messages {
  'feed.due': { feedId: FeedId }
  'page.due': { itemId: ItemId }
  'capture.taken': { captureId: CaptureId }
  'report.read': { reportId: ReportId; revisionId: RevisionId }
  'report.traced': { reportId: ReportId; revisionId: RevisionId }
  'report.placed': { reportId: ReportId; revisionId: RevisionId }
  'report.claimed': { reportId: ReportId; revisionId: RevisionId }
  'report.cleared': { reportId: ReportId; revisionId: RevisionId }
  'report.published': { reportId: ReportId; revisionId: RevisionId }
  'report.withdrawn': { reportId: ReportId }
  'subscription.due': { subscriptionId: SubscriptionId }
  'feeds.changed': { reportId: ReportId }
  'ping.due': { feed: string; asked: string; tries: number }
  'feedQuery.due': { queryId: FeedQueryId }
  'hubTopic.changed': { topicId: HubTopicId }
  'hubSubscriber.due': { subscriberId: HubSubscriberId }
  'hubRequest.due': { requestId: HubRequestId }
  'hub.due': Record<string, never>
  'alert.raised': { alertId: AlertId }
  'deliveries.planned': { deliveryIds: readonly DeliveryId[] }
  'delivery.due': { deliveryId: DeliveryId }
  'channel.made': { channelId: ChannelId }
  'follow.asked': { followerId: FollowerId; tries: number }
}

export type Queue = keyof Messages

/** A message for a queue. `after` holds it back until then; `only` lets one message of that key wait at a time. */
export type Handoff = {
  [Name in Queue]: { to: Name; message: Messages[Name]; after?: Date; only?: string }
}[Queue]

/** What every stage is given. Inside `reach`, `db` is outside any transaction. */
export interface StageContext {
  readonly config: Config
  readonly log: Logger
  readonly now: () => Date
}

/** A message with what was reached for it. */
export interface Work<Takes extends Queue, Reached> {
  readonly message: Messages[Takes]
  readonly reached: Reached
}

/**
 * One step of the way through. A stage reads, decides and saves in `run`, which the runner wraps in one transaction
 * together with taking the message off its queue and handing on: either all of it happened or none. A stage without
 * `reach` is handed its messages within the transaction of the one before, where all goes well.
 * Whatever touches the network does so in `reach`, before that transaction, and hands its result to `run`.
 * `reach` may be repeated after a crash; it must be harmless to repeat.
 */
export interface Stage<Takes extends Queue = Queue, Reached = unknown> {
  readonly name: string
  readonly takes: Takes
  /** How many messages may be in work at once, of a stage that reaches outside. 1 keeps the order: an ordered lane. */
  readonly lanes: number
  /** Fills the stage's memory from the database before the first message. */
  warm?(db: Db, context: StageContext): Promise<void>
  reach?(message: Messages[Takes], db: Db, context: StageContext): Promise<Reached>
  run(message: Messages[Takes], tx: Tx, context: StageContext, reached: Reached): Promise<readonly Handoff[]>
  /** The same for many at once, where that takes fewer questions to the database. */
  runAll?(works: readonly Work<Takes, Reached>[], tx: Tx, context: StageContext): Promise<readonly Handoff[]>
}

/** A stage of any queue, as the runner sees it. */
// biome-ignore lint/suspicious/noExplicitAny: the runner passes each message only to the stage of its own queue.
export type AnyStage = Stage<any, any>
