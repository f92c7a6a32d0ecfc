import { type AlertId, isId, type StoryId } from './ids.ts'

const storyPrefix = 'story-'
/** Begins the names of what is made by the program; a person's topic may not begin so. */
const madePrefixes = [storyPrefix, 'query-', 'mainsource']

/** The name of the actor that stands for the whole site: it signs what is asked of other servers. */
export const siteActor = 'mainsource'

/** The name under which a story is followed from the fediverse: `story-01k…`, for the story `sto_01k…`. */
export function storyActor(id: StoryId): string {
  return storyPrefix + id.slice(id.indexOf('_') + 1)
}

/** The story that is followed under a name; undefined where the name is none of a story. */
export function storyOfActor(name: string): StoryId | undefined {
  const id = `sto_${name.slice(storyPrefix.length)}`
  return name.startsWith(storyPrefix) && isId('story', id) ? id : undefined
}

/** True for a name that a person may give a topic: 2 to 30 of a–z, 0–9 and `_`, as every server takes it. */
export function isTopicName(name: string): boolean {
  return /^[a-z0-9_]{2,30}$/.test(name) && !madePrefixes.some((prefix) => name.startsWith(prefix))
}

/** The addresses by which other servers know an actor. `siteUrl` has no slash at its end. */
export function actorAddresses(siteUrl: string, name: string) {
  const actor = `${siteUrl}/actors/${name}`
  return { actor, inbox: `${actor}/inbox`, followers: `${actor}/followers`, key: `${actor}#main-key` }
}

/** The address by which other servers know what became of an alert. Its corrections have the same. */
export function noteAddress(siteUrl: string, root: AlertId): string {
  return `${siteUrl}/notes/${root}`
}

/** `@story-01k…@news.example`. */
export function handleOf(siteUrl: string, name: string): string {
  return `@${name}@${new URL(siteUrl).host}`
}
