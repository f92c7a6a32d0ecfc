const slots = 1 << 14
const leastBits = 8

/**
 * How much two texts speak of the same things, by the rare words they share: the cosine of their sets of words, each
 * weighed by what it tells. News of two events is mostly below 0.06, of one event above 0.15.
 */
export class Likeness {
  readonly #stamp = new Int32Array(slots)
  readonly #seen = new Int32Array(slots)
  readonly #bits = new Float64Array(slots)
  #asked = 0
  #compared = 0
  #square = 0

  /** Takes the words to compare with; `skip` says which places are left out. */
  take(
    words: Int32Array,
    count: number,
    bitsOf: (word: number) => number,
    skip: (place: number) => boolean,
  ): void {
    this.#asked++
    this.#square = 0
    for (let i = 0; i < count; i++) {
      const slot = slotOf(words[i]!)
      if (this.#stamp[slot] === this.#asked || skip(i)) continue
      this.#stamp[slot] = this.#asked
      const bits = bitsOf(words[i]!)
      this.#bits[slot] = bits < leastBits ? 0 : bits * bits
      this.#square += this.#bits[slot]!
    }
  }

  /** The likeness, 0 to 1, to words packed above 8 bits; `skip` says which places are left out. */
  to(
    words: Int32Array,
    from: number,
    count: number,
    bitsOf: (word: number) => number,
    skip: (place: number) => boolean,
  ): number {
    this.#compared++
    let shared = 0
    let square = 0
    for (let i = 0; i < count; i++) {
      const word = words[from + i]! >>> 8
      const slot = slotOf(word)
      if (this.#seen[slot] === this.#compared || skip(i)) continue
      this.#seen[slot] = this.#compared
      if (this.#stamp[slot] === this.#asked) {
        shared += this.#bits[slot]!
        square += this.#bits[slot]!
      } else {
        const bits = bitsOf(word)
        if (bits >= leastBits) square += bits * bits
      }
    }
    return shared === 0 ? 0 : shared / Math.sqrt(square * this.#square)
  }
}

function slotOf(word: number): number {
  return (Math.imul(word, 0x9e3779b1) >>> 18) & (slots - 1)
}
