import { scan } from '../text/scan.ts'
import type { Snapshot } from '../text/snapshot.ts'
import { keysOf, type Translatable, translatable } from '../text/translated/anchors.ts'
import { type TranslationCandidate, TranslationIndex } from '../text/translated/translationIndex.ts'

/** At some 3 KB each: translations follow within days, so the newest are enough. */
const mostTexts = 20_000

interface Kept {
  readonly language: string
  readonly keys: Int32Array
  /** When it was traced, in milliseconds. */
  readonly tracedAt: number
}

/** What is saved beside the keys: id, language, when it was traced, how many keys it has. */
export type SavedTranslations = readonly (readonly [string, string, number, number])[]

/**
 * What survives translation of the newest reports of the window, to find originals and translations by. One index a
 * language: a report is never looked for among those of its own, which share the most with it and would cost the most.
 */
export class Translations {
  readonly #indexes = new Map<string, TranslationIndex>()
  /** Oldest first. */
  readonly #kept = new Map<string, Kept>()

  get size(): number {
    return this.#kept.size
  }

  /** Adds a report; a new revision takes the place of the old. A text whose language is not known is left out. */
  add(id: string, text: Translatable, tracedAt: number): void {
    this.remove(id)
    if (text.language === '') return
    this.#keep(id, { language: text.language, keys: Int32Array.from(keysOf(text)), tracedAt })
    if (this.size > mostTexts) this.remove(this.#kept.keys().next().value!)
  }

  remove(id: string): void {
    const kept = this.#kept.get(id)
    if (!kept) return
    this.#kept.delete(id)
    this.#indexes.get(kept.language)!.forget(id)
  }

  /** Forgets what was traced before a time, in milliseconds. */
  forget(before: number): void {
    for (const [id, { tracedAt }] of this.#kept) {
      if (tracedAt >= before) return
      this.remove(id)
    }
  }

  /** Whether there are reports in another language than this. */
  hasOthers(language: string): boolean {
    return [...this.#indexes].some(([other, index]) => other !== language && index.size > 0)
  }

  /** The likeliest reports in other languages, best first. */
  inOthers(text: Translatable, most: number): TranslationCandidate[] {
    const others = [...this.#indexes].filter(([language]) => language !== text.language)
    return best(others.flatMap(([, index]) => index.candidates(text, most))).slice(0, most)
  }

  /** The likeliest reports in any language, its own included, best first: at most so many of each. */
  inAny(text: Translatable, most: number): TranslationCandidate[] {
    const asked = { ...text, language: '' }
    return best([...this.#indexes.values()].flatMap((index) => index.candidates(asked, most)))
  }

  /** How many keys of a text a report has too. */
  shared(id: string, text: Translatable): number {
    const asked = keysOf(text)
    return this.#kept.get(id)?.keys.reduce((sum, key) => sum + (asked.has(key) ? 1 : 0), 0) ?? 0
  }

  save(): Snapshot<SavedTranslations> {
    const all = [...this.#kept]
    const keys = new Int32Array(all.reduce((sum, [, one]) => sum + one.keys.length, 0))
    let at = 0
    for (const [, one] of all) {
      keys.set(one.keys, at)
      at += one.keys.length
    }
    return {
      value: all.map(([id, one]) => [id, one.language, one.tracedAt, one.keys.length]),
      arrays: new Map([['translations.keys', keys]]),
    }
  }

  /** Becomes what was saved. */
  restore({ value, arrays }: Snapshot<SavedTranslations>): void {
    this.#indexes.clear()
    this.#kept.clear()
    const keys = arrays.get('translations.keys') as Int32Array
    let at = 0
    for (const [id, language, tracedAt, count] of value) {
      this.#keep(id, { language, tracedAt, keys: keys.slice(at, at + count) })
      at += count
    }
  }

  #keep(id: string, kept: Kept): void {
    let index = this.#indexes.get(kept.language)
    if (!index) this.#indexes.set(kept.language, (index = new TranslationIndex()))
    index.add(id, withKeys(kept))
    this.#kept.set(id, kept)
  }
}

function best(candidates: readonly TranslationCandidate[]): TranslationCandidate[] {
  return [...candidates].sort((a, b) => b.likeness - a.likeness)
}

const aSentence = translatable(scan('A'), '').sentences[0]!

/** A text that has just these keys, as the index takes it. */
function withKeys({ language, keys }: Kept): Translatable {
  return { language, sentences: [{ ...aSentence, words: new Set(keys) }] }
}
