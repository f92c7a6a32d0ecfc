import { type Actor, findActor } from '../../db/activitypub/actors.ts'
import type { Db, Tx } from '../../db/open.ts'
import { findStoryHead, type StoryHead } from '../../db/pages/story.ts'
import { storyOfActor } from '../../domain/fediverse.ts'
import type { StoryId } from '../../domain/ids.ts'

/** What can be followed under a name: a story, whether or not anyone does yet, or a topic. */
export interface Followable {
  readonly name: string
  readonly title: string
  /** The page for people, from the root of the site. */
  readonly page: string
  /** The story it was when its name was made; its news are those of the story it became part of. */
  readonly storyId?: StoryId
  /** The standing query of a topic. */
  readonly query?: string
  /** Absent where it is a story nobody followed yet. */
  readonly actor?: Actor
  readonly hasEnded: boolean
}

/** Undefined where there is nothing of this name. */
export async function findFollowable(db: Db | Tx, name: string): Promise<Followable | undefined> {
  const storyId = storyOfActor(name)
  const actor = await findActor(db, { name })
  const hasEnded = actor?.endedAt !== undefined
  if (!storyId) {
    return actor && { name, title: actor.title, page: `/topics/${name}`, query: actor.query, actor, hasEnded }
  }
  const head = await storyNow(db, storyId)
  return head && { name, title: head.headline, page: `/stories/${head.id}`, storyId, actor, hasEnded }
}

/** A story, or the one it became part of. */
async function storyNow(db: Db | Tx, id: string): Promise<StoryHead | undefined> {
  const head = await findStoryHead(db, id)
  return head?.mergedInto ? findStoryHead(db, head.mergedInto) : head
}
