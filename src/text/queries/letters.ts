/** Lengths of words that fit beside the field before their letters. */
const lengthMask = 4095
const fieldShift = 12
/** So many units behind the last word can be read. */
const slack = 8

/**
 * The folded letters of words: before each word its length with its field above. The room of forgotten words is given
 * out again.
 */
export class Letters {
  values: Uint16Array = new Uint16Array(256)
  /** The same, for reading two units at once. */
  view: DataView = new DataView(this.values.buffer)
  #used = 0
  /** By length, where forgotten words stood. */
  readonly #free = new Map<number, number[]>()

  get bytes(): number {
    return this.values.byteLength
  }

  keep(word: string, field: number): number {
    const at = this.#free.get(word.length)?.pop() ?? this.#used
    if (at === this.#used) this.#used += word.length + 1
    if (this.#used + slack > this.values.length) this.#grow()
    this.values[at] = (field << fieldShift) | word.length
    for (let i = 0; i < word.length; i++) this.values[at + 1 + i] = word.charCodeAt(i)
    return at
  }

  forget(at: number): void {
    const length = this.lengthAt(at)
    const free = this.#free.get(length) ?? []
    this.#free.set(length, free)
    free.push(at)
  }

  lengthAt(at: number): number {
    return this.values[at]! & lengthMask
  }

  fieldAt(at: number): number {
    return this.values[at]! >> fieldShift
  }

  wordAt(at: number): string {
    return String.fromCharCode(...this.values.subarray(at + 1, at + 1 + this.lengthAt(at)))
  }

  isWord(at: number, word: string, field: number): boolean {
    const { values } = this
    if (values[at] !== ((field << fieldShift) | word.length)) return false
    for (let i = 0; i < word.length; i++) if (values[at + 1 + i] !== word.charCodeAt(i)) return false
    return true
  }

  /** Whether these letters stand in `units` from `start` on. */
  standIn(at: number, units: Uint16Array, start: number): boolean {
    const { values } = this
    const shift = at + 1 - start
    const end = start + this.lengthAt(at)
    for (let i = start; i < end; i++) if (values[shift + i] !== units[i]) return false
    return true
  }

  #grow(): void {
    const larger = new Uint16Array(this.#used + slack + (this.values.length >> 3))
    larger.set(this.values)
    this.values = larger
    this.view = new DataView(larger.buffer)
  }
}
