const golden = 0x9e3779b1 | 0

/**
 * Numbers above 0 found by a 32-bit key, several of which may be the same: open addressing, at most half full. Whoever
 * looks reads `pairs` itself, from the slot of the key on until a number of 0, and tells apart what shares the key.
 */
export class PairTable {
  /** Key and number, one pair after another. */
  pairs: Int32Array = new Int32Array(64)
  shift = 27
  #count = 0

  get bytes(): number {
    return this.pairs.byteLength
  }

  put(key: number, number: number): void {
    if (++this.#count * 4 > this.pairs.length) this.#double()
    this.#set(key, number)
  }

  remove(key: number, number: number): void {
    const { pairs, shift } = this
    const mask = (pairs.length >> 1) - 1
    let slot = pairSlot(key, shift)
    while (pairs[2 * slot + 1] !== number) slot = (slot + 1) & mask
    pairs[2 * slot + 1] = 0
    this.#count--
    // What stands behind it may have been pushed there by it: put it in again.
    for (slot = (slot + 1) & mask; pairs[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
      const moved = pairs[2 * slot + 1]!
      pairs[2 * slot + 1] = 0
      this.#set(pairs[2 * slot]!, moved)
    }
  }

  #set(key: number, number: number): void {
    const { pairs } = this
    const mask = (pairs.length >> 1) - 1
    let slot = pairSlot(key, this.shift)
    while (pairs[2 * slot + 1] !== 0) slot = (slot + 1) & mask
    pairs[2 * slot] = key
    pairs[2 * slot + 1] = number
  }

  #double(): void {
    const old = this.pairs
    this.pairs = new Int32Array(old.length * 2)
    this.shift--
    for (let at = 0; at < old.length; at += 2) if (old[at + 1] !== 0) this.#set(old[at]!, old[at + 1]!)
  }
}

/** The slot of a key in a table of pairs. */
export function pairSlot(key: number, shift: number): number {
  return Math.imul(key, golden) >>> shift
}
