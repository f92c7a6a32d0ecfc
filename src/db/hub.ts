import { sql } from 'kysely'
import {
  type FeedQueryId,
  type HubRequestId,
  type HubSubscriberId,
  type HubTopicId,
  newId,
  type ReportId,
  type StoryId,
} from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'

/** A feed in one format, as our hub knows it. */
export interface Topic {
  readonly id: HubTopicId
  readonly url: string
  /** How often something happened that may have changed it. */
  readonly changes: number
}

export interface NewTopic {
  readonly url: string
  readonly feed: 'river' | 'story' | 'query'
  readonly format: string
  readonly storyId?: StoryId
  readonly queryId?: FeedQueryId
}

/** Makes a topic known, or finds it. */
export async function ensureTopic(tx: Tx, topic: NewTopic): Promise<HubTopicId> {
  const row = await tx
    .insertInto('hub_topics')
    .values({
      id: newId('hubTopic'),
      url: topic.url,
      feed: topic.feed,
      format: topic.format,
      story_id: topic.storyId ?? null,
      query_id: topic.queryId ?? null,
    })
    .onConflict((conflict) => conflict.column('url').doUpdateSet({ url: topic.url }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function findTopic(db: Db | Tx, id: HubTopicId): Promise<Topic | undefined> {
  return db.selectFrom('hub_topics').select(['id', 'url', 'changes']).where('id', '=', id).executeTakeFirst()
}

/** True where anyone may have to be told of changes. */
export async function hasTopics(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom('hub_topics').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** The stories that a report is in, or took others into or out of as it came. */
export async function storiesChangedBy(db: Db | Tx, id: ReportId): Promise<StoryId[]> {
  const { rows } = await sql<{ id: StoryId }>`
    select story_id as id from story_reports where report_id = ${id}
    union
    select unnest(array[from_story_id, to_story_id]) from story_moves
    where because_of_report_id = ${id} or report_id = ${id}`.execute(db)
  return rows.map((row) => row.id)
}

/** Notes that something happened that may have changed the topics of these, and of the stories at large. */
export async function markChanged(
  tx: Tx,
  { stories, queries }: { stories: readonly StoryId[]; queries: readonly FeedQueryId[] },
): Promise<{ id: HubTopicId; pushedAt: Date | null }[]> {
  // Locked in one order, so that two at the same time do not wait for each other.
  const touched = tx
    .selectFrom('hub_topics')
    .select('id')
    .where(
      sql<boolean>`feed = 'river' or query_id = any(${queries}) or story_id = any(${stories})
        or story_id in (select id from stories where merged_into = any(${stories}))`,
    )
    .orderBy('id')
    .forUpdate()
  return tx
    .updateTable('hub_topics')
    .set({ changes: sql<number>`changes + 1` })
    .where('id', 'in', touched)
    .returning(['id', 'pushed_at as pushedAt'])
    .execute()
}

/** What a topic holds now. */
export interface TopicLook {
  readonly content: string
  /** The topic's `changes` before it was rendered. */
  readonly changes: number
}

/**
 * Saves what a topic holds. Content that is not as it was is the next version. `isBehind` where something has happened
 * since. Undefined where the topic is gone, or was rendered after a later change meanwhile.
 */
export async function saveLook(
  tx: Tx,
  id: HubTopicId,
  { content, changes }: TopicLook,
  now: Date,
): Promise<{ version: number; isBehind: boolean } | undefined> {
  const topic = await tx
    .selectFrom('hub_topics')
    .select([
      'version',
      'changes',
      'looked',
      sql<boolean>`content is not distinct from ${content}`.as('isSame'),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!topic || topic.looked > changes) return undefined
  const version = topic.isSame ? topic.version : topic.version + 1
  const pushed = topic.isSame ? {} : { content, version, pushed_at: now }
  await tx
    .updateTable('hub_topics')
    .set({ looked: changes, looked_at: now, ...pushed })
    .where('id', '=', id)
    .execute()
  return { version, isBehind: topic.changes > changes }
}

/** The topics last rendered before a time, those longest ago first. */
export async function topicsLookedAtBefore(db: Db | Tx, time: Date, limit: number): Promise<HubTopicId[]> {
  const rows = await db
    .selectFrom('hub_topics')
    .select('id')
    .where((is) => is.or([is('looked_at', 'is', null), is('looked_at', '<', time)]))
    .orderBy('looked_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** The topics of a query, one a format. */
export async function topicsOfQuery(db: Db | Tx, id: FeedQueryId): Promise<HubTopicId[]> {
  const rows = await db.selectFrom('hub_topics').select('id').where('query_id', '=', id).execute()
  return rows.map((row) => row.id)
}

/** What is to be sent for a topic, and its number. */
export async function topicContent(
  db: Db | Tx,
  id: HubTopicId,
): Promise<{ version: number; content: string } | undefined> {
  const row = await db
    .selectFrom('hub_topics')
    .select(['version', 'content'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.content == null ? undefined : { version: row.version, content: row.content }
}

/** Lets go of topics that nobody subscribes to. */
export async function dropIdleTopics(db: Db | Tx): Promise<void> {
  await db
    .deleteFrom('hub_topics')
    .where(sql<boolean>`not exists (select 1 from hub_subscribers s where s.topic_id = hub_topics.id)`)
    .execute()
}

/** A callback that is sent a topic. */
export interface NewSubscriber {
  readonly topicId: HubTopicId
  readonly topic: string
  readonly callback: string
  readonly host: string
  readonly secret: string | null
  readonly leaseUntil: Date
}

/** Makes a callback a subscriber, or renews it: secret and lease are then the new ones, and it is no longer left alone. */
export async function saveSubscriber(tx: Tx, made: NewSubscriber, now: Date): Promise<HubSubscriberId> {
  const renewed = {
    topic: made.topic,
    secret: made.secret,
    lease_until: made.leaseUntil,
    failures: 0,
    last_error: null,
    resting_until: null,
  }
  const row = await tx
    .insertInto('hub_subscribers')
    .values({
      id: newId('hubSubscriber'),
      topic_id: made.topicId,
      callback: made.callback,
      host: made.host,
      made_at: now,
      ...renewed,
    })
    .onConflict((conflict) => conflict.columns(['topic_id', 'callback']).doUpdateSet(renewed))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The subscribers of a topic that do not have its newest version, and until when each is left alone. */
export async function subscribersBehind(
  db: Db | Tx,
  topicId: HubTopicId,
  version: number,
  now: Date,
): Promise<{ id: HubSubscriberId; restingUntil: Date | null }[]> {
  return db
    .selectFrom('hub_subscribers')
    .select(['id', 'resting_until as restingUntil'])
    .where('topic_id', '=', topicId)
    .where('version', '<', version)
    .where('lease_until', '>', now)
    .orderBy('id')
    .execute()
}

/** A subscriber that does not have its topic's newest version. */
export interface SubscriberToPush {
  readonly id: HubSubscriberId
  readonly topicId: HubTopicId
  readonly url: string
  readonly format: string
  readonly version: number
  readonly callback: string
  readonly secret: string | null
  readonly failures: number
  readonly restingUntil: Date | null
}

/** Those of the subscribers whose lease goes on and that do not have the newest version. */
export async function subscribersToPush(
  db: Db | Tx,
  ids: readonly HubSubscriberId[],
  now: Date,
): Promise<SubscriberToPush[]> {
  return db
    .selectFrom('hub_subscribers as s')
    .innerJoin('hub_topics as t', 't.id', 's.topic_id')
    .select([
      's.id',
      't.id as topicId',
      't.url',
      't.format',
      't.version',
      's.callback',
      's.secret',
      's.failures',
      's.resting_until as restingUntil',
    ])
    .where(sql<boolean>`s.id = any(${ids})`)
    .where('s.lease_until', '>', now)
    .whereRef('s.version', '<', 't.version')
    .execute()
}

/** Notes which version each subscriber has, or is not sent any more. Gives those whose topic has a newer one by now. */
export async function noteHave(
  tx: Tx,
  had: readonly { id: HubSubscriberId; version: number }[],
): Promise<HubSubscriberId[]> {
  if (had.length === 0) return []
  const { rows } = await sql<{ id: HubSubscriberId }>`
    with noted as (
      update hub_subscribers s set version = greatest(s.version, had.version)
      from unnest(${had.map(({ id }) => id)}::text[], ${had.map(({ version }) => version)}::int[]) as had (id, version)
      where s.id = had.id
      returning s.id, s.topic_id, s.version)
    select noted.id from noted join hub_topics t on t.id = noted.topic_id and t.version > noted.version`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** How sending to a subscriber went: failures since the last success, the last one's reason, until when it is left alone. */
export async function noteHealth(
  tx: Tx,
  id: HubSubscriberId,
  { failures, why, restingUntil }: { failures: number; why?: string; restingUntil?: Date },
): Promise<void> {
  await tx
    .updateTable('hub_subscribers')
    .set({ failures, last_error: why ?? null, resting_until: restingUntil ?? null })
    .where('id', '=', id)
    .execute()
}

export async function dropSubscriber(tx: Tx, id: HubSubscriberId): Promise<void> {
  await tx.deleteFrom('hub_subscribers').where('id', '=', id).execute()
}

/** Ends what a callback gets of a topic. False where it got nothing. */
export async function dropSubscriberOf(tx: Tx, url: string, callback: string): Promise<boolean> {
  const rows = await tx
    .deleteFrom('hub_subscribers')
    .where('callback', '=', callback)
    .where('topic_id', 'in', tx.selectFrom('hub_topics').select('id').where('url', '=', url))
    .returning('id')
    .execute()
  return rows.length > 0
}

/** Ends all that is sent of a topic, or of all topics. Gives whom it was sent to. */
export async function dropSubscribers(
  tx: Tx,
  topicId?: HubTopicId,
): Promise<{ url: string; topic: string; callback: string; host: string }[]> {
  const rows = await tx
    .deleteFrom('hub_subscribers as s')
    .using('hub_topics as t')
    .whereRef('t.id', '=', 's.topic_id')
    .$if(topicId !== undefined, (query) => query.where('s.topic_id', '=', topicId!))
    .returning(['t.url', 's.topic', 's.callback', 's.host'])
    .execute()
  return rows
}

/** How many subscribers there are, and how many of them could not be reached the last times. */
export async function countSubscribers(db: Db | Tx): Promise<{ all: number; failing: number }> {
  return db
    .selectFrom('hub_subscribers')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`count(*) filter (where failures > 2)::int`.as('failing'),
    ])
    .executeTakeFirstOrThrow()
}

export async function dropExpiredSubscribers(db: Db | Tx, now: Date): Promise<void> {
  await db.deleteFrom('hub_subscribers').where('lease_until', '<=', now).execute()
}

/** What a callback is asked to confirm, or told. */
export interface HubRequest {
  readonly id: HubRequestId
  readonly mode: 'subscribe' | 'unsubscribe' | 'denied'
  readonly url: string
  readonly topic: string
  readonly callback: string
  readonly host: string
  readonly secret: string | null
  readonly leaseSeconds: number
  readonly reason: string | null
  readonly tries: number
}

export type NewHubRequest = Pick<HubRequest, 'mode' | 'url' | 'topic' | 'callback' | 'host'> &
  Partial<Pick<HubRequest, 'secret' | 'leaseSeconds' | 'reason'>>

/** Saves a request in the place of an earlier one of the same callback for the same topic that still waits. */
export async function addHubRequest(tx: Tx, asked: NewHubRequest, now: Date): Promise<HubRequestId> {
  await tx
    .updateTable('hub_requests')
    .set({ waits: false })
    .where(waitingFor(asked.url, asked.callback))
    .execute()
  const id = newId('hubRequest')
  await tx
    .insertInto('hub_requests')
    .values({
      id,
      mode: asked.mode,
      url: asked.url,
      topic: asked.topic,
      callback: asked.callback,
      host: asked.host,
      secret: asked.secret ?? null,
      lease_seconds: asked.leaseSeconds ?? 0,
      reason: asked.reason ?? null,
      made_at: now,
    })
    .execute()
  return id
}

function waitingFor(url: string, callback: string) {
  return sql<boolean>`waits and md5(callback) = md5(${callback}) and callback = ${callback} and url = ${url}`
}

/** True where a callback gets a topic, or has asked for it and is still to confirm that. */
export async function isAskedFor(db: Db | Tx, url: string, callback: string): Promise<boolean> {
  const { rows } = await sql<{ asked: boolean }>`
    select exists (select 1 from hub_subscribers s join hub_topics t on t.id = s.topic_id
        where t.url = ${url} and s.callback = ${callback})
      or exists (select 1 from hub_requests where ${waitingFor(url, callback)}) as asked`.execute(db)
  return rows[0]!.asked
}

/** Undefined where there is no such request, or it waits no more. */
export async function hubRequestToMake(db: Db | Tx, id: HubRequestId): Promise<HubRequest | undefined> {
  return db
    .selectFrom('hub_requests')
    .select([
      'id',
      'mode',
      'url',
      'topic',
      'callback',
      'host',
      'secret',
      'lease_seconds as leaseSeconds',
      'reason',
      'tries',
    ])
    .where('id', '=', id)
    .where('waits', '=', true)
    .executeTakeFirst()
}

/** Ends a request's waiting. False where a later one took its place meanwhile. */
export async function settleHubRequest(tx: Tx, id: HubRequestId): Promise<boolean> {
  const row = await tx
    .updateTable('hub_requests')
    .set({ waits: false })
    .where('id', '=', id)
    .where('waits', '=', true)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Counts a try of a request that is to be made again. */
export async function noteTried(tx: Tx, id: HubRequestId): Promise<void> {
  await tx.updateTable('hub_requests').set({ tries: sql<number>`tries + 1` }).where('id', '=', id).execute()
}

/** Forgets requests made before a time. */
export async function dropHubRequests(db: Db | Tx, before: Date): Promise<void> {
  await db.deleteFrom('hub_requests').where('made_at', '<', before).execute()
}

/** What the hub has to do, as it is weighed before more is taken on. */
export interface HubLoad {
  /** Requests for callbacks of the host since the time asked for. */
  readonly ofHost: number
  /** Topics the host is sent. */
  readonly subscribersOfHost: number
  readonly subscribers: number
  readonly queries: number
}

export async function hubLoad(db: Db | Tx, host: string, since: Date): Promise<HubLoad> {
  const { rows } = await sql<HubLoad>`
    select
      (select count(*)::int from hub_requests where host = ${host} and made_at > ${since} and mode <> 'denied') as "ofHost",
      (select count(*)::int from hub_subscribers where host = ${host}) as "subscribersOfHost",
      (select count(*)::int from hub_subscribers) as subscribers,
      (select count(*)::int from feed_queries) as queries`.execute(db)
  return rows[0]!
}

/** True while there is anything to look after: a subscriber, a topic, a request. */
export async function hubIsUsed(db: Db | Tx): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from hub_topics) or exists (select 1 from hub_requests) as used`.execute(db)
  return rows[0]!.used
}
