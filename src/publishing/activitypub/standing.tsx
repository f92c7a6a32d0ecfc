import type { PropsWithChildren } from 'hono/jsx'
import type { Config } from '../../config.ts'
import type { StoryHead } from '../../db/pages/story.ts'
import { actorAddresses, handleOf, siteActor, storyActor } from '../../domain/fediverse.ts'
import { whyNotPublic } from '../../net/publicSite.ts'

/** How something can be followed from the fediverse, or why nothing here can. */
export type Standing = { readonly handle: string; readonly actor: string } | { readonly why: string }

export function followedAs(
  config: Pick<Config, 'siteUrl' | 'allowPrivateAddresses'>,
  name: string,
): Standing {
  const why = whyNotPublic(config)
  if (why) return { why }
  return { handle: handleOf(config.siteUrl, name), actor: actorAddresses(config.siteUrl, name).actor }
}

/** The address by which other servers know what a page shows. */
export function actorUrlOf(standing: Standing): string | undefined {
  return 'actor' in standing ? standing.actor : undefined
}

/** One line that gives the handle to follow; nothing where there is none. */
export function HandleLine({ standing }: { standing: Standing }) {
  if ('why' in standing) return null
  return (
    <p class="small soft">
      From Mastodon and its like: follow <code class="handle">{standing.handle}</code>
    </p>
  )
}

/** How to follow from the fediverse, at length, or why one cannot. */
export function HowToFollow({ standing }: { standing: Standing }) {
  return (
    <FediverseSection standing={standing}>
      {'handle' in standing && (
        <p>
          Search for <code class="handle">{standing.handle}</code> on Mastodon or another server of the
          fediverse, and follow it. What is new comes as a post; a correction changes the post it corrects.
        </p>
      )}
    </FediverseSection>
  )
}

/** Shows what is within where something can be followed, else why nothing can. */
function FediverseSection({ standing, children }: PropsWithChildren<{ standing: Standing }>) {
  return (
    <section aria-labelledby="fediverse">
      <h2 id="fediverse" class="ruled">
        From the fediverse
      </h2>
      {'why' in standing ? (
        <p class="soft">
          Nothing here can be followed from Mastodon and its like: other servers cannot reach this site.{' '}
          {standing.why}
        </p>
      ) : (
        children
      )}
    </section>
  )
}

interface FromFediverseProps {
  story?: StoryHead
  /** A query that can be read. */
  query?: string
  config: Parameters<typeof followedAs>[0]
}

/** On the page where alerts are asked for: how a story is followed, or that a query can be made a topic. */
export function FromFediverse({ story, query, config }: FromFediverseProps) {
  if (story && !query) return <HowToFollow standing={followedAs(config, storyActor(story.id))} />
  return query && !story ? <FollowQuery standing={followedAs(config, siteActor)} query={query} /> : null
}

function FollowQuery({ standing, query }: { standing: Standing; query: string }) {
  return (
    <FediverseSection standing={standing}>
      <form method="post" action="/topics">
        <p>As a topic, anyone can follow this query from Mastodon and its like. The query is then public.</p>
        <input type="hidden" name="query" value={query} />
        <button class="button" type="submit">
          Make it a topic
        </button>
      </form>
    </FediverseSection>
  )
}
