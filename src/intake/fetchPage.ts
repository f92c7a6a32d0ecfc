import { saveCapture } from '../db/captures.ts'
import { saveFetch } from '../db/fetches.ts'
import { findItem, type Item, itemUrls, savePageOutcome } from '../db/items.ts'
import type { Tx } from '../db/open.ts'
import { findOrMakeSource, getSource } from '../db/sources.ts'
import type { SourceId } from '../domain/ids.ts'
import type { Handoff, Stage, StageContext } from '../stage.ts'
import { decidePageRetry } from './decidePageRetry.ts'
import { decidePublisher } from './decidePublisher.ts'
import { sourceOfPage } from './decideSource.ts'
import type { Fault } from './fetching/fetched.ts'
import { fetchRecord, wasMade } from './fetchRecord.ts'
import { type Looked, lookAt } from './look.ts'
import type { Page } from './page.ts'
import { sha256, visibleText } from './visibleText.ts'

/** Intake: fetches the page of an item whose feed carries only a summary and a link. */
export const fetchPage: Stage<'page.due', Looked | undefined> = {
  name: 'fetching',
  takes: 'page.due',
  lanes: 6,
  async reach({ itemId }, db, context) {
    const item = await findItem(db, itemId)
    return item?.url ? lookAt(item.url, context, { hopes: 'page' }) : undefined
  },
  async run({ itemId }, tx, context, looked) {
    const item = looked && (await findItem(tx, itemId))
    if (!item) return []
    const failed = looked.kind === 'failed' ? looked : undefined
    const repairs = looked.kind === 'page' ? looked.page.repairs : []
    const [fetched] = looked.fetches
    if (wasMade(fetched))
      await saveFetch(tx, fetchRecord(fetched, item.feedId, { unreadable: failed, repairs }))
    if (looked.kind === 'page') return capturePage(tx, item, looked.page, context)
    return failed ? afterFailure(tx, item, failed, context) : []
  },
}

async function capturePage(tx: Tx, item: Item, page: Page, context: StageContext): Promise<Handoff[]> {
  await savePageOutcome(tx, item.id, { tries: item.pageTries, error: null })
  const captureId = await saveCapture(tx, {
    sourceId: await publisherOf(tx, item, page),
    itemId: item.id,
    externalId: item.key,
    url: page.url,
    kind: page.contentKind,
    content: page.content,
    hash: page.hash,
    hints: { ...item.hints, contentType: page.contentType, repairs: page.repairs },
    capturedAt: context.now(),
  })
  return captureId ? [{ to: 'capture.taken', message: { captureId } }] : []
}

async function publisherOf(tx: Tx, item: Item, page: Page): Promise<SourceId> {
  const source = await getSource(tx, item.sourceId)
  const feed = { sourceHost: source?.host, itemUrls: await itemUrls(tx, item.feedId) }
  const publisher = decidePublisher(page.url, feed)
  return publisher.kind === 'own-site' ? findOrMakeSource(tx, sourceOfPage(page)) : item.sourceId
}

async function afterFailure(tx: Tx, item: Item, failed: Fault, context: StageContext): Promise<Handoff[]> {
  const next = decidePageRetry({ ...failed, tries: item.pageTries }, context.now(), Math.random())
  if (failed.why !== 'busy')
    await savePageOutcome(tx, item.id, { tries: item.pageTries + 1, error: failed.say })
  if (next.kind === 'again') {
    return [{ to: 'page.due', message: { itemId: item.id }, after: next.at, only: item.id }]
  }
  return captureSummary(tx, item, failed, context)
}

/** What the feed itself says is kept where the page cannot be had, marked as such. */
async function captureSummary(tx: Tx, item: Item, failed: Fault, context: StageContext): Promise<Handoff[]> {
  const content = item.fragment ?? item.hints.summary
  if (content === undefined) return []
  const captureId = await saveCapture(tx, {
    sourceId: item.sourceId,
    itemId: item.id,
    externalId: item.key,
    url: item.url,
    kind: 'fragment',
    content,
    hash: sha256(`${item.title ?? ''}\n${visibleText(content)}`),
    hints: { ...item.hints, repairs: [`only the feed’s own summary: ${failed.say}`] },
    capturedAt: context.now(),
  })
  return captureId ? [{ to: 'capture.taken', message: { captureId } }] : []
}
