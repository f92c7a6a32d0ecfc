import { PassageIndex, type SavedIndex } from '../text/passageIndex.ts'
import type { Scan } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'
import type { Snapshot } from '../text/snapshot.ts'
import type { SentenceEncoder } from '../text/translated/sentenceEncoder.ts'
import { anchorsOf } from './anchorsOf.ts'
import type { KnownOrigin, KnownReport } from './knownReport.ts'
import { KnownReports, type Remembered } from './knownReports.ts'
import { type SavedTranslations, Translations } from './translations.ts'

/** Known reports are saved this many together: one text for all would be too long. */
const knownInPart = 20_000

/** What is saved of a memory beside its arrays. */
export interface SavedMemory {
  readonly passages: SavedIndex
  readonly translations: SavedTranslations
  readonly parts: number
}

/** The reports of the window: their words in an index, what survives translation of them, and what is known of each. */
export class TracingMemory {
  #passages = new PassageIndex()
  /** Reports remembered since the last snapshot. */
  unsaved = 0
  readonly known = new KnownReports()
  readonly translations = new Translations()
  /** Judges translations beside what survives translation, where the operator turned it on. */
  encoder: SentenceEncoder | undefined

  /** The words of every report of the window. */
  get passages(): PassageIndex {
    return this.#passages
  }

  get size(): number {
    return this.known.size
  }

  /** Remembers a report; a new revision takes the place of the old. */
  remember(
    report: KnownReport,
    scan: Scan,
    spans: readonly Span[] | undefined,
    origin: KnownOrigin,
    tracedAt: number,
  ): void {
    this.unsaved++
    this.known.add({ report, origin, tracedAt })
    const { language } = report
    if (language !== undefined) this.translations.add(report.id, anchorsOf(scan, language, spans), tracedAt)
    this.passages.add(report.id, scan, { at: tracedAt, group: report.sourceName, spans })
  }

  find(id: string): Remembered | undefined {
    return this.known.get(id)
  }

  setOrigin(id: string, origin: KnownOrigin): void {
    const known = this.known.get(id)
    if (known) known.origin = origin
  }

  /** Forgets what was traced before a time, in milliseconds. */
  forget(before: number): void {
    this.passages.forget(before)
    this.translations.forget(before)
    this.known.forget(before)
  }

  /** All of it, to be written before the next change. */
  save(): Snapshot<SavedMemory> {
    const { value, arrays } = this.#passages.save()
    const translations = this.translations.save()
    const all = new Map([...arrays, ...translations.arrays])
    const known = [...this.known.values()]
    for (let from = 0; from < known.length; from += knownInPart) {
      all.set(
        `known.${from / knownInPart}`,
        Buffer.from(JSON.stringify(known.slice(from, from + knownInPart))),
      )
    }
    return {
      value: {
        passages: value,
        translations: translations.value,
        parts: Math.ceil(known.length / knownInPart),
      },
      arrays: all,
    }
  }

  /** Becomes what was saved. */
  restore({ value, arrays }: Snapshot<SavedMemory>): void {
    this.#passages = new PassageIndex({ value: value.passages, arrays })
    this.translations.restore({ value: value.translations, arrays })
    this.known.clear()
    this.unsaved = 0
    for (let part = 0; part < value.parts; part++) {
      const bytes = arrays.get(`known.${part}`) as Uint8Array
      for (const one of JSON.parse(Buffer.from(bytes).toString('utf8')) as Remembered[]) {
        this.known.add(one)
      }
    }
  }

  /** The report remembered last. */
  get last(): { readonly report: KnownReport; readonly tracedAt: number } | undefined {
    return [...this.known.values()].at(-1)
  }

  /** Forgets one report. */
  remove(id: string): void {
    this.passages.remove(id)
    this.translations.remove(id)
    this.known.remove(id)
  }
}
