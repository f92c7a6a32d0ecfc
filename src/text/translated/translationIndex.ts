import { keysOf, type Translatable } from './anchors.ts'

/** A text that may be what another translates. */
export interface TranslationCandidate {
  readonly key: string
  /** What the two share of keys that survive translation, weighed by rarity, 0 to 1 (a cosine). */
  readonly likeness: number
}

interface Kept {
  readonly key: string
  readonly language: string
  readonly keys: Int32Array
}

/** Keys that more than this part of all texts have are not looked up, once there are enough to tell. */
const mostCommon = 0.05
const enoughTexts = 400

/**
 * Finds, among the texts of a window, those in other languages that may be the original or the translation of a text: by
 * numbers, names and words that survive translation, as hashed keys with the texts that hold each.
 */
export class TranslationIndex {
  readonly #texts: (Kept | undefined)[] = []
  readonly #numbers = new Map<string, number>()
  readonly #holders = new Map<number, number[]>()
  #forgotten = 0

  get size(): number {
    return this.#numbers.size
  }

  /** Adds a text under a key; one that is there under it already is replaced. */
  add(key: string, text: Translatable): void {
    this.forget(key)
    const keys = Int32Array.from(keysOf(text))
    const number = this.#texts.push({ key, language: text.language, keys }) - 1
    this.#numbers.set(key, number)
    this.#hold(number, keys)
  }

  /** Forgets a text; one that is not there is no mistake. */
  forget(key: string): void {
    const number = this.#numbers.get(key)
    if (number === undefined) return
    this.#numbers.delete(key)
    this.#texts[number] = undefined
    if (++this.#forgotten > enoughTexts && this.#forgotten > this.size) this.#rebuild()
  }

  /** The likeliest candidates, best first; texts in the same language are none. */
  candidates(text: Translatable, most = 10): TranslationCandidate[] {
    const sums = new Map<number, number>()
    let norm = 0
    for (const key of keysOf(text)) {
      const holders = this.#holders.get(key)
      if (!holders) continue
      const tells = this.#tells(holders.length)
      norm += tells * tells
      if (this.#isCommon(holders.length)) continue
      for (const number of holders) sums.set(number, (sums.get(number) ?? 0) + tells * tells)
    }
    return [...sums]
      .flatMap(([number, sum]) => {
        const kept = this.#texts[number]
        if (!kept || isSame(kept.language, text.language)) return []
        return [{ key: kept.key, sum, kept }]
      })
      .sort((a, b) => b.sum - a.sum)
      .slice(0, most * 5)
      .map(({ key, sum, kept }) => ({ key, likeness: sum / Math.sqrt(norm * this.#normOf(kept)) }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, most)
  }

  #normOf({ keys }: Kept): number {
    let norm = 0
    for (const key of keys) norm += this.#tells(this.#holders.get(key)?.length ?? 0) ** 2
    return norm
  }

  #tells(holders: number): number {
    return Math.log((this.#texts.length + 1) / (holders + 0.5))
  }

  #isCommon(holders: number): boolean {
    return this.#texts.length > enoughTexts && holders > mostCommon * this.#texts.length
  }

  #hold(number: number, keys: Int32Array): void {
    for (const key of keys) {
      const holders = this.#holders.get(key)
      if (holders) holders.push(number)
      else this.#holders.set(key, [number])
    }
  }

  #rebuild(): void {
    const kept = this.#texts.filter((text) => text !== undefined)
    this.#texts.length = 0
    this.#holders.clear()
    this.#forgotten = 0
    for (const text of kept) {
      const number = this.#texts.push(text) - 1
      this.#numbers.set(text.key, number)
      this.#hold(number, text.keys)
    }
  }
}

/** Two texts whose languages are not known may be in different ones. */
function isSame(one: string, other: string): boolean {
  return one !== '' && one === other
}
