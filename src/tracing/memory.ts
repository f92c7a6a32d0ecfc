import { PassageIndex } from '../text/passageIndex.ts'
import type { Scan } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'
import type { KnownOrigin, KnownReport } from './knownReport.ts'

interface Remembered {
  readonly report: KnownReport
  origin?: KnownOrigin
}

/** The reports of the window: their words in an index, and what is known of each. */
export class TracingMemory {
  readonly passages = new PassageIndex()
  readonly #known = new Map<string, Remembered>()

  get size(): number {
    return this.#known.size
  }

  /** Remembers a report; a new revision takes the place of the old. */
  remember(report: KnownReport, scan: Scan, spans: readonly Span[] | undefined, origin: KnownOrigin): void {
    this.#known.delete(report.id)
    this.#known.set(report.id, { report, origin })
    this.passages.add(report.id, scan, { at: report.arrived, group: report.sourceName, spans })
  }

  find(id: string): Remembered | undefined {
    return this.#known.get(id)
  }

  setOrigin(id: string, origin: KnownOrigin): void {
    const known = this.#known.get(id)
    if (known) known.origin = origin
  }

  /** Forgets what arrived before a time, in milliseconds. */
  forget(before: number): void {
    this.passages.forget(before)
    for (const [id, { report }] of this.#known) {
      if (report.arrived >= before) break
      this.#known.delete(id)
    }
  }

  /** Forgets one report. */
  remove(id: string): void {
    this.passages.remove(id)
    this.#known.delete(id)
  }
}
