import { sql } from 'kysely'
import { type ChannelId, type FollowerId, newId, type SubscriptionId } from '../../domain/ids.ts'
import { confirmChannel } from '../channels.ts'
import type { Db, Tx } from '../open.ts'

/** Someone who asked to follow an actor of ours. */
export interface Follower {
  readonly id: FollowerId
  /** The name of our actor. */
  readonly actor: string
  /** The address of their own actor. */
  readonly follower: string
  /** The inbox that is theirs alone. */
  readonly inbox: string
  readonly channelId: ChannelId
  /** The activity by which they asked; some servers give it no id. */
  readonly askedBy?: string
}

export interface NewFollower {
  readonly actor: string
  readonly subscriptionId: SubscriptionId
  readonly follower: string
  readonly inbox: string
  /** Where what the actor says goes: the inbox all of their server share, or their own. */
  readonly deliverTo: string
  readonly askedBy?: string
}

/**
 * Notes that someone asked to follow, again where they did before. What is said goes to one channel for each inbox, which
 * is confirmed once a follower behind it was told that they follow.
 */
export async function saveFollower(tx: Tx, asked: NewFollower, at: Date): Promise<FollowerId> {
  const channelId = await channelTo(tx, asked.subscriptionId, asked.deliverTo, at)
  const { actor, follower, inbox } = asked
  const given = {
    inbox,
    channel_id: channelId,
    asked_by: asked.askedBy ?? null,
    asked_at: at,
    ended_at: null,
  }
  const row = await tx
    .insertInto('fediverse_followers')
    .values({ id: newId('follower'), actor, follower, ...given })
    .onConflict((conflict) => conflict.columns(['actor', 'follower']).doUpdateSet(given))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

async function channelTo(tx: Tx, id: SubscriptionId, inbox: string, at: Date): Promise<ChannelId> {
  const made = await tx
    .insertInto('channels')
    .values({
      id: newId('channel'),
      subscription_id: id,
      kind: 'activitypub',
      address: inbox,
      secret: null,
      confirm_token: null,
      confirmed_at: null,
      created_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['subscription_id', 'address'])
        // As it stands in the index: with a parameter in its place the index would not be found.
        .where(sql<boolean>`kind = 'activitypub' and ended_at is null`)
        .doUpdateSet({ address: inbox }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return made.id
}

/** Undefined where there is no such follower, or they follow no more. */
export async function findFollower(db: Db | Tx, id: FollowerId): Promise<Follower | undefined> {
  const row = await db
    .selectFrom('fediverse_followers')
    .select(['id', 'actor', 'follower', 'inbox', 'channel_id', 'asked_by'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      actor: row.actor,
      follower: row.follower,
      inbox: row.inbox,
      channelId: row.channel_id,
      askedBy: row.asked_by ?? undefined,
    }
  )
}

/** Notes that a follower was told so: from now on what the actor says goes to them. */
export async function noteAccepted(tx: Tx, { id, channelId }: Follower, at: Date): Promise<void> {
  await tx.updateTable('fediverse_followers').set({ accepted_at: at }).where('id', '=', id).execute()
  await confirmChannel(tx, channelId, at)
}

/** Which followings end: one, by who follows whom or by the activity that began it, or all of someone. */
export type Unfollowing =
  | { readonly follower: string; readonly actor: string }
  | { readonly follower: string; readonly askedBy: string }
  | { readonly follower: string }

/** Ends followings, and each channel that has no follower behind it any more. Gives how many followings it were. */
export async function endFollowing(db: Db | Tx, which: Unfollowing, at: Date, why: string): Promise<number> {
  let ending = db
    .updateTable('fediverse_followers')
    .set({ ended_at: at })
    .where('follower', '=', which.follower)
    .where('ended_at', 'is', null)
  if ('actor' in which) ending = ending.where('actor', '=', which.actor)
  if ('askedBy' in which) ending = ending.where('asked_by', '=', which.askedBy)
  const ended = await ending.returning('channel_id').execute()
  if (ended.length === 0) return 0
  await db
    .updateTable('channels as c')
    .set({ ended_at: at, ended_why: why })
    .where(sql<boolean>`c.id = any(${ended.map((row) => row.channel_id)})`)
    .where('c.ended_at', 'is', null)
    .where(
      sql<boolean>`not exists (select 1 from fediverse_followers f where f.channel_id = c.id and f.ended_at is null)`,
    )
    .execute()
  return ended.length
}

/** True where someone follows an actor of ours. */
export async function isFollower(db: Db | Tx, follower: string): Promise<boolean> {
  const row = await db
    .selectFrom('fediverse_followers')
    .select('id')
    .where('follower', '=', follower)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** How many follow an actor and are reached. */
export async function countFollowers(db: Db | Tx, actor: string): Promise<number> {
  const row = await db
    .selectFrom('fediverse_followers as f')
    .innerJoin('channels as c', 'c.id', 'f.channel_id')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('f.actor', '=', actor)
    .where('f.ended_at', 'is', null)
    .where('f.accepted_at', 'is not', null)
    .where('c.ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}
