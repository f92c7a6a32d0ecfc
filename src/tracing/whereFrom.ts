import type { Db } from '../db/open.ts'
import { currentOrigin } from '../db/origins.ts'
import type { ReportId } from '../domain/ids.ts'
import type { Origin, Traced } from '../domain/tracing.ts'
import { scan } from '../text/scan.ts'
import type { KnownReport } from './knownReport.ts'
import type { TracingMemory } from './memory.ts'
import { textIn } from './stage.ts'
import { trace } from './trace.ts'

/** The answer to "Where is this from?": passages of the asked text, and the stored origin of the report it matches best. */
export interface WhereFrom extends Traced {
  /** What is on record of the report that shares the most of the text; absent when none does. */
  readonly recorded?: { readonly of: string; readonly origin: Origin }
}

/**
 * Traces a text that is no report: every report of the window counts as earlier. Passages are spans of the text as it
 * was given. Nothing is remembered or saved.
 */
export async function whereFrom(text: string, memory: TracingMemory, db: Db): Promise<WhereFrom> {
  const { origin, traces, fresh } = await trace({ report: asked, scan: scan(text) }, memory, textIn(db))
  const recorded = origin.of === undefined ? undefined : await currentOrigin(db, origin.of as ReportId)
  return { origin, traces, fresh, ...(recorded ? { recorded: { of: origin.of!, origin: recorded } } : {}) }
}

const asked: KnownReport = {
  id: '',
  sourceName: '',
  uncertainMs: 0,
  arrived: Number.MAX_VALUE,
  credits: [],
  links: [],
  declared: [],
}
