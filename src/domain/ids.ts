import { monotonicFactory } from 'ulid'

declare const kind: unique symbol

/** A text id that carries its kind: `rep_01k…`. Ids of one kind sort by the time they were made. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind }

const prefixes = {
  source: 'src',
  feed: 'fed',
  fetch: 'fet',
  item: 'itm',
  capture: 'cap',
  import: 'imp',
  report: 'rep',
  revision: 'rev',
  story: 'sto',
  move: 'mov',
  development: 'dev',
  statement: 'stm',
  figure: 'fig',
  decision: 'dec',
  subscription: 'sub',
  channel: 'chn',
  alert: 'alt',
  delivery: 'dlv',
  attempt: 'att',
  invitation: 'inv',
  origin: 'org',
  heldBack: 'hld',
  feedQuery: 'fqy',
  hubTopic: 'htp',
  hubSubscriber: 'hsb',
  hubRequest: 'hrq',
  follower: 'flw',
  bounce: 'bnc',
} as const

export type IdKind = keyof typeof prefixes
export type SourceId = Id<'source'>
export type FeedId = Id<'feed'>
export type FetchId = Id<'fetch'>
export type ItemId = Id<'item'>
export type CaptureId = Id<'capture'>
export type ImportId = Id<'import'>
export type ReportId = Id<'report'>
export type RevisionId = Id<'revision'>
export type StoryId = Id<'story'>
export type MoveId = Id<'move'>
export type DevelopmentId = Id<'development'>
export type StatementId = Id<'statement'>
export type FigureId = Id<'figure'>
export type DecisionId = Id<'decision'>
export type SubscriptionId = Id<'subscription'>
export type ChannelId = Id<'channel'>
export type AlertId = Id<'alert'>
export type DeliveryId = Id<'delivery'>
export type AttemptId = Id<'attempt'>
export type HeldBackId = Id<'heldBack'>
export type FeedQueryId = Id<'feedQuery'>
export type HubTopicId = Id<'hubTopic'>
export type HubSubscriberId = Id<'hubSubscriber'>
export type HubRequestId = Id<'hubRequest'>
export type FollowerId = Id<'follower'>
export type BounceId = Id<'bounce'>

const nextUlid = monotonicFactory()

/** Makes a new id of the given kind; ids made by one process in one millisecond still sort in order. */
export function newId<Kind extends IdKind>(of: Kind): Id<Kind> {
  return `${prefixes[of]}_${nextUlid().toLowerCase()}` as Id<Kind>
}

/** True when `value` looks like an id of the given kind. It says nothing of whether the thing exists. */
export function isId<Kind extends IdKind>(of: Kind, value: string): value is Id<Kind> {
  return value.startsWith(`${prefixes[of]}_`) && /^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/.test(value)
}
