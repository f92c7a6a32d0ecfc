const slots = 1 << 20
/** What an empty memory believes: a word not yet seen is one in ten thousand. Outweighed after a handful of texts. */
const priorWords = 2000
const priorCount = 0.2
/** From this many words on, about 10,000 texts, one in `sampled` is counted: the counts outgrow the cache. */
const wellKnown = 4_000_000
const sampled = 4

/**
 * How often each word has been seen, and so how much it tells that two texts share it. Words are counted by hash in one
 * table; two words in one slot make both look more common, which claims less, never more.
 */
export class Rarity {
  readonly #counts: Uint32Array
  #total: number

  constructor(counts: Uint32Array = new Uint32Array(slots), total = 0) {
    this.#counts = counts
    this.#total = total
  }

  get counts(): Uint32Array {
    return this.#counts
  }

  get total(): number {
    return this.#total
  }

  /**
   * Counts the first `count` words; one in four of them, for four, once enough are known to tell by. What is forgotten
   * stays counted: it is still the language.
   */
  learn(words: Int32Array, count: number): void {
    const counts = this.#counts
    const step = this.#total < wellKnown ? 1 : sampled
    for (let i = this.#total % step; i < count; i += step) counts[slotOf(words[i]!)]! += step
    this.#total += count
  }

  /** What meeting this word tells, in bits: about 5 for "the", 17 for a name seen ten times in a million words. */
  bitsOf(word: number): number {
    return Math.log2((this.#total + priorWords) / (this.#counts[slotOf(word)]! + priorCount))
  }
}

function slotOf(word: number): number {
  return (Math.imul(word & 0xffffff, 0x9e3779b1) >>> 12) & (slots - 1)
}
