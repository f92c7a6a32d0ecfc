import { saveCapture } from '../db/captures.ts'
import { type Feed, type FeedAfterPoll, findFeedByUrl, saveFeedAfterPoll, saveNextPoll } from '../db/feeds.ts'
import { saveFetch } from '../db/fetches.ts'
import { itemTimes, knownItems, saveItem } from '../db/items.ts'
import type { Tx } from '../db/open.ts'
import type { Handoff, StageContext } from '../stage.ts'
import { type Announced, announcedIn, isSitemap } from './announced.ts'
import { decideNextPoll, type NextPoll } from './decideNextPoll.ts'
import type { ParsedFeed } from './feeds/feed.ts'
import { type Fault, type Fetched, fault } from './fetching/fetched.ts'
import { fetchRecord, wasMade } from './fetchRecord.ts'
import { formatInWords } from './formats.ts'
import type { Looked } from './look.ts'
import type { Page } from './page.ts'
import { type Rhythm, rhythmOf } from './rhythm.ts'

const dayMs = 24 * 3600_000
/** News sitemaps hold two days by their standard; of other sitemaps no more is fetched either. */
const sitemapDays = 2

/**
 * Saves what a look at a feed found: its fetches, its new and changed items and captures, and when to look again.
 * Hands on the captures taken, the pages to fetch, and the feed's next poll.
 */
export async function savePolled(
  tx: Tx,
  feed: Feed,
  looked: Looked,
  context: StageContext,
): Promise<Handoff[]> {
  const failed = failureOf(feed, looked)
  if (failed?.why === 'busy') return postpone(tx, feed, failed.retryAt ?? context.now())
  await saveFetches(tx, feed, looked, failed)
  const handoffs = failed ? [] : await saveFound(tx, feed, looked, context)
  const times = await itemTimes(tx, feed.id)
  const rhythm = rhythmOf(times)
  const next = decideNext(feed, looked, failed, handoffs.length > 0, rhythm, times[0], context)
  const moved = failed ? undefined : await whereMoved(tx, feed, looked.fetches[0])
  const after: FeedAfterPoll = {
    status: moved?.taken ? 'gone' : next.status,
    failures: next.failures,
    lastError: moved?.taken ? `It moved to ${moved.url}, which is followed already.` : (failed?.say ?? null),
    lastFetchedAt: looked.fetches[0].startedAt,
    lastItemAt: times[0],
    intervalS: next.intervalS,
    rhythmS: rhythm.usualGapS,
    quietAfterS: rhythm.quietAfterS,
    nextPollAt: next.at,
    ...(moved && !moved.taken && { url: moved.url, movedFrom: feed.url }),
    ...(failed ? {} : validators(looked.fetches[0])),
    ...(looked.kind === 'feed' && {
      format: formatInWords(looked.feed),
      title: looked.feed.title ?? feed.title,
    }),
  }
  await saveFeedAfterPoll(tx, feed.id, after)
  return after.status === 'active' ? [...handoffs, duePoll(feed, next.at)] : handoffs
}

/** The message that brings a feed's next poll. One waits at a time. */
export function duePoll(feed: Pick<Feed, 'id'>, after?: Date): Handoff {
  return { to: 'feed.due', message: { feedId: feed.id }, after, only: feed.id }
}

/** Why this poll counts as failed: the world's fault, or that what came is not what is followed here. */
function failureOf(feed: Feed, looked: Looked): Fault | undefined {
  if (looked.kind === 'failed') return looked
  if (looked.kind === 'page' && feed.kind !== 'page') {
    return fault('unreadable', 'There is a web page where the feed was.')
  }
  return undefined
}

async function postpone(tx: Tx, feed: Feed, until: Date): Promise<Handoff[]> {
  await saveNextPoll(tx, feed.id, until)
  return [duePoll(feed, until)]
}

async function saveFetches(tx: Tx, feed: Feed, looked: Looked, failed: Fault | undefined): Promise<void> {
  const repairs =
    looked.kind === 'feed' ? looked.feed.repairs : looked.kind === 'page' ? looked.page.repairs : []
  for (const [index, fetched] of looked.fetches.filter(wasMade).entries()) {
    const read = index === 0 ? { unreadable: failed, repairs } : {}
    await saveFetch(tx, fetchRecord(fetched, feed.id, read))
  }
}

async function saveFound(tx: Tx, feed: Feed, looked: Looked, context: StageContext): Promise<Handoff[]> {
  if (looked.kind === 'page') return savePage(tx, feed, looked.page, context)
  if (looked.kind !== 'feed') return []
  const announced = announcedIn(looked.feed)
  const keys = announced.map((item) => item.key)
  const known = await knownItems(tx, feed.id, keys)
  const handoffs: Handoff[] = []
  for (const item of announced) {
    if (known.get(item.key) === item.contentHash) continue
    const handoff = await saveAnnounced(tx, feed, looked.feed, item, context)
    if (handoff) handoffs.push(handoff)
  }
  return handoffs
}

async function saveAnnounced(
  tx: Tx,
  feed: Feed,
  parsed: ParsedFeed,
  item: Announced,
  context: StageContext,
): Promise<Handoff | undefined> {
  const itemId = await saveItem(tx, feed, item, context.now())
  if (!itemId || !isTimely(feed, parsed, item, context)) return undefined
  if (item.way === 'page') return { to: 'page.due', message: { itemId }, only: itemId }
  if (item.way === 'none') return undefined
  const captureId = await saveCapture(tx, {
    sourceId: feed.sourceId,
    itemId,
    externalId: item.key,
    url: item.url,
    kind: 'fragment',
    content: item.fragment ?? '',
    hash: item.textHash,
    hints: item.hints,
    capturedAt: context.now(),
  })
  return captureId && { to: 'capture.taken', message: { captureId } }
}

/**
 * False for what is too old to follow. A feed's items count within the window; a sitemap lists a whole site, so there
 * only what is dated within two days counts, and what has no date only when it was not there at the first look.
 */
function isTimely(feed: Feed, parsed: ParsedFeed, item: Announced, { now, config }: StageContext): boolean {
  const ageMs = item.datedAt && now().getTime() - item.datedAt.getTime()
  if (!isSitemap(parsed)) return ageMs === undefined || ageMs < config.windowDays * dayMs
  return ageMs === undefined ? feed.lastFetchedAt !== undefined : ageMs < sitemapDays * dayMs
}

async function savePage(tx: Tx, feed: Feed, page: Page, context: StageContext): Promise<Handoff[]> {
  const hints = { contentType: page.contentType, repairs: page.repairs }
  const itemId = await saveItem(
    tx,
    feed,
    { key: 'page', url: page.url, contentHash: page.hash, hints },
    context.now(),
  )
  if (!itemId) return []
  const captureId = await saveCapture(tx, {
    sourceId: feed.sourceId,
    itemId,
    url: page.url,
    kind: page.contentKind,
    content: page.content,
    hash: page.hash,
    hints,
    capturedAt: context.now(),
  })
  return captureId ? [{ to: 'capture.taken', message: { captureId } }] : []
}

function decideNext(
  feed: Feed,
  looked: Looked,
  failed: Fault | undefined,
  changed: boolean,
  rhythm: Rhythm,
  lastItemAt: Date | undefined,
  { config, now }: StageContext,
): NextPoll {
  const [first] = looked.fetches
  const said = looked.kind === 'feed' ? looked.feed.rhythm : undefined
  const ttlMinutes = said?.ttlMinutes ?? said?.periodMinutes
  return decideNextPoll(
    {
      outcome: failed ? 'failed' : changed ? 'changed' : 'unchanged',
      of: feed.kind === 'page' ? 'page' : 'feed',
      why: failed?.why,
      retryAt: failed?.retryAt,
      freshS: first.kind === 'failed' ? undefined : first.freshS,
      ttlS: ttlMinutes === undefined ? undefined : ttlMinutes * 60,
      usualGapS: rhythm.usualGapS,
      lastItemAt,
      failures: feed.failures,
      intervalS: feed.intervalS,
    },
    { now: now(), minS: config.minPollSeconds, maxS: config.maxPollSeconds, chance: Math.random() },
  )
}

/** Where an address moved for good; `taken` when another feed is followed there. */
async function whereMoved(
  tx: Tx,
  feed: Feed,
  { movedTo }: Fetched,
): Promise<{ url: string; taken: boolean } | undefined> {
  if (!movedTo || movedTo === feed.url || movedTo.length > 2000) return undefined
  const other = await findFeedByUrl(tx, movedTo)
  return { url: movedTo, taken: other !== undefined && other.id !== feed.id }
}

/** What the next conditional request is made with. A not-modified answer may leave them out: then the old ones hold. */
function validators(fetched: Fetched): Pick<FeedAfterPoll, 'etag' | 'lastModified'> {
  if (fetched.kind === 'ok') {
    return { etag: fetched.etag ?? null, lastModified: fetched.lastModified ?? null }
  }
  return fetched.kind === 'not-modified' ? { etag: fetched.etag, lastModified: fetched.lastModified } : {}
}
