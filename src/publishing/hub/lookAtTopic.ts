import type { Config } from '../../config.ts'
import { findFeedQuery } from '../../db/feedQueries.ts'
import type { Topic, TopicLook } from '../../db/hub/topics.ts'
import type { Db } from '../../db/open.ts'
import { findStoryHead } from '../../db/pages/story.ts'
import type { FeedQueryId } from '../../domain/ids.ts'
import { readFeedAddress, writeFeedAddress } from '../feeds/addresses.ts'
import type { FeedQueries } from '../feeds/feedQueries.ts'
import { writeFeed } from '../feeds/formats.ts'
import type { OutFeed } from '../feeds/outFeed.ts'
import { feedOfQuery } from '../feeds/query.ts'
import { feedOfRiver, feedOfStory } from '../feeds/stories.ts'
import { hubOf } from './address.ts'

export interface LookDeps {
  readonly db: Db
  readonly config: Config
  readonly feedQueries: FeedQueries
  readonly now: () => Date
}

/** What a topic holds now, or why it is no topic any more. */
export type Looked =
  | ({ readonly kind: 'content' } & TopicLook)
  /** What was public before its query was kept is still to be looked through. */
  | { readonly kind: 'unfilled'; readonly queryId: FeedQueryId }
  | { readonly kind: 'gone'; readonly why: string }

/** Renders a topic as its address is answered. */
export async function lookAtTopic(deps: LookDeps, { url, changes }: Topic): Promise<Looked> {
  const { config } = deps
  const address = readFeedAddress(url, config.siteUrl)
  if (!hubOf(config)?.isOwn || !address) {
    return {
      kind: 'gone',
      why: 'This hub does not serve this feed any more. Ask the feed itself for its hub.',
    }
  }
  const kept = address.feed === 'query' ? await findFeedQuery(deps.db, { query: address.query }) : undefined
  if (kept && !kept.isFilled) return { kind: 'unfilled', queryId: kept.id }
  const feed =
    address.feed === 'story'
      ? await storyOrWhyNot(deps, address.storyId, address.format)
      : address.feed === 'river'
        ? await feedOfRiver(deps.db, config.siteUrl)
        : await feedOfQuery(deps, address.query)
  if ('why' in feed) return { kind: 'gone', ...feed }
  return { kind: 'content', content: writeFeed(feed, address.format, config).body, changes }
}

/** The feed of a story, or why there is none: said also to whoever asks to be sent it. */
async function storyOrWhyNot(
  { db, config: { siteUrl } }: LookDeps,
  id: string,
  format: string,
): Promise<OutFeed | { why: string }> {
  const head = await findStoryHead(db, id)
  if (!head) return { why: 'There is no such story.' }
  if (!head.mergedInto) return feedOfStory(db, head, siteUrl)
  const instead = writeFeedAddress({ feed: 'story', storyId: head.mergedInto, format }, siteUrl)
  return { why: `The story became part of another. Subscribe to ${instead} instead.` }
}

/** Why a topic cannot be subscribed to; undefined where it can. */
export async function whyNoTopic(deps: LookDeps, url: string): Promise<string | undefined> {
  const address = readFeedAddress(url, deps.config.siteUrl)
  if (address?.feed !== 'story') return undefined
  const feed = await storyOrWhyNot(deps, address.storyId, address.format)
  return 'why' in feed ? feed.why : undefined
}
