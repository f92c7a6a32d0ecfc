import { PassageIndex } from '../text/passageIndex.ts'
import type { Scan } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'
import type { KnownOrigin, KnownReport } from './knownReport.ts'

interface Remembered {
  readonly report: KnownReport
  origin?: KnownOrigin
  /** When it was traced, in milliseconds: what the window goes by, so that an old archive is remembered too. */
  readonly tracedAt: number
}

/** The reports of the window: their words in an index, and what is known of each. */
export class TracingMemory {
  readonly passages = new PassageIndex()
  readonly #known = new Map<string, Remembered>()

  get size(): number {
    return this.#known.size
  }

  /** Remembers a report; a new revision takes the place of the old. */
  remember(
    report: KnownReport,
    scan: Scan,
    spans: readonly Span[] | undefined,
    origin: KnownOrigin,
    tracedAt: number,
  ): void {
    this.#known.delete(report.id)
    this.#known.set(report.id, { report, origin, tracedAt })
    this.passages.add(report.id, scan, { at: tracedAt, group: report.sourceName, spans })
  }

  find(id: string): Remembered | undefined {
    return this.#known.get(id)
  }

  setOrigin(id: string, origin: KnownOrigin): void {
    const known = this.#known.get(id)
    if (known) known.origin = origin
  }

  /** Forgets what was traced before a time, in milliseconds. */
  forget(before: number): void {
    this.passages.forget(before)
    for (const [id, { tracedAt }] of this.#known) {
      if (tracedAt >= before) break
      this.#known.delete(id)
    }
  }

  /** Forgets one report. */
  remove(id: string): void {
    this.passages.remove(id)
    this.#known.delete(id)
  }
}
