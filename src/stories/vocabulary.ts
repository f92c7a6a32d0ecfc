/**
 * Added to the number of reports, so that the first reports of a new memory are compared sensibly: with 200, the best
 * threshold stays the same from the tenth report to the six-hundredth (bench/stories).
 */
const priorReports = 200
/** After this many reports a word that stands in one of them alone weighs half: it cannot be shared, only dilute. */
const fadesAfter = 100

/** The words met so far and in how many reports. */
export class Vocabulary {
  readonly #ids = new Map<string, number>()
  readonly #keys: string[] = []
  #reportsWith: Int32Array<ArrayBuffer> = new Int32Array(1 << 12)
  #reports = 0

  get size(): number {
    return this.#keys.length
  }

  /** The number of a word, given when it is first met. */
  idOf(key: string): number {
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#keys.length
    this.#ids.set(key, id)
    this.#keys.push(key)
    if (id >= this.#reportsWith.length) {
      const larger = new Int32Array(this.#reportsWith.length * 2)
      larger.set(this.#reportsWith)
      this.#reportsWith = larger
    }
    return id
  }

  keyOf(id: number): string {
    return this.#keys[id]!
  }

  reportsWith(id: number): number {
    return this.#reportsWith[id]!
  }

  /** Counts one report's words. Each id at most once. */
  learn(ids: Iterable<number>): void {
    this.#reports++
    for (const id of ids) this.#reportsWith[id]!++
  }

  unlearn(ids: Iterable<number>): void {
    this.#reports--
    for (const id of ids) this.#reportsWith[id]!--
  }

  /** How much a word says: the logarithm of how few reports have it. Never negative. */
  rarity(id: number): number {
    return Math.max(0, Math.log((this.#reports + priorReports) / (this.#reportsWith[id]! + 1)))
  }

  /** How much sharing the word says: its rarity, less where no second report has it. */
  weight(id: number): number {
    if (this.#reportsWith[id]! > 1) return this.rarity(id)
    return this.rarity(id) * (fadesAfter / (fadesAfter + this.#reports))
  }
}
