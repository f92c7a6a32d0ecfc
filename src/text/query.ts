import { hashRuns } from './fingerprints.ts'
import type { Scan } from './scan.ts'
import type { Span } from './sentences.ts'
import { longestText } from './wordStore.ts'

const none = new Int32Array(0)

/**
 * The part of a scan that is compared: the words inside `spans`, as 24-bit hashes, with their runs hashed. One is made
 * again and again in the same arrays, since most texts are asked about once and then added.
 */
export class Query {
  count = 0
  /** How many of `runs` are filled. */
  places = 0
  words = new Int32Array(1 << 12)
  starts: Int32Array = none
  ends: Int32Array = none
  #ownStarts = new Int32Array(1 << 12)
  #ownEnds = new Int32Array(1 << 12)
  /** The hash of the run that starts at each word, or 0. */
  runs = new Int32Array(1 << 12)
  #scan: Scan | undefined
  #spans: readonly Span[] | undefined

  /** Takes the words of a scan; all of them where no spans are given. Does nothing when it already holds them. */
  take(scan: Scan, spans?: readonly Span[]): void {
    if (this.#scan === scan && this.#spans === spans) return
    this.#scan = scan
    this.#spans = spans
    if (scan.count > this.words.length) this.#grow(scan.count)
    this.count = 0
    if (spans === undefined) this.#takeAll(scan)
    else this.#takeSpans(scan, spans)
    this.places = hashRuns(this.words, this.count, this.runs)
  }

  /** The spans of the scan serve as they are. */
  #takeAll(scan: Scan): void {
    const { words } = this
    const from = scan.words
    const count = Math.min(scan.count, longestText)
    for (let i = 0; i < count; i++) words[i] = from[i]! & 0xffffff
    this.count = count
    this.starts = scan.starts
    this.ends = scan.ends
  }

  #takeSpans(scan: Scan, spans: readonly Span[]): void {
    this.starts = this.#ownStarts
    this.ends = this.#ownEnds
    for (const span of spans) this.#takeWords(scan, span.start, span.end)
  }

  #takeWords(scan: Scan, from: number, to: number): void {
    let i = firstWordFrom(scan, from)
    let n = this.count
    while (i < scan.count && scan.ends[i]! <= to && n < longestText) {
      this.words[n] = scan.words[i]! & 0xffffff
      this.starts[n] = scan.starts[i]!
      this.ends[n] = scan.ends[i]!
      n++
      i++
    }
    this.count = n
  }

  #grow(atLeast: number): void {
    const length = atLeast * 2
    this.words = new Int32Array(length)
    this.#ownStarts = new Int32Array(length)
    this.#ownEnds = new Int32Array(length)
    this.runs = new Int32Array(length)
  }
}

/** The first word that starts at or after a place in the text, by halving. */
function firstWordFrom(scan: Scan, place: number): number {
  let low = 0
  let high = scan.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (scan.starts[middle]! < place) low = middle + 1
    else high = middle
  }
  return low
}
