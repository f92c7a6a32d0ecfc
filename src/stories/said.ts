import type { Counted } from './counted.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A sentence as the story remembers it. */
export interface SaidSentence {
  readonly report: string
  readonly text: string
  /** Its telling words, each once. */
  readonly ids: Int32Array
  readonly counted: readonly Counted[]
  /** Two letters, where the report's language is known. */
  readonly lang?: string
}

/** Sentences a story remembers; of more, the oldest are let go. */
const keptSentences = 4000

/** What a story has said so far: its sentences, its words and its figures. */
export class Said {
  readonly #vocabulary: Vocabulary
  #sentences: SaidSentence[] = []
  readonly #sentencesWith = new Map<number, SaidSentence[]>()

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  get size(): number {
    return this.#sentences.length
  }

  /** Remembers a sentence; of one that asks, only what is compared later. */
  add({ report, text, ids, counted, lang }: SaidSentence): void {
    if (this.#sentences.length >= keptSentences) this.#remove(this.#sentences[0]!)
    const sentence: SaidSentence = { report, text, ids, counted, ...(lang && { lang }) }
    this.#sentences.push(sentence)
    for (const id of sentence.ids) {
      const list = this.#sentencesWith.get(id)
      if (list) list.push(sentence)
      else this.#sentencesWith.set(id, [sentence])
    }
  }

  /** The sentences that have a word, the newest last. */
  sentencesWith(id: number): readonly SaidSentence[] {
    return this.#sentencesWith.get(id) ?? []
  }

  rarity(id: number): number {
    return this.#vocabulary.rarity(id)
  }

  /** Part of the words' rarity that the story had not said, 0 to 1; 0 for no words. */
  unsaid(ids: Iterable<number>): number {
    let all = 0
    let unsaid = 0
    for (const id of ids) {
      const rarity = this.#vocabulary.rarity(id)
      all += rarity
      if (!this.#sentencesWith.has(id)) unsaid += rarity
    }
    return all === 0 ? 0 : unsaid / all
  }

  /**
   * The sentence that holds most of these words by rarity, and the part it holds, 0 to 1. Undefined when no sentence
   * shares any.
   */
  nearest(ids: Int32Array): { sentence: SaidSentence; share: number } | undefined {
    const shares = new Map<SaidSentence, number>()
    let all = 0
    for (const id of ids) {
      const rarity = this.#vocabulary.rarity(id)
      all += rarity
      for (const sentence of this.#sentencesWith.get(id) ?? []) {
        shares.set(sentence, (shares.get(sentence) ?? 0) + rarity)
      }
    }
    let best: SaidSentence | undefined
    for (const [sentence, share] of shares) if (!best || share > shares.get(best)!) best = sentence
    return best && all > 0 ? { sentence: best, share: shares.get(best)! / all } : undefined
  }

  /** The newest sentence that counts the same thing, and whether any ever gave this very number. */
  figure({ of, value }: Counted): { last?: SaidSentence; given: boolean } {
    let last: SaidSentence | undefined
    for (let i = this.#sentences.length - 1; i >= 0; i--) {
      const sentence = this.#sentences[i]!
      for (const one of sentence.counted) {
        if (one.of !== of) continue
        if (one.value === value) return { last: sentence, given: true }
        last ??= sentence
      }
    }
    return { last, given: false }
  }

  /** The first sentence that gave this number of this thing. */
  firstGiving({ of, value }: Counted): SaidSentence | undefined {
    return this.#sentences.find(({ counted }) => counted.some((one) => one.of === of && one.value === value))
  }

  /** The sentences that count this very thing, the newest last. */
  counting(of: string): readonly SaidSentence[] {
    return this.#sentences.filter(({ counted }) => counted.some((one) => one.of === of))
  }

  inOtherLanguages(lang: string): readonly SaidSentence[] {
    return this.#sentences.filter((one) => one.lang !== undefined && one.lang !== lang)
  }

  /** Takes a report's sentences out, and gives them. */
  forget(report: string): SaidSentence[] {
    const sentences = this.#sentences.filter((one) => one.report === report)
    for (const sentence of sentences) this.#remove(sentence)
    return sentences
  }

  takeIn(other: Said): void {
    for (const sentence of other.#sentences) this.add(sentence)
  }

  #remove(sentence: SaidSentence): void {
    this.#sentences = this.#sentences.filter((one) => one !== sentence)
    for (const id of sentence.ids) {
      const left = this.#sentencesWith.get(id)?.filter((one) => one !== sentence) ?? []
      if (left.length > 0) this.#sentencesWith.set(id, left)
      else this.#sentencesWith.delete(id)
    }
  }
}
