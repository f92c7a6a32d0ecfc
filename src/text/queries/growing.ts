/** A copy with room for `length` values at least and an eighth more, so that growing is rare and little is wasted. */
export function grown(values: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(length, values.length + (values.length >> 3), 16))
  larger.set(values)
  return larger
}

/**
 * Blocks of 32-bit integers in one array. A freed block is given out again to the next that asks for its size.
 * Address 0 is never given out: it can mean "none".
 */
export class Arena {
  values: Int32Array = new Int32Array(1024)
  #used = 1
  /** By size, the first free block; each free block's first value is the next free one. */
  readonly #free = new Map<number, number>()

  take(size: number): number {
    const free = this.#free.get(size) ?? 0
    if (free !== 0) {
      this.#free.set(size, this.values[free]!)
      return free
    }
    const at = this.#used
    this.#used += size
    if (this.#used > this.values.length) this.values = grown(this.values, this.#used)
    return at
  }

  give(at: number, size: number): void {
    this.values[at] = this.#free.get(size) ?? 0
    this.#free.set(size, at)
  }

  get bytes(): number {
    return this.values.byteLength
  }
}
