import { foldedUnits, ignored } from '../characters.ts'
import type { Scan } from '../scan.ts'
import { grown } from './growing.ts'
import type { FoundPassage, Stream } from './report.ts'
import {
  beginning,
  filterBit,
  pairSlot,
  prefixPrime,
  prefixSeed,
  saltOf,
  stepHash,
  type Terms,
} from './terms.ts'
import { farthest } from './tokens.ts'

/** Places of two streams are further apart than any near/ reaches. */
const streamGap = farthest + 1

/**
 * Which terms one report holds, and where. Used again for each report. A place is a word's number in the report,
 * counted on over all its streams.
 */
export class SeenTerms {
  readonly #terms: Terms
  /** The terms found, in the order found. */
  found: Int32Array = new Int32Array(1024)
  foundCount = 0
  /** One bit for each term: the fast question. */
  bits: Int32Array = new Int32Array(16)
  /** Where a term stands in `found`, if it does. */
  #at: Int32Array = new Int32Array(16)
  /** For each found word or prefix its first and last place, as numbers of `#placeAt`; -1 for a phrase. */
  #first: Int32Array = new Int32Array(1024)
  #last: Int32Array = new Int32Array(1024)
  #placeAt: Int32Array = new Int32Array(4096)
  #nextPlace: Int32Array = new Int32Array(4096)
  #placeCount = 0
  /** The word at each place, -1 where no query asks for it. */
  #wordAt: Int32Array = new Int32Array(4096)
  #streams: readonly Stream[] = []
  /** Where each stream's places begin. */
  #bases: number[] = []
  #open: Int32Array = new Int32Array(64)
  #opened: Int32Array = new Int32Array(64)

  constructor(terms: Terms) {
    this.#terms = terms
  }

  /** Looks for every term of the standing queries in the report. */
  look(streams: readonly Stream[]): void {
    this.#clear()
    this.#streams = streams
    let base = 0
    for (const stream of streams) {
      this.#bases.push(base)
      this.#makeRoom(base + stream.scan.count)
      this.#lookAtWords(stream.scan, saltOf(stream.field), stream.field, base)
      if (this.#terms.prefixCount > 0)
        this.#lookAtPrefixes(stream.scan, saltOf(stream.field), stream.field, base)
      this.#wordAt[base + stream.scan.count] = -1
      base += stream.scan.count + streamGap
    }
  }

  has(term: number): boolean {
    return ((this.bits[term >>> 5]! >>> (term & 31)) & 1) === 1
  }

  /** Where a term was found, as pairs of first place and one past the last, in order. */
  places(term: number): number[] {
    if (!this.has(term)) return []
    return this.#terms.isPhrase(term) ? this.#phrasePlaces(term) : this.#singlePlaces(term)
  }

  /** The stream that a place belongs to. */
  streamAt(place: number): Stream {
    let index = this.#bases.length - 1
    while (this.#bases[index]! > place) index--
    return this.#streams[index]!
  }

  /** The passage from one place to another of the same stream, `end` exclusive; none where it stands nowhere. */
  passage(start: number, end: number): FoundPassage | undefined {
    let index = this.#bases.length - 1
    while (this.#bases[index]! > start) index--
    const { place, scan } = this.#streams[index]!
    if (place === undefined || typeof place === 'object') return place
    const base = this.#bases[index]!
    const span = { start: scan.starts[start - base]!, end: scan.ends[end - base - 1]! }
    return place === 'title' ? { ...span, in: 'title' } : span
  }

  get bytes(): number {
    return this.bits.byteLength + this.#at.byteLength
  }

  #clear(): void {
    for (let i = 0; i < this.foundCount; i++) this.bits[this.found[i]! >>> 5] = 0
    this.foundCount = 0
    this.#placeCount = 0
    this.#bases = []
    const { count } = this.#terms
    if (this.#at.length < count) this.#at = grown(this.#at, count)
    if (this.bits.length * 32 < count + 32) this.bits = grown(this.bits, (count >>> 5) + 2)
  }

  #makeRoom(places: number): void {
    if (places >= this.#wordAt.length) this.#wordAt = grown(this.#wordAt, places + 1024)
  }

  /** The hot loop: one look-up for each word, and a step for each phrase that is under way. */
  #lookAtWords(scan: Scan, salt: number, field: number, base: number): void {
    const terms = this.#terms
    const { words, wordShift, kids } = terms
    const { words: hashes, count } = scan
    const mask = (words.length >> 1) - 1
    const wordAt = this.#wordAt
    let openCount = 0
    for (let i = 0; i < count; i++) {
      const key = hashes[i]! ^ salt
      let slot = pairSlot(key, wordShift)
      let word = words[2 * slot + 1]!
      while (word !== -1 && (words[2 * slot] !== key || !this.#isSame(word, scan, i, field))) {
        slot = (slot + 1) & mask
        word = words[2 * slot + 1]!
      }
      wordAt[base + i] = word
      if (word === -1) {
        openCount = 0
        continue
      }
      this.#note(word, base + i)
      const goesOn = kids[word]! > 0
      if (goesOn || openCount > 0) openCount = this.#goOn(openCount, word, goesOn)
    }
  }

  /** Takes each open phrase a word further, and opens those that begin with it. Gives how many are open then. */
  #goOn(openCount: number, word: number, begins: boolean): number {
    const { kids } = this.#terms
    const open = this.#open
    let opened = 0
    for (let k = 0; k < openCount; k++) {
      const step = this.#stepFrom(open[k]!, word)
      if (step < 0) continue
      this.#noteFound(step)
      if (kids[step]! > 0) opened = this.#push(opened, step)
    }
    if (begins) opened = this.#push(opened, word)
    this.#open = this.#opened
    this.#opened = open
    return opened
  }

  #push(count: number, term: number): number {
    if (count >= this.#opened.length) this.#opened = grown(this.#opened, count + 1)
    this.#opened[count] = term
    return count + 1
  }

  #stepFrom(parent: number, word: number): number {
    const { steps, stepMask, parents, lasts } = this.#terms
    let slot = stepHash(parent, word) & stepMask
    for (let step = steps[slot]!; step >= 0; step = steps[slot]!) {
      if (parents[step] === parent && lasts[step] === word) return step
      slot = (slot + 1) & stepMask
    }
    return -1
  }

  /** A hash only says where to look: the letters decide. */
  #isSame(term: number, scan: Scan, i: number, field: number): boolean {
    const { letters, lasts } = this.#terms
    let at = lasts[term]!
    const head = letters[at++]!
    if (head >> 12 !== field) return false
    const end = at + (head & 4095)
    const { text } = scan
    const stop = scan.ends[i]!
    for (let j = scan.starts[i]!; j < stop; j++) {
      const unit = text.charCodeAt(j)
      if (unit >= 0xd800 && unit <= 0xdbff) {
        if (at + 1 >= end || letters[at] !== unit || letters[at + 1] !== text.charCodeAt(j + 1)) return false
        at += 2
        j++
        continue
      }
      const folded = foldedUnits[unit]!
      if (folded === 0 || folded === ignored) continue
      if (at >= end || letters[at] !== folded) return false
      at++
    }
    return at === end
  }

  /** Hashes the beginnings of each word and looks up those that the filter lets through. */
  #lookAtPrefixes(scan: Scan, salt: number, field: number, base: number): void {
    const { prefixFilter, beginningFilter, shortestPrefix, longestPrefix } = this.#terms
    const { text, starts, ends, count } = scan
    for (let i = 0; i < count; i++) {
      const end = ends[i]!
      const start = starts[i]!
      if (end - start < shortestPrefix) continue
      let hash = prefixSeed
      let length = 0
      for (let j = start; j < end && length < longestPrefix; j++) {
        const unit = text.charCodeAt(j)
        const isPair = unit >= 0xd800 && unit <= 0xdbff
        const folded = isPair ? unit : foldedUnits[unit]!
        if (!isPair && (folded === 0 || folded === ignored)) continue
        hash = Math.imul(hash ^ folded, prefixPrime)
        length++
        if (isPair && j + 1 < end) {
          hash = Math.imul(hash ^ text.charCodeAt(++j), prefixPrime)
          length++
        }
        if (length < shortestPrefix) continue
        const key = hash ^ salt
        const bit = filterBit(key)
        if (length === beginning && ((beginningFilter[bit >>> 5]! >>> (bit & 31)) & 1) === 0 && !isPair) break
        if (((prefixFilter[bit >>> 5]! >>> (bit & 31)) & 1) === 0) continue
        const prefix = this.#prefixOf(key, text, start, end, length, field)
        if (prefix >= 0) this.#note(prefix, base + i)
      }
    }
  }

  #prefixOf(key: number, text: string, start: number, end: number, length: number, field: number): number {
    const { prefixes, prefixShift } = this.#terms
    const mask = (prefixes.length >> 1) - 1
    let slot = pairSlot(key, prefixShift)
    for (let term = prefixes[2 * slot + 1]!; term !== -1; term = prefixes[2 * slot + 1]!) {
      if (prefixes[2 * slot] === key && this.#begins(term, text, start, end, length, field)) return term
      slot = (slot + 1) & mask
    }
    return -1
  }

  #begins(term: number, text: string, start: number, end: number, length: number, field: number): boolean {
    const { letters, lasts } = this.#terms
    let at = lasts[term]!
    if (letters[at++] !== ((field << 12) | length)) return false
    const stop = at + length
    for (let j = start; j < end && at < stop; j++) {
      const unit = text.charCodeAt(j)
      const isHalf = unit >= 0xd800 && unit <= 0xdfff
      const folded = isHalf ? unit : foldedUnits[unit]!
      if (folded === 0 || folded === ignored) continue
      if (letters[at++] !== folded) return false
    }
    return at === stop
  }

  #note(term: number, place: number): void {
    if (this.#placeCount >= this.#placeAt.length) {
      this.#placeAt = grown(this.#placeAt, this.#placeCount * 2)
      this.#nextPlace = grown(this.#nextPlace, this.#placeCount * 2)
    }
    const node = this.#placeCount++
    this.#placeAt[node] = place
    this.#nextPlace[node] = -1
    const at = this.#at[term]!
    if (at < this.foundCount && this.found[at] === term) {
      this.#nextPlace[this.#last[at]!] = node
      this.#last[at] = node
      return
    }
    this.#noteFound(term)
    this.#first[this.foundCount - 1] = node
    this.#last[this.foundCount - 1] = node
  }

  #noteFound(term: number): void {
    const word = term >>> 5
    const bit = 1 << (term & 31)
    if ((this.bits[word]! & bit) !== 0) return
    this.bits[word]! |= bit
    const at = this.foundCount++
    if (at >= this.found.length) {
      this.found = grown(this.found, at * 2)
      this.#first = grown(this.#first, at * 2)
      this.#last = grown(this.#last, at * 2)
    }
    this.found[at] = term
    this.#at[term] = at
    this.#first[at] = -1
  }

  #singlePlaces(term: number): number[] {
    const places: number[] = []
    for (let node = this.#first[this.#at[term]!]!; node >= 0; node = this.#nextPlace[node]!) {
      const place = this.#placeAt[node]!
      places.push(place, place + 1)
    }
    return places
  }

  #phrasePlaces(term: number): number[] {
    const words = this.#terms.wordsOf(term)
    const places: number[] = []
    const starts = this.#singlePlaces(words[0]!)
    for (let i = 0; i < starts.length; i += 2) {
      const start = starts[i]!
      if (words.every((word, offset) => this.#wordAt[start + offset] === word)) {
        places.push(start, start + words.length)
      }
    }
    return places
  }
}
