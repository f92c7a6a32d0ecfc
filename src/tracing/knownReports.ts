import { hashKey } from '../text/translated/anchors.ts'
import { type KnownOrigin, type KnownReport, nameKey, pageKey, samePage } from './knownReport.ts'

/** A report of the window and what was decided of it. */
export interface Remembered {
  readonly report: KnownReport
  origin?: KnownOrigin
  /** When it was traced, in milliseconds: what the window goes by, so that an old archive is remembered too. */
  readonly tracedAt: number
}

/** What is known of the reports of the window, by id, by address and by who says to have taken from an address. */
export class KnownReports {
  /** Oldest first. */
  readonly #known = new Map<string, Remembered>()
  /** By the hash of an address: texts would cost more than the rest of what is known. */
  readonly #at = new Map<number, string>()
  readonly #takers = new Map<number, Set<string>>()
  readonly #ofSource = new Map<string, number>()

  get size(): number {
    return this.#known.size
  }

  get(id: string): Remembered | undefined {
    return this.#known.get(id)
  }

  values(): MapIterator<Remembered> {
    return this.#known.values()
  }

  /** The report at an address; the newest where several are. */
  at(address: string): Remembered | undefined {
    const id = this.#at.get(hashOf(address))
    const known = id === undefined ? undefined : this.#known.get(id)
    return known?.report.url !== undefined && samePage(known.report.url, address) ? known : undefined
  }

  /** Ids of the reports that say that their text comes from an address. */
  takersFrom(address: string): string[] {
    const ids = [...(this.#takers.get(hashOf(address)) ?? [])]
    return ids.filter((id) => this.#known.get(id)?.report.takenFrom?.some((one) => samePage(one, address)))
  }

  hasSource(name: string): boolean {
    return (this.#ofSource.get(nameKey(name)) ?? 0) > 0
  }

  add(one: Remembered): void {
    const { report } = one
    this.remove(report.id)
    this.#known.set(report.id, one)
    if (report.url !== undefined) this.#at.set(hashOf(report.url), report.id)
    for (const address of report.takenFrom ?? []) {
      const hash = hashOf(address)
      const takers = this.#takers.get(hash)
      if (takers) takers.add(report.id)
      else this.#takers.set(hash, new Set([report.id]))
    }
    this.#count(report.sourceName, 1)
  }

  remove(id: string): void {
    const known = this.#known.get(id)
    if (!known) return
    this.#known.delete(id)
    const { url, takenFrom, sourceName } = known.report
    if (url !== undefined && this.#at.get(hashOf(url)) === id) this.#at.delete(hashOf(url))
    for (const address of takenFrom ?? []) {
      const takers = this.#takers.get(hashOf(address))
      takers?.delete(id)
      if (takers?.size === 0) this.#takers.delete(hashOf(address))
    }
    this.#count(sourceName, -1)
  }

  /** Forgets what was traced before a time, in milliseconds. */
  forget(before: number): void {
    for (const [id, { tracedAt }] of this.#known) {
      if (tracedAt >= before) return
      this.remove(id)
    }
  }

  clear(): void {
    for (const all of [this.#known, this.#at, this.#takers, this.#ofSource]) all.clear()
  }

  #count(name: string, by: number): void {
    const key = nameKey(name)
    const count = (this.#ofSource.get(key) ?? 0) + by
    if (count > 0) this.#ofSource.set(key, count)
    else this.#ofSource.delete(key)
  }
}

function hashOf(address: string): number {
  return hashKey(pageKey(address))
}
