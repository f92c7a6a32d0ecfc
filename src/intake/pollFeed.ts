import { type Feed, findFeed, pollWaits } from '../db/feeds.ts'
import type { Stage } from '../stage.ts'
import { type Looked, lookAt } from './look.ts'
import { duePoll, savePolled } from './savePolled.ts'

/** A message that comes this much before its feed's time is an extra one. Clocks may differ by less. */
const earlyMs = 5000

type Reached =
  | { readonly kind: 'nothing' }
  /** It is not the feed's time yet: an extra message, or one that came too soon. */
  | { readonly kind: 'early'; readonly feed: Feed; readonly waits: boolean }
  | { readonly kind: 'looked'; readonly looked: Looked }

/** Intake: looks at a feed (or a single page) when its time has come, keeps what is new, and says when to look again. */
export const pollFeed: Stage<'feed.due', Reached> = {
  name: 'polling',
  takes: 'feed.due',
  lanes: 6,
  async reach({ feedId }, db, context) {
    const feed = await findFeed(db, feedId)
    if (feed?.status !== 'active') return { kind: 'nothing' }
    if (feed.nextPollAt.getTime() > context.now().getTime() + earlyMs) {
      return { kind: 'early', feed, waits: await pollWaits(db, feedId) }
    }
    const hopes = feed.kind === 'page' ? 'page' : 'feed'
    const { etag, lastModified } = feed
    return { kind: 'looked', looked: await lookAt(feed.url, context, { hopes, etag, lastModified }) }
  },
  async run({ feedId }, tx, context, reached) {
    if (reached.kind === 'nothing') return []
    if (reached.kind === 'early') return reached.waits ? [] : [duePoll(reached.feed, reached.feed.nextPollAt)]
    const feed = await findFeed(tx, feedId)
    return feed?.status === 'active' ? savePolled(tx, feed, reached.looked, context) : []
  },
}
