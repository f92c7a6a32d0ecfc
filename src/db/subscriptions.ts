import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newId, type StoryId, type SubscriptionId } from '../domain/ids.ts'
import { Rules } from '../domain/rules.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import { storable } from './storable.ts'

/** A standing query or a followed story, and the secrets by which its owner reaches it. */
export interface Subscription {
  readonly id: SubscriptionId
  /** Empty where all of a story is followed. */
  readonly query: string
  readonly title: string
  readonly storyId?: StoryId
  readonly lang: string
  readonly zone: string
  readonly rules: Rules
  readonly feedToken: string
  readonly manageToken: string
  readonly createdAt: Date
  readonly endedAt?: Date
}

export interface NewSubscription {
  readonly query: string
  readonly title: string
  readonly storyId?: StoryId
  readonly lang?: string
  readonly zone?: string
  readonly rules?: Rules
}

const columns = [
  'id',
  'query',
  'title',
  'story_id',
  'lang',
  'zone',
  'rules',
  'feed_token',
  'manage_token',
  'created_at',
  'ended_at',
] as const

/** 256 bits that nobody can guess, in 43 letters that stand in an address as they are. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export async function insertSubscription(db: Db | Tx, made: NewSubscription): Promise<Subscription> {
  const row = await db
    .insertInto('subscriptions')
    .values({
      id: newId('subscription'),
      query: storable(made.query),
      title: storable(made.title),
      story_id: made.storyId ?? null,
      lang: made.lang ?? 'en',
      zone: made.zone ?? 'UTC',
      rules: json(made.rules ?? {}),
      feed_token: newToken(),
      manage_token: newToken(),
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return subscriptionOf(row)
}

export async function findSubscription(
  db: Db | Tx,
  by: { id: SubscriptionId } | { manageToken: string } | { feedToken: string },
): Promise<Subscription | undefined> {
  const rows = db.selectFrom('subscriptions').select(columns)
  const row = await ('id' in by
    ? rows.where('id', '=', by.id)
    : 'manageToken' in by
      ? rows.where('manage_token', '=', by.manageToken)
      : rows.where('feed_token', '=', by.feedToken)
  ).executeTakeFirst()
  return row && subscriptionOf(row)
}

/** The newest subscriptions that have not ended. */
export async function listSubscriptions(db: Db | Tx, limit = 1000): Promise<Subscription[]> {
  const rows = await db
    .selectFrom('subscriptions')
    .select(columns)
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(subscriptionOf)
}

/** Ends a subscription for good; nothing happens when it has ended. */
export async function endSubscription(db: Db | Tx, id: SubscriptionId, at: Date): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({ ended_at: at, change: sql`nextval('subscription_changes')` })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** A standing query as it is now; `ended` where it is not to be matched any more. */
export interface ChangedQuery {
  readonly id: SubscriptionId
  readonly query: string
  readonly ended: boolean
  readonly change: number
}

/** The standing queries that changed after a change, in the order of their changes. */
export async function changedQueries(db: Db | Tx, after: number, limit: number): Promise<ChangedQuery[]> {
  return db
    .selectFrom('subscriptions')
    .select(['id', 'query', 'change', sql<boolean>`ended_at is not null`.as('ended')])
    .where('change', '>', after)
    .where('query', '<>', '')
    .orderBy('change')
    .limit(limit)
    .execute()
}

/** Who follows a story, or one that became part of it, whatever is said in it. */
export async function followersOf(db: Db | Tx, storyId: StoryId): Promise<SubscriptionId[]> {
  const rows = await db
    .selectFrom('subscriptions as s')
    .innerJoin('stories as t', 't.id', 's.story_id')
    .select('s.id')
    .where((is) => is.or([is('t.id', '=', storyId), is('t.merged_into', '=', storyId)]))
    .where('s.query', '=', '')
    .where('s.ended_at', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

/** A subscription as it stands to a story. */
export interface Listener {
  readonly subscription: Subscription
  readonly muted: boolean
  /**
   * Who is reached: an address, confirmed, is the same subscriber in whatever subscription it stands. A feed is nobody
   * else's, nor are the followers of an actor: what it says is public and the same for all of them.
   */
  readonly reaches: readonly string[]
}

/** Where a subscription's confirmed channels reach, as `Listener.reaches`. Expects it as s. */
const reaches = sql<string[] | null>`(
  select jsonb_agg(distinct case when c.kind in ('atom', 'activitypub') then s.id else c.kind || ' ' || c.address end)
  from channels c where c.subscription_id = s.id and c.confirmed_at is not null and c.ended_at is null)`

/** Those of the subscriptions that can be told of this story: not ended, with a confirmed channel. */
export async function listeners(
  db: Db | Tx,
  ids: readonly SubscriptionId[],
  storyId: StoryId,
): Promise<Listener[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('subscriptions as s')
    .select(columns.map((column) => `s.${column}` as const))
    .select(reaches.as('reaches'))
    .select(
      sql<boolean>`exists (select 1 from muted_stories m where m.subscription_id = s.id and m.story_id = ${storyId})`.as(
        'muted',
      ),
    )
    .where(sql<boolean>`s.id = any(${ids})`)
    .where('s.ended_at', 'is', null)
    .where(
      sql<boolean>`(s.story_id is null or s.query = '' or s.story_id = ${storyId}
        or exists (select 1 from stories t where t.id = s.story_id and t.merged_into = ${storyId}))`,
    )
    .orderBy('s.id')
    .execute()
  return rows.flatMap((row) =>
    row.reaches ? { subscription: subscriptionOf(row), muted: row.muted, reaches: row.reaches } : [],
  )
}

/** Changes what a subscriber wants heeded. */
export async function saveRules(
  db: Db | Tx,
  id: SubscriptionId,
  { rules, zone }: { rules: Rules; zone: string },
): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({ rules: json(rules), zone })
    .where('id', '=', id)
    .execute()
}

/** Changes what a subscription asks for; nothing happens when it has ended. The next report is matched by the new query. */
export async function saveQuery(
  db: Db | Tx,
  id: SubscriptionId,
  { query, title }: Pick<Subscription, 'query' | 'title'>,
): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({ query: storable(query), title: storable(title), change: sql`nextval('subscription_changes')` })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

export async function muteStory(db: Db | Tx, id: SubscriptionId, storyId: StoryId): Promise<void> {
  await db
    .insertInto('muted_stories')
    .values({ subscription_id: id, story_id: storyId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function unmuteStory(db: Db | Tx, id: SubscriptionId, storyId: StoryId): Promise<void> {
  await db
    .deleteFrom('muted_stories')
    .where('subscription_id', '=', id)
    .where('story_id', '=', storyId)
    .execute()
}

/** The stories a subscription hears no more of, the newest mute first. */
export async function mutedStories(
  db: Db | Tx,
  id: SubscriptionId,
): Promise<{ id: StoryId; headline: string }[]> {
  return db
    .selectFrom('muted_stories as m')
    .innerJoin('stories as t', 't.id', 'm.story_id')
    .select(['t.id', 't.headline'])
    .where('m.subscription_id', '=', id)
    .orderBy('m.at', 'desc')
    .limit(100)
    .execute()
}

function subscriptionOf(row: {
  id: SubscriptionId
  query: string
  title: string
  story_id: StoryId | null
  lang: string
  zone: string
  rules: object
  feed_token: string
  manage_token: string
  created_at: Date
  ended_at: Date | null
}): Subscription {
  return {
    id: row.id,
    query: row.query,
    title: row.title,
    storyId: row.story_id ?? undefined,
    lang: row.lang,
    zone: row.zone,
    rules: Rules.parse(row.rules),
    feedToken: row.feed_token,
    manageToken: row.manage_token,
    createdAt: row.created_at,
    endedAt: row.ended_at ?? undefined,
  }
}
