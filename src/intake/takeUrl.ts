import { type Feed, findFeed, findFeedByUrl, insertFeed } from '../db/feeds.ts'
import { saveFetch } from '../db/fetches.ts'
import type { Db, Tx } from '../db/open.ts'
import { findOrMakeSource } from '../db/sources.ts'
import { Failure } from '../failure.ts'
import type { Handoff, StageContext } from '../stage.ts'
import { adviceFor } from './advice.ts'
import { sourceOfFeed, sourceOfPage } from './decideSource.ts'
import type { Fault, FaultKind } from './fetching/fetched.ts'
import { fetchRecord, wasMade } from './fetchRecord.ts'
import { everyInWords, feedInWords } from './inWords.ts'
import { savePolled } from './savePolled.ts'
import { type Understood, understandUrl } from './understandUrl.ts'

/** What became of an address someone asked to follow. `say` is for people, in one or a few sentences. */
export type Taken =
  | { readonly kind: 'followed'; readonly feed: Feed; readonly say: string }
  | { readonly kind: 'already'; readonly feed: Feed; readonly say: string }
  | { readonly kind: 'failed'; readonly why: FaultKind; readonly say: string }

/** How messages are put on their queues; the runner is one. */
export interface Hands {
  hand(handoffs: readonly Handoff[], tx: Tx | Db): Promise<void>
  wake(handoffs: readonly Handoff[]): void
}

/**
 * Follows an address: a feed, a sitemap, a page that leads to one of them, or a single page. What was found on the way
 * is kept at once. Throws a Failure when it is no address that could be asked.
 */
export async function takeUrl(
  db: Db,
  address: string,
  context: StageContext,
  hands: Hands,
  options: { readonly as?: 'page' } = {},
): Promise<Taken> {
  const url = addressToFollow(address)
  const known = await findFeedByUrl(db, url)
  if (known) return already(known)
  const understood = await understandUrl(url, context, options)
  if (understood.kind === 'failed') return refuse(db, understood)
  const taken = await db.transaction().execute(async (tx) => {
    const followed = await follow(tx, understood, context)
    if (followed.kind === 'followed') await hands.hand(followed.handoffs, tx)
    return followed
  })
  if (taken.kind === 'already') return already(taken.feed)
  hands.wake(taken.handoffs)
  return { kind: 'followed', feed: taken.feed, say: sayFollowed(taken.feed, understood) }
}

/** An http address as it is kept: without a fragment; "example.org/feed" is taken for https. Throws a Failure. */
export function addressToFollow(address: string): string {
  const trimmed = address.trim()
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  if (!url || !/^https?:$/.test(url.protocol) || url.href.length > 2000) {
    throw new Failure(
      'invalid',
      `“${trimmed.slice(0, 200)}” is not an address that can be followed. Give one that begins with http:// or https://.`,
    )
  }
  if (url.username || url.password) {
    throw new Failure(
      'invalid',
      'The address has a name or password in it. Such addresses are not kept; give the one without.',
    )
  }
  url.hash = ''
  return url.href
}

type Followed = { kind: 'followed'; feed: Feed; handoffs: Handoff[] } | { kind: 'already'; feed: Feed }

async function follow(
  tx: Tx,
  understood: Exclude<Understood, Fault>,
  context: StageContext,
): Promise<Followed> {
  const { kind, url, looked } = understood
  const source =
    looked.kind === 'feed'
      ? sourceOfFeed(looked.feed, url)
      : looked.kind === 'page'
        ? sourceOfPage(looked.page)
        : undefined
  if (!source) throw new Error('Only what was found can be followed.')
  const sourceId = await findOrMakeSource(tx, source)
  const origin = understood.foundOn === undefined ? 'added' : 'advertised'
  const feed = await insertFeed(tx, { sourceId, url, kind, origin, nextPollAt: context.now() })
  if (!feed) return { kind: 'already', feed: (await findFeedByUrl(tx, url))! }
  for (const fetched of understood.others.filter(wasMade))
    await saveFetch(tx, fetchRecord(fetched, undefined))
  const handoffs = await savePolled(tx, feed, looked, context)
  return { kind: 'followed', feed: (await findFeed(tx, feed.id))!, handoffs }
}

async function refuse(db: Db, understood: Understood & Fault): Promise<Taken> {
  for (const fetched of understood.others.filter(wasMade))
    await saveFetch(db, fetchRecord(fetched, undefined))
  const { why, say } = understood
  return { kind: 'failed', why, say: [say, adviceFor(why)].filter(Boolean).join(' ') }
}

function already(feed: Feed): Taken {
  const trouble = feed.lastError ? ` Its last poll failed: ${feed.lastError}` : ''
  const gone = feed.status === 'active' ? '' : ` It is ${feed.status}.`
  return { kind: 'already', feed, say: `${feedInWords(feed)} is followed already.${gone}${trouble}` }
}

function sayFollowed(feed: Feed, understood: Exclude<Understood, Fault>): string {
  const { looked, foundOn, advertises } = understood
  const count = looked.kind === 'feed' ? looked.feed.items.length : undefined
  const polled = `${feedInWords(feed, count)}, polled ${everyInWords(feed.intervalS)}`
  if (foundOn) return `${polled} (found on ${foundOn})`
  if (understood.kind !== 'page' || advertises.length === 0) return polled
  return `${polled}. The page advertises a feed, which is not followed: ${advertises[0]}`
}
