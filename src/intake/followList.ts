import { insertFeed } from '../db/feeds.ts'
import type { Db } from '../db/open.ts'
import { findOrMakeSource, sourceHost } from '../db/sources.ts'
import { Failure } from '../failure.ts'
import type { Handoff, StageContext } from '../stage.ts'
import type { ListedFeed } from './feeds/opml.ts'
import { duePoll } from './savePolled.ts'
import { addressToFollow, type Hands } from './takeUrl.ts'

export interface FollowedList {
  readonly followed: number
  readonly already: number
  /** Addresses that cannot be followed, with the reason. */
  readonly refused: readonly { readonly url: string; readonly say: string }[]
}

/** So many feeds are saved together: a long list does not hold the database for long. */
const together = 50

/** Follows the feeds of a list without looking at them first; each is polled as soon as its host's turn comes. */
export async function followList(
  db: Db,
  feeds: readonly ListedFeed[],
  context: StageContext,
  hands: Hands,
  say: (done: number) => void = () => {},
): Promise<FollowedList> {
  let followed = 0
  const refused: { url: string; say: string }[] = []
  for (let start = 0; start < feeds.length; start += together) {
    const handoffs = await db.transaction().execute(async (tx) => {
      const due: Handoff[] = []
      for (const feed of feeds.slice(start, start + together)) {
        const url = addressOr(feed.url, refused)
        if (url === undefined) continue
        const host = sourceHost(feed.pageUrl ?? url)
        const name = feed.title ?? host ?? url
        const sourceId = await findOrMakeSource(tx, { name, host, homeUrl: feed.pageUrl })
        const made = await insertFeed(tx, {
          sourceId,
          url,
          kind: 'feed',
          title: feed.title,
          origin: 'opml',
          nextPollAt: context.now(),
        })
        if (made) due.push(duePoll(made))
      }
      await hands.hand(due, tx)
      return due
    })
    hands.wake(handoffs)
    followed += handoffs.length
    say(Math.min(start + together, feeds.length))
  }
  return { followed, already: feeds.length - followed - refused.length, refused }
}

function addressOr(url: string, refused: { url: string; say: string }[]): string | undefined {
  try {
    return addressToFollow(url)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    refused.push({ url, say: error.message })
    return undefined
  }
}
