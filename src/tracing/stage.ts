import type { Db, Tx } from '../db/open.ts'
import { currentOrigin, saveOrigin } from '../db/origins.ts'
import { type RememberedTrace, type ReportToTrace, reportToTrace, tracedReports } from '../db/traces.ts'
import type { ReportId } from '../domain/ids.ts'
import { articleBlocks, type Reading } from '../domain/reading.ts'
import type { Traced } from '../domain/tracing.ts'
import type { Stage } from '../stage.ts'
import { sharedScan } from '../text/sharedScan.ts'
import { knownReport } from './knownReport.ts'
import { TracingMemory } from './memory.ts'
import { loadMemory, saveWhenDue, snapshotFile } from './snapshotFile.ts'
import { knownOrigin, type TextOf, type TracedText, type Tracing, trace } from './trace.ts'

const dayMs = 86_400_000
const warmedAtOnce = 200
/** Copies decided again when a report comes that they may have been taken from. */
const mostCopies = 40

/** Tracing: finds where each report's text came from, and remembers it for those that come after. */
export function traceReports(memory: TracingMemory): Stage<'report.read'> {
  return {
    name: 'tracing',
    takes: 'report.read',
    lanes: 1,
    async warm(db, { config, now }) {
      const since = new Date(now().getTime() - config.windowDays * dayMs)
      await warm(memory, db, since, snapshotFile(config.dataFolder))
    },
    async run({ reportId, revisionId }, tx, { config, now, log }) {
      const row = await reportToTrace(tx, reportId, revisionId)
      if (!row) return []
      memory.forget(now().getTime() - config.windowDays * dayMs)
      const text = tracedText(row)
      const found = await trace(text, memory, textIn(tx))
      await save(row, found, memory, tx, now())
      memory.remember(text.report, text.scan, text.article, knownOrigin(found.origin), now().getTime())
      await decideAgain(found.later, memory, tx, now())
      await saveWhenDue(memory, snapshotFile(config.dataFolder)).catch((error) =>
        log.warn({ err: error }, 'the window could not be kept for the next start; it will be read again'),
      )
      return [{ to: 'report.traced', message: { reportId, revisionId } }]
    },
  }
}

/** A report that was read, as tracing asks about it. */
export function tracedText(row: ReportToTrace): TracedText {
  return {
    report: knownReport(row, row.reading),
    scan: sharedScan(row.text),
    article: articleSpans(row.reading),
  }
}

function articleSpans(reading: Reading): { start: number; end: number }[] {
  return articleBlocks(reading).map(({ start, end }) => ({ start, end }))
}

/** The texts of earlier reports, as the database has them. */
export function textIn(db: Db | Tx): TextOf {
  return async (id) => {
    const row = await reportToTrace(db, id as ReportId)
    return row && { text: row.text, article: articleSpans(row.reading) }
  }
}

/** Reports that came later and share this one's text: each is asked about again, now that this one is known. */
async function decideAgain(ids: readonly string[], memory: TracingMemory, tx: Tx, now: Date): Promise<void> {
  for (const id of ids.slice(0, mostCopies)) {
    const row = await reportToTrace(tx, id as ReportId)
    if (!row) continue
    const found = await trace(tracedText(row), memory, textIn(tx))
    if (found.origin.of === memory.find(id)?.origin?.of) continue
    await save(row, found, memory, tx, now)
    memory.setOrigin(id, knownOrigin(found.origin))
  }
}

async function save(
  row: ReportToTrace,
  found: Tracing,
  memory: TracingMemory,
  tx: Tx,
  now: Date,
): Promise<void> {
  const { origin, traces, fresh } = found
  const traced: Traced = { origin, traces, fresh }
  const mainName =
    origin.chain[0]?.name ?? memory.find(origin.mainSource ?? '')?.report.sourceName ?? row.sourceName
  await saveOrigin(tx, { reportId: row.id, revisionId: row.revisionId, mainName, foundAt: now }, traced)
}

/** From the snapshot where there is a sound one of this database, and what was traced since; else from the database. */
async function warm(memory: TracingMemory, db: Db, since: Date, file: string): Promise<void> {
  const restored = await loadMemory(memory, file)
  if (restored && !(await knows(db, memory))) memory.restore(new TracingMemory().save())
  const tail = Math.max(since.getTime(), memory.last?.tracedAt ?? 0)
  memory.forget(since.getTime())
  await warmFrom(memory, db, new Date(tail))
}

/** Whether the last report of a snapshot is one of this database. */
async function knows(db: Db, { last }: TracingMemory): Promise<boolean> {
  return last !== undefined && (await currentOrigin(db, last.report.id as ReportId)) !== undefined
}

async function warmFrom(memory: TracingMemory, db: Db, since: Date): Promise<void> {
  let last: RememberedTrace | undefined
  do {
    const rows: RememberedTrace[] = await tracedReports(db, since, warmedAtOnce, last)
    for (const row of rows) {
      const { report, scan, article } = tracedText(row)
      memory.remember(report, scan, article, knownOrigin(row.origin), row.foundAt.getTime())
    }
    last = rows.at(-1)
  } while (last)
}
