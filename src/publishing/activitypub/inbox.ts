import { FetchError, type InboxContext, type InboxListenerSetters } from '@fedify/fedify'
import {
  type Activity,
  type Actor,
  Object as APObject,
  Block,
  Delete,
  Follow,
  isActor,
  Undo,
} from '@fedify/fedify/vocab'
import { findActor, nameActor } from '../../db/activitypub/actors.ts'
import { endFollowing, saveFollower } from '../../db/activitypub/followers.ts'
import type { Tx } from '../../db/open.ts'
import { insertSubscription } from '../../db/subscriptions.ts'
import { siteActor } from '../../domain/fediverse.ts'
import type { SubscriptionId } from '../../domain/ids.ts'
import { Allowance } from '../subscriptions/allowance.ts'
import type { FediverseDeps } from './deps.ts'
import { type Followable, findFollowable } from './followable.ts'

type Context = InboxContext<FediverseDeps>

const unfollowed = 'Nobody behind this inbox follows any more.'
const longestTitle = 200
/** Follows from one host within an hour; its server sends the others again later. Counted once their signature was right. */
const followsAnHour = 1000

/** What is done with activities whose signature was found right. All of it may be repeated. */
export function listen(inbox: InboxListenerSetters<FediverseDeps>): void {
  const allowance = new Allowance(followsAnHour)
  inbox
    .on(Follow, (ctx, follow) => takeFollow(ctx, follow, allowance))
    .on(Undo, takeUndo)
    .on(Block, (ctx, { actorId, objectId }) => end(ctx, actorId, nameOf(ctx, objectId)))
    .on(Delete, async (ctx, activity) => {
      if (isOfItself(activity)) await end(ctx, activity.actorId)
    })
    .onUnverifiedActivity(async (ctx, activity) => {
      // Who is gone can sign no more. That they are is asked of their own server.
      if (!(activity instanceof Delete) || !isOfItself(activity)) return
      if (!(await isGone(ctx.documentLoader, activity.actorId!.href))) return
      await end(ctx, activity.actorId)
      return new Response(null, { status: 202 })
    })
    .onError((ctx, error) => ctx.data.log.warn({ err: error }, 'an activity could not be taken in'))
    .setSharedKeyDispatcher(() => ({ identifier: siteActor }))
}

async function takeFollow(ctx: Context, follow: Follow, allowance: Allowance): Promise<void> {
  const { db, alerts, now } = ctx.data
  const name = nameOf(ctx, follow.objectId)
  const followable = name === undefined ? undefined : await findFollowable(db, name)
  if (!followable || followable.hasEnded) return
  const actor = follow.actorId && (await actorAt(ctx, follow.actorId))
  if (!actor?.id || !actor.inboxId || actor.inboxId.origin !== actor.id.origin) return
  if (!allowance.take(actor.id.host, now()))
    throw new Error(`Many follows came from ${actor.id.host} within the hour.`)
  const shared = actor.endpoints?.sharedInbox
  const asked = {
    follower: actor.id.href,
    inbox: actor.inboxId.href,
    deliverTo: (shared?.origin === actor.id.origin ? shared : actor.inboxId).href,
    askedBy: follow.id?.href,
  }
  await alerts.inTransaction(async (tx) => {
    const subscriptionId = await subscriptionTo(tx, followable, now())
    const followerId = await saveFollower(tx, { ...asked, actor: followable.name, subscriptionId }, now())
    return { handoffs: [{ to: 'follow.asked', message: { followerId, tries: 0 }, only: followerId }] }
  })
}

/** An actor as its own server shows it, whatever an activity says of it; undefined where it shows another or none. */
async function actorAt(ctx: Context, address: URL): Promise<Actor | undefined> {
  const { document } = await ctx.documentLoader(address.href)
  const found = await APObject.fromJsonLd(document, ctx)
  return isActor(found) && found.id?.href === address.href ? found : undefined
}

/** The one subscription of all who follow; made with the first of them. */
async function subscriptionTo(tx: Tx, { name, title, storyId, actor }: Followable, at: Date) {
  if (actor) return actor.subscriptionId
  const made = await insertSubscription(tx, { query: '', title: title.slice(0, longestTitle), storyId })
  if (await nameActor(tx, { name, subscriptionId: made.id }, at)) return made.id
  // Another was first meanwhile.
  return (await findActor(tx, { name }))!.subscriptionId as SubscriptionId
}

/** A Follow that is taken back is named by its id, or given whole. */
async function takeUndo(ctx: Context, undo: Undo): Promise<void> {
  const { db, now } = ctx.data
  const follower = undo.actorId?.href
  if (!follower) return
  const askedBy = undo.objectId?.href
  if (askedBy && (await endFollowing(db, { follower, askedBy }, now(), unfollowed)) > 0) return
  const undone = await undo.getObject({ ...ctx, documentLoader: fetchNothing, suppressError: true })
  if (undone instanceof Follow) await end(ctx, undo.actorId, nameOf(ctx, undone.objectId))
}

async function end(
  { data: { db, now } }: Pick<Context, 'data'>,
  followerId: URL | null,
  actor?: string,
): Promise<void> {
  if (!followerId) return
  const follower = followerId.href
  await endFollowing(db, actor === undefined ? { follower } : { follower, actor }, now(), unfollowed)
}

/** The name of the actor of ours that an address is of. */
function nameOf(ctx: Context, address: URL | null): string | undefined {
  const parsed = address && ctx.parseUri(address)
  return parsed?.type === 'actor' && parsed.identifier !== siteActor ? parsed.identifier : undefined
}

function isOfItself({ actorId, objectId }: Activity): boolean {
  return actorId !== null && actorId.href === objectId?.href
}

async function isGone(load: Context['documentLoader'], address: string): Promise<boolean> {
  try {
    await load(address)
    return false
  } catch (error) {
    const status = error instanceof FetchError ? error.response?.status : undefined
    return status === 404 || status === 410
  }
}

function fetchNothing(url: string): never {
  throw new FetchError(url, 'What is undone is not fetched')
}
