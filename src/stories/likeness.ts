import type { Term } from './terms.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A name tells events apart better than a word, and a number better than most: measured on ECB+ (bench/stories). */
const nameWeight = 2
const numberWeight = 1.5
const headlineWeight = 1.3

/** A report's terms as the memory keeps them: `weights` still want multiplying by each term's rarity. */
export interface Profile {
  readonly ids: Int32Array
  readonly weights: Float32Array
}

export function profileOf(
  terms: readonly Term[],
  vocabulary: Vocabulary,
  headlineKeys: ReadonlySet<string> = new Set(),
): Profile {
  const ids = new Int32Array(terms.length)
  const weights = new Float32Array(terms.length)
  terms.forEach((term, i) => {
    const kind = term.number ? numberWeight : term.name ? nameWeight : 1
    ids[i] = vocabulary.idOf(term.key)
    weights[i] = (1 + Math.log(term.count)) * kind * (headlineKeys.has(term.key) ? headlineWeight : 1)
  })
  return { ids, weights }
}

/**
 * Compares one report at a time with many: the cosine of two reports' words, each weighted by its count, its kind and
 * its rarity as it is now. The weights of the one are laid out by word number, so each comparison is one pass.
 */
export class Comparison {
  readonly #vocabulary: Vocabulary
  #laidOut: Float64Array<ArrayBuffer> = new Float64Array(1 << 12)
  #profile: Profile | undefined
  #length = 0

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  /** Chooses the report that is compared from now on. */
  of(profile: Profile): this {
    for (const id of this.#profile?.ids ?? []) this.#laidOut[id] = 0
    if (this.#laidOut.length < this.#vocabulary.size) {
      this.#laidOut = new Float64Array(this.#vocabulary.size * 2)
    }
    this.#profile = profile
    let squares = 0
    profile.ids.forEach((id, i) => {
      const weight = profile.weights[i]! * this.#vocabulary.weight(id)
      this.#laidOut[id] = weight
      squares += weight * weight
    })
    this.#length = Math.sqrt(squares)
    return this
  }

  /** Likeness from 0 to 1. */
  with(other: Profile): number {
    let squares = 0
    let product = 0
    for (let i = 0; i < other.ids.length; i++) {
      const id = other.ids[i]!
      const weight = other.weights[i]! * this.#vocabulary.weight(id)
      squares += weight * weight
      product += weight * this.#laidOut[id]!
    }
    return squares === 0 || this.#length === 0 ? 0 : product / (Math.sqrt(squares) * this.#length)
  }

  /** The words of `other` that make it alike, the strongest first. */
  sharedWith(other: Profile, limit: number): { id: number; weight: number }[] {
    const shared: { id: number; weight: number }[] = []
    other.ids.forEach((id, i) => {
      const mine = this.#laidOut[id]!
      if (mine > 0) shared.push({ id, weight: mine * other.weights[i]! * this.#vocabulary.weight(id) })
    })
    return shared.sort((a, b) => b.weight - a.weight).slice(0, limit)
  }
}
