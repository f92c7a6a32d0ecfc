import { createHash } from 'node:crypto'
import type { App } from '../app.ts'
import { type NewCapture, saveCapture } from '../db/captures.ts'
import { json } from '../db/json.ts'
import type { Db } from '../db/open.ts'
import { findOrMakeSource } from '../db/sources.ts'
import type { SourceId } from '../domain/ids.ts'
import { type Neighbours, samplePage } from './page.ts'
import { lastHour, reports } from './reports.ts'
import { addressOf, type SampleReport, sources } from './world.ts'

const hourMs = 3_600_000
const replayMs = 60_000
/** An agency's text is seen a little after it is printed, as a feed would bring it. */
const seenAfterMs = 90_000

/**
 * Fills the data folder with the invented world, its days replayed over a minute. What was taken in before is passed
 * over, so a replay that was stopped goes on. Resolves at once; call what comes back to stop.
 */
export async function startSample(app: App): Promise<() => Promise<void>> {
  const stop = new AbortController()
  const replaying = replaySample(app, replayMs, stop.signal).catch((error) => {
    app.log.error({ err: error }, 'the sample could not be replayed')
  })
  return async () => {
    stop.abort()
    await replaying
  }
}

/** Takes in the reports of the invented world in their order, spread over `overMs`. Resolves after the last. */
export async function replaySample(app: App, overMs: number, signal?: AbortSignal): Promise<void> {
  const begin = await beginning(app.db, app.context.now())
  const began = Date.now()
  for (const [index, report] of reports.entries()) {
    await waitUntil(began + (report.hour / lastHour) * overMs, signal)
    if (signal?.aborted) return
    await publish(app, report, neighboursOf(report, index), begin)
  }
}

async function publish(app: App, report: SampleReport, neighbours: Neighbours, begin: Date): Promise<void> {
  const published = new Date(begin.getTime() + report.hour * hourMs)
  const content = samplePage(report, published, neighbours)
  const handoffs = await app.db.transaction().execute(async (tx) => {
    const capture: NewCapture = {
      sourceId: await sourceOf(tx, report),
      url: addressOf(report),
      kind: 'html',
      content,
      hash: createHash('sha256').update(content).digest('hex'),
      capturedAt: new Date(published.getTime() + seenAfterMs),
    }
    const captureId = await saveCapture(tx, capture)
    const taken = captureId ? [{ to: 'capture.taken' as const, message: { captureId } }] : []
    await app.runner.hand(taken, tx)
    return taken
  })
  app.runner.wake(handoffs)
}

function sourceOf(db: Db, report: SampleReport): Promise<SourceId> {
  const { name, host, lang, kind } = sources[report.source]
  return findOrMakeSource(db, { name, host, lang, kind, homeUrl: `https://${host}/` })
}

/** A source prints the headlines of its reports before and after below each. */
function neighboursOf(report: SampleReport, index: number): Neighbours {
  const same = ({ source, slug }: SampleReport) => source === report.source && slug !== report.slug
  return { previous: reports.slice(0, index).findLast(same)?.headline, next: undefined }
}

/**
 * When the days began: a Monday at 05:00 UTC, as the reports speak of weekdays, such that the last of them is past.
 * Decided once and kept, so that a later replay is the same.
 */
async function beginning(db: Db, now: Date): Promise<Date> {
  const latest = new Date(now.getTime() - (lastHour + 1) * hourMs)
  const monday = Date.UTC(
    latest.getUTCFullYear(),
    latest.getUTCMonth(),
    latest.getUTCDate() - ((latest.getUTCDay() + 6) % 7),
    5,
  )
  const begin = new Date(monday <= latest.getTime() ? monday : monday - 7 * 24 * hourMs)
  await db
    .insertInto('settings')
    .values({ name: 'sample', value: json({ begin }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const kept = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'sample')
    .executeTakeFirstOrThrow()
  return new Date((kept.value as { begin: string }).begin)
}

function waitUntil(time: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, time - Date.now()))
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
