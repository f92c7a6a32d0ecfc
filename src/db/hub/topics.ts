import { sql } from 'kysely'
import { type FeedQueryId, type HubTopicId, newId, type ReportId, type StoryId } from '../../domain/ids.ts'
import type { Db, Tx } from '../open.ts'

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
