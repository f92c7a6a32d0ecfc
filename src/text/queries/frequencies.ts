import { foldedUnits } from '../characters.ts'
import { hashWord } from '../scan.ts'
import { prefixHash, prefixPrime, prefixSeed, saltOf } from './hashes.ts'
import type { Stream } from './report.ts'

const slotBits = 20
/** After so many reports all counts are halved, so that they follow the times. */
const memory = 16_384
const longestCountedPrefix = 8

/**
 * How often words, pairs of words and beginnings of words turn up, counted by hash in 2 MB whatever is read: two that
 * share a slot are thought more frequent than they are, which costs a little speed and never a match.
 */
export class Frequencies {
  readonly #counts = new Uint16Array(1 << slotBits)
  #reports = 0

  learn(streams: readonly Stream[]): void {
    if (++this.#reports >= memory) this.#halve()
    for (const { field, scan } of streams) {
      const salt = saltOf(field)
      let before = 0
      for (let i = 0; i < scan.count; i++) {
        const word = scan.words[i]! ^ salt
        this.#count(word)
        if (i > 0) this.#count(pairKey(before, word))
        this.#countBeginnings(scan.text, scan.starts[i]!, scan.ends[i]!, salt)
        before = word
      }
    }
  }

  /** How often a phrase is likely to stand in a report, above 0; a guess by length while nothing is known. */
  ofPhrase(field: number, words: readonly string[]): number {
    const salt = saltOf(field)
    const keys = words.map((word) => hashWord(word) ^ salt)
    const rarest = Math.min(...words.map((word, i) => this.#share(keys[i]!, word.length)))
    if (keys.length === 1) return rarest
    const pairs = keys.slice(1).map((key, i) => this.#share(pairKey(keys[i]!, key), 12))
    return Math.min(rarest, ...pairs)
  }

  ofPrefix(field: number, start: string): number {
    const counted = start.slice(0, longestCountedPrefix)
    return this.#share(prefixKey(prefixHash(counted) ^ saltOf(field)), start.length) * 1.5
  }

  get bytes(): number {
    return this.#counts.byteLength
  }

  #share(key: number, length: number): number {
    const guess = 0.2 / (length + 1)
    return (this.#counts[slotOf(key)]! + guess) / (this.#reports + 1)
  }

  #countBeginnings(text: string, start: number, end: number, salt: number): void {
    let hash = prefixSeed
    for (let i = start; i < end && i < start + longestCountedPrefix; i++) {
      hash = Math.imul(hash ^ foldedUnits[text.charCodeAt(i)]!, prefixPrime)
      if (i > start) this.#count(prefixKey(hash ^ salt))
    }
  }

  #count(key: number): void {
    const slot = slotOf(key)
    if (this.#counts[slot]! < 0xffff) this.#counts[slot]!++
  }

  #halve(): void {
    for (let slot = 0; slot < this.#counts.length; slot++) this.#counts[slot]! >>= 1
    this.#reports >>= 1
  }
}

function slotOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - slotBits)
}

function pairKey(before: number, word: number): number {
  return Math.imul(before, 0x85ebca6b) ^ word ^ 0x2c1b3c6d
}

function prefixKey(hash: number): number {
  return Math.imul(hash, 0xc2b2ae35) ^ 0x5bd1e995
}
