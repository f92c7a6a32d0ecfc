import { isDense, type Scan } from '../text/scan.ts'
import { isNumberAt, keyOfWord } from './terms.ts'

/**
 * Added to the number of reports, so that the first reports of a new memory are compared sensibly: with 200, the best
 * threshold stays the same from the tenth report to the six-hundredth (bench/stories).
 */
const priorReports = 200
/** After this many reports a word that stands in one of them alone weighs half: it cannot be shared, only dilute. */
const fadesAfter = 100
/** Words that are not worth looking for what may be forgotten. */
const fewWords = 50_000

/** The words met so far and in how many reports. Words that no report has any more can be forgotten. */
export class Vocabulary {
  readonly #ids = new Map<string, number>()
  readonly #keys: (string | number | undefined)[] = []
  /** The numbers of two words that follow each other, by both numbers in one. */
  readonly #pairs = new Map<number, number>()
  /** Numbers of forgotten words, to be given again. */
  readonly #free: number[] = []
  /** The number of each word by its hash, or -1 for a word that is not compared: it spares cutting it out. */
  readonly #byHash = new Map<number, number>()
  #reportsWith: Int32Array<ArrayBuffer> = new Int32Array(1 << 12)
  /** The logarithm of one more than `#reportsWith`. */
  #logOf: Float64Array<ArrayBuffer> = new Float64Array(1 << 12)
  /** The round of forgetting in which each word was last asked for. */
  #askedIn: Int32Array<ArrayBuffer> = new Int32Array(1 << 12)
  #reports = 0
  #logReports = Math.log(priorReports)
  #fade = 1
  #round = 0
  #largestSeen = fewWords

  /** One more than the highest number given. */
  get size(): number {
    return this.#keys.length
  }

  /** Words and pairs known, without those forgotten. */
  get known(): number {
    return this.#ids.size + this.#pairs.size
  }

  /** The number of a word, given when it is first met. */
  idOf(key: string): number {
    const known = this.#ids.get(key)
    if (known !== undefined) {
      this.#askedIn[known] = this.#round
      return known
    }
    const id = this.#newId(key)
    this.#ids.set(key, id)
    return id
  }

  /** The number of two words that follow each other, by their numbers. */
  idOfPair(one: number, other: number): number {
    // Half a double holds a word's number.
    const key = one * 2 ** 26 + other
    const known = this.#pairs.get(key)
    if (known !== undefined) {
      this.#askedIn[known] = this.#round
      return known
    }
    const id = this.#newId(key)
    this.#pairs.set(key, id)
    return id
  }

  /** The number of a text's word by its place in the scan; -1 for one that is not compared. Not for numbers. */
  idOfWord({ text, words, starts, ends }: Scan, i: number): number {
    const hash = words[i]!
    const known = this.#byHash.get(hash)
    if (known !== undefined) {
      if (known >= 0) this.#askedIn[known] = this.#round
      return known
    }
    const key = keyOfWord(text.slice(starts[i]!, ends[i]!), isDense(hash))
    const id = key === undefined ? -1 : this.idOf(key)
    if (!isNumberAt(text, starts[i]!)) this.#byHash.set(hash, id)
    return id
  }

  /** A word as it is compared, by its number. */
  keyOf(id: number): string {
    return String(this.#keys[id])
  }

  reportsWith(id: number): number {
    return this.#reportsWith[id]!
  }

  /** Counts one report's words. Each id at most once. */
  learn(ids: Iterable<number>): void {
    this.#count(this.#reports + 1)
    for (const id of ids) this.#logOf[id] = Math.log(++this.#reportsWith[id]! + 1)
  }

  unlearn(ids: Iterable<number>): void {
    this.#count(this.#reports - 1)
    for (const id of ids) this.#logOf[id] = Math.log(--this.#reportsWith[id]! + 1)
  }

  /** How much a word says: the logarithm of how few reports have it. Never negative. */
  rarity(id: number): number {
    const rarity = this.#logReports - this.#logOf[id]!
    return rarity > 0 ? rarity : 0
  }

  /** How much sharing the word says: its rarity, less where no second report has it. */
  weight(id: number): number {
    const rarity = this.#logReports - this.#logOf[id]!
    if (rarity <= 0) return 0
    return this.#reportsWith[id]! > 1 ? rarity : rarity * this.#fade
  }

  /** How much sharing a pair of words says: nothing where no second report has it. */
  pairWeight(id: number): number {
    return this.#reportsWith[id]! > 1 ? this.rarity(id) : 0
  }

  /**
   * Forgets the words and pairs that no report has, that are not in use, and that nobody asked for since it last looked. It looks
   * when the words have doubled since; their numbers are given to new words.
   */
  forget(inUse: () => Iterable<Int32Array>): void {
    if (this.known < this.#largestSeen) return
    const used = new Uint8Array(this.#keys.length)
    for (const ids of inUse()) for (const id of ids) used[id] = 1
    const idle = (id: number) =>
      this.#reportsWith[id] === 0 && used[id] === 0 && this.#askedIn[id] !== this.#round
    for (const [key, id] of this.#ids) if (idle(id)) this.#free.push(freed(this.#ids, key, id))
    for (const [key, id] of this.#pairs) if (idle(id)) this.#free.push(freed(this.#pairs, key, id))
    this.#byHash.clear()
    this.#round++
    this.#largestSeen = Math.max(fewWords, this.known * 2)
  }

  #newId(key: string | number): number {
    const id = this.#free.pop() ?? this.#keys.length
    this.#keys[id] = key
    if (id >= this.#reportsWith.length) this.#grow()
    this.#askedIn[id] = this.#round
    return id
  }

  #count(reports: number): void {
    this.#reports = reports
    this.#logReports = Math.log(reports + priorReports)
    this.#fade = fadesAfter / (fadesAfter + reports)
  }

  #grow(): void {
    const length = this.#reportsWith.length * 2
    const [reportsWith, logOf, askedIn] = [
      new Int32Array(length),
      new Float64Array(length),
      new Int32Array(length),
    ]
    reportsWith.set(this.#reportsWith)
    logOf.set(this.#logOf)
    askedIn.set(this.#askedIn)
    this.#reportsWith = reportsWith
    this.#logOf = logOf
    this.#askedIn = askedIn
  }
}

function freed<Key>(ids: Map<Key, number>, key: Key, id: number): number {
  ids.delete(key)
  return id
}
