import { type Capture, findCapture } from '../db/captures.ts'
import type { Tx } from '../db/open.ts'
import {
  findReportsByKeys,
  insertReport,
  type ReportByKey,
  setIdentityKeys,
  setRevision,
} from '../db/reports.ts'
import { insertRevision } from '../db/revisions.ts'
import type { ReportId, RevisionId } from '../domain/ids.ts'
import { bodyText, type Reading } from '../domain/reading.ts'
import type { Stage } from '../stage.ts'
import type { ReadingHints } from './hints.ts'
import { decideIdentity, type Identifying } from './identity/decideIdentity.ts'
import { identifying, textHash } from './identity/identifying.ts'
import { runsOf } from './identity/likeness.ts'
import { reportTime } from './identity/reportTime.ts'
import { readFragment, readHtml } from './readHtml.ts'
import { readText } from './readText.ts'

interface ReadCapture {
  readonly capture: Capture
  readonly reading: Reading
  readonly identity: Identifying
}

/**
 * Reading: makes of what came in a report and its revision. One lane, so that two states of one report meet in the
 * order they came. The page is read before the transaction opens.
 */
export const readCapture: Stage<'capture.taken', ReadCapture | undefined> = {
  name: 'reading',
  takes: 'capture.taken',
  lanes: 1,
  async reach({ captureId }, db) {
    const capture = await findCapture(db, captureId)
    if (!capture) return undefined
    const reading = read(capture)
    return { capture, reading, identity: identifying(reading, { ...capture, guid: capture.hints.guid }) }
  },
  async run(_message, tx, { now }, read) {
    if (!read) return []
    const saved = await save(read, tx, now())
    return saved ? [{ to: 'report.read', message: saved }] : []
  },
}

function read({ kind, content, url, hints, sourceName }: Capture): Reading {
  const known: ReadingHints = { ...hints, url, siteName: sourceName }
  if (kind === 'text') return readText(content, known)
  return kind === 'html' ? readHtml(content, known) : readFragment(content, known)
}

/** Saves a new report, or a new revision of one there is. Undefined when nothing of it is new. */
async function save(
  read: ReadCapture,
  tx: Tx,
  now: Date,
): Promise<{ reportId: ReportId; revisionId: RevisionId } | undefined> {
  const { capture, identity } = read
  const known = await findReportsByKeys(tx, capture.sourceId, identity.keys)
  const same = decideIdentity(identity, known.map(asCandidate))
  const report = known.find(({ reportId }) => reportId === same?.reportId)
  if (!report) return saveRevision(read, tx, await saveReport(read, tx, now), 1)
  await setIdentityKeys(tx, report.reportId, mergedKeys(report.keys, identity.keys))
  if (report.textHash === textHash(read.reading)) return undefined
  return saveRevision(read, tx, report.reportId, report.number + 1)
}

function asCandidate({ reportId, keys, reading }: ReportByKey) {
  return { reportId, keys, runs: runsOf(bodyText(reading)) }
}

/** Addresses and ids are kept for good; of the text, the newest keys alone. */
function mergedKeys(before: readonly string[], now: readonly string[]): string[] {
  return [...new Set([...before.filter((key) => !key.startsWith('text:')), ...now])]
}

function saveReport({ capture, reading, identity }: ReadCapture, tx: Tx, now: Date): Promise<ReportId> {
  const published = reading.published ? new Date(reading.published.at) : undefined
  const seenAt = capture.capturedAt
  return insertReport(tx, {
    sourceId: capture.sourceId,
    url: capture.url ?? reading.canonicalUrl,
    keys: identity.keys,
    headline: reading.headline,
    lang: reading.lang,
    publishedAt: published,
    seenAt,
    at: reportTime(published, seenAt < now ? seenAt : now),
  })
}

async function saveRevision({ capture, reading }: ReadCapture, tx: Tx, reportId: ReportId, number: number) {
  const revisionId = await insertRevision(tx, {
    reportId,
    captureId: capture.id,
    number,
    reading,
    textHash: textHash(reading),
    seenAt: capture.capturedAt,
  })
  const { headline, lang } = reading
  await setRevision(tx, reportId, { revisionId, headline, lang, url: capture.url ?? reading.canonicalUrl })
  return { reportId, revisionId }
}
