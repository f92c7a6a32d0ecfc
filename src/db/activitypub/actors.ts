import type { StoryId, SubscriptionId } from '../../domain/ids.ts'
import type { Db, Tx } from '../open.ts'

/** Something that can be followed from the fediverse, and the one subscription of all who do. */
export interface Actor {
  readonly name: string
  readonly subscriptionId: SubscriptionId
  /** Undefined for a standing query. */
  readonly storyId?: StoryId
  readonly query: string
  readonly title: string
  /** True for a topic that someone of the desk named. */
  readonly listed: boolean
  readonly madeAt: Date
  readonly endedAt?: Date
}

function actors(db: Db | Tx) {
  return db
    .selectFrom('fediverse_actors as a')
    .innerJoin('subscriptions as s', 's.id', 'a.subscription_id')
    .select([
      'a.name',
      'a.subscription_id',
      'a.listed',
      'a.made_at',
      's.story_id',
      's.query',
      's.title',
      's.ended_at',
    ])
}

/** The actor of a name or of a subscription. A story that was never followed has none yet. */
export async function findActor(
  db: Db | Tx,
  by: { name: string } | { subscriptionId: SubscriptionId },
): Promise<Actor | undefined> {
  const row = await ('name' in by
    ? actors(db).where('a.name', '=', by.name)
    : actors(db).where('a.subscription_id', '=', by.subscriptionId)
  ).executeTakeFirst()
  return row && actorOf(row)
}

/** The topics that were named and have not ended, by name. */
export async function listedTopics(db: Db | Tx, limit: number): Promise<Actor[]> {
  const rows = await actors(db)
    .where('a.listed', '=', true)
    .where('s.ended_at', 'is', null)
    .orderBy('a.name')
    .limit(limit)
    .execute()
  return rows.map(actorOf)
}

/**
 * Gives a subscription that was made in this transaction a name to be followed by. False where the name is taken: then
 * the subscription is as if it had not been made.
 */
export async function nameActor(
  tx: Tx,
  {
    name,
    subscriptionId,
    listed = false,
  }: { name: string; subscriptionId: SubscriptionId; listed?: boolean },
  at: Date,
): Promise<boolean> {
  const made = await tx
    .insertInto('fediverse_actors')
    .values({ name, subscription_id: subscriptionId, listed, made_at: at })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst()
  if (!made) await tx.deleteFrom('subscriptions').where('id', '=', subscriptionId).execute()
  return made !== undefined
}

function actorOf(row: {
  name: string
  subscription_id: SubscriptionId
  listed: boolean
  made_at: Date
  story_id: StoryId | null
  query: string
  title: string
  ended_at: Date | null
}): Actor {
  return {
    name: row.name,
    subscriptionId: row.subscription_id,
    storyId: row.story_id ?? undefined,
    query: row.query,
    title: row.title,
    listed: row.listed,
    madeAt: row.made_at,
    endedAt: row.ended_at ?? undefined,
  }
}
