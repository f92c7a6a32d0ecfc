import { foldedUnits, ignored } from '../characters.ts'
import { CodeUnits } from '../codeUnits.ts'
import type { Scan } from '../scan.ts'
import { grown } from './growing.ts'
import { saltOf } from './hashes.ts'
import { pairSlot } from './pairTable.ts'
import type { FoundPassage, Stream } from './report.ts'
import {
  always,
  blockIn,
  choiceBlockIn,
  kidBit,
  kidsFilterIn,
  lastIn,
  listIn,
  placeIn,
  recordBits,
  type Terms,
} from './terms.ts'
import { farthest } from './tokens.ts'

/** So many units behind the text can be read. */
const slack = 8
/** Places of two streams are further apart than any near/ reaches. */
const streamGap = farthest + 1

/**
 * Which terms one report holds, and where. Used again for each report. A place is a word's number in the report,
 * counted on over all its streams.
 */
export class SeenTerms {
  readonly #terms: Terms
  /** The terms found, in the order found. */
  #found: Int32Array = new Int32Array(1024)
  #foundCount = 0
  /** One bit for each term: the fast question. */
  bits: Int32Array = new Int32Array(16)
  /** Where the queries filed under the terms found are, as in the terms' records. */
  blocks: Int32Array = new Int32Array(1024)
  blockCount = 0
  choiceBlocks: Int32Array = new Int32Array(1024)
  choiceBlockCount = 0
  /** The word at each place, 0 where no query asks for it. */
  #wordAt: Int32Array = new Int32Array(4096)
  /** Where the word at each place was before, -1 where it was not. */
  #placeBefore: Int32Array = new Int32Array(4096)
  #streams: readonly Stream[] = []
  /** Where each stream's places begin. */
  #bases: number[] = []
  /** The words of one stream for which some query asks, as far as their hashes say, and the others. */
  #known: Int32Array = new Int32Array(4096)
  #knownCount = 0
  #others: Int32Array = new Int32Array(4096)
  #othersCount = 0
  readonly #units = new CodeUnits()
  /** The text, folded unit by unit. */
  #folded = new Uint16Array(1 << 13)
  /** The same, for reading two units at once. */
  #foldedView = new DataView(this.#folded.buffer)
  #prefixesFound: Int32Array = new Int32Array(64)
  /** The places of the prefixes that were asked for. */
  readonly #prefixPlaces = new Map<number, number[]>()

  constructor(terms: Terms) {
    this.#terms = terms
  }

  /** Looks for every term of the standing queries in the report. */
  look(streams: readonly Stream[]): void {
    this.#clear()
    this.#streams = streams
    let base = 0
    for (const { scan, field } of streams) {
      this.#bases.push(base)
      this.#makeRoom(base + scan.count)
      const text = this.#units.of(scan.text)
      this.#foldText(text, scan.text.length)
      this.#lookUpWords(scan, saltOf(field), base)
      this.#compareLetters(scan, text, field, base)
      this.#wordAt[base + scan.count] = 0
      const before = this.#foundCount
      this.#noteWords(base, base + scan.count)
      if (this.#terms.prefixes.count > 0) {
        this.#notePrefixesOfFound(before)
        this.#notePrefixesOfOthers(scan, text, field)
      }
      this.#notePhrases(base, base + scan.count)
      base += scan.count + streamGap
    }
  }

  has(term: number): boolean {
    return ((this.bits[term >>> 5]! >>> (term & 31)) & 1) === 1
  }

  areWords(left: number, right: number): boolean {
    return this.#terms.isWord(left) && this.#terms.isWord(right) && left !== right
  }

  /** Whether at most `within` words stand somewhere between two different words. */
  areNear(left: number, right: number, within: number): boolean {
    if (!this.has(left) || !this.has(right)) return false
    const { records } = this.#terms
    const before = this.#placeBefore
    let a = records[(left << recordBits) + placeIn]!
    let b = records[(right << recordBits) + placeIn]!
    while (a >= 0 && b >= 0) {
      const apart = a > b ? a - b : b - a
      if (apart - 1 <= within) return true
      if (a > b) a = before[a]!
      else b = before[b]!
    }
    return false
  }

  /** Where a term was found, as pairs of first place and one past the last, in order. */
  places(term: number): number[] {
    if (!this.has(term)) return []
    if (this.#terms.isPhrase(term)) return this.#phrasePlaces(term)
    return this.#terms.isWord(term) ? this.#wordPlaces(term) : this.#prefixPlacesOf(term)
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
    const own = [this.bits, this.#found, this.blocks, this.choiceBlocks, this.#wordAt, this.#placeBefore]
    return own.reduce((sum, one) => sum + one.byteLength, 0)
  }

  #clear(): void {
    for (let i = 0; i < this.#foundCount; i++) this.bits[this.#found[i]! >>> 5] = 0
    this.#foundCount = 0
    this.blockCount = 0
    this.choiceBlockCount = 0
    this.#bases = []
    if (this.#prefixPlaces.size > 0) this.#prefixPlaces.clear()
    const { count } = this.#terms
    if (this.bits.length * 32 < count + 32) this.bits = grown(this.bits, (count >>> 5) + 2)
    this.bits[always >>> 5]! |= 1 << always
  }

  #makeRoom(places: number): void {
    if (places < this.#wordAt.length) return
    this.#wordAt = grown(this.#wordAt, places + 1024)
    this.#placeBefore = grown(this.#placeBefore, places + 1024)
    this.#known = grown(this.#known, places + 1024)
    this.#others = grown(this.#others, places + 1024)
  }

  /**
   * Puts into `#wordAt` the first term under each word's hash; it may turn out to be another word. Parts the words into
   * those with a term and the others.
   */
  #lookUpWords({ words: hashes, count }: Scan, salt: number, base: number): void {
    const { pairs, shift } = this.#terms.words
    const mask = (pairs.length >> 1) - 1
    const wordAt = this.#wordAt
    const known = this.#known
    const others = this.#others
    let knownCount = 0
    for (let i = 0; i < count; i++) {
      const key = hashes[i]! ^ salt
      let slot = pairSlot(key, shift)
      let word = pairs[2 * slot + 1]!
      while (word !== 0 && pairs[2 * slot] !== key) {
        slot = (slot + 1) & mask
        word = pairs[2 * slot + 1]!
      }
      wordAt[base + i] = word
      known[knownCount] = i
      others[i - knownCount] = i
      knownCount += -word >>> 31
    }
    this.#knownCount = knownCount
    this.#othersCount = count - knownCount
  }

  #foldText(text: Uint16Array, length: number): void {
    if (length + slack > this.#folded.length) {
      this.#folded = new Uint16Array((length + slack) * 2)
      this.#foldedView = new DataView(this.#folded.buffer)
    }
    const folded = this.#folded
    for (let i = 0; i < length; i++) folded[i] = foldedUnits[text[i]!]!
  }

  /** A hash only says where to look: the letters decide. */
  #compareLetters(scan: Scan, text: Uint16Array, field: number, base: number): void {
    const { records, letters } = this.#terms
    const { values, view } = letters
    const { starts, ends } = scan
    const folded = this.#foldedView
    const wordAt = this.#wordAt
    const known = this.#known
    for (let k = 0; k < this.#knownCount; k++) {
      const i = known[k]!
      const at = records[(wordAt[base + i]! << recordBits) + lastIn]!
      const start = starts[i]!
      const length = ends[i]! - start
      // Eight letters are compared at once; a branch for each would be foretold wrongly too often.
      const mask = Math.min(length, 8) << 2
      const differs =
        ((view.getInt32(2 * at + 2, true) ^ folded.getInt32(2 * start, true)) & masks[mask]!) |
        ((view.getInt32(2 * at + 6, true) ^ folded.getInt32(2 * start + 4, true)) & masks[mask + 1]!) |
        ((view.getInt32(2 * at + 10, true) ^ folded.getInt32(2 * start + 8, true)) & masks[mask + 2]!) |
        ((view.getInt32(2 * at + 14, true) ^ folded.getInt32(2 * start + 12, true)) & masks[mask + 3]!) |
        (values[at]! ^ ((field << 12) | length)) |
        (length >> 12)
      if (differs === 0 && (length <= 8 || letters.standIn(at, this.#folded, start))) continue
      wordAt[base + i] = this.#lookUpByLetters(scan, i, text, field)
      if (wordAt[base + i] === 0) this.#others[this.#othersCount++] = i
    }
  }

  /**
   * Notes the words and where they stand. Without a branch, which would be foretold wrongly half of the time: whether a
   * word was there before is added to the count; a place without a word counts as `always`, which was there before.
   */
  #noteWords(base: number, end: number): void {
    this.#makeRoomToFind(end - base)
    const { records } = this.#terms
    const { bits } = this
    const wordAt = this.#wordAt
    const placeBefore = this.#placeBefore
    const found = this.#found
    let count = this.#foundCount
    for (let place = base; place < end; place++) {
      const word = wordAt[place]!
      const at = (word << recordBits) + placeIn
      const was = (bits[word >>> 5]! >>> (word & 31)) & 1
      placeBefore[place] = (records[at]! & -was) | (was - 1)
      records[at] = place
      bits[word >>> 5]! |= 1 << (word & 31)
      found[count] = word
      count += 1 - was
    }
    for (let i = this.#foundCount; i < count; i++) this.#addBlock(found[i]!)
    this.#foundCount = count
  }

  /** Follows the phrases that begin at each place, word by word. */
  #notePhrases(base: number, end: number): void {
    const terms = this.#terms
    const { records } = terms
    const wordAt = this.#wordAt
    const begun = this.#known
    let count = 0
    for (let place = base; place < end; place++) {
      begun[count] = place
      count += (records[(wordAt[place]! << recordBits) + kidsFilterIn]! >>> kidBit(wordAt[place + 1]!)) & 1
    }
    for (let i = 0; i < count; i++) {
      let place = begun[i]!
      let term = terms.stepFrom(wordAt[place]!, wordAt[++place]!)
      while (term !== 0) {
        this.#noteFound(term)
        term = terms.stepFrom(term, wordAt[++place]!)
      }
    }
  }

  /** Finds a word whose hash is another word's too, or in which there is something that is not compared. */
  #lookUpByLetters(scan: Scan, i: number, text: Uint16Array, field: number): number {
    const { words, letters } = this.#terms
    const { pairs, shift } = words
    const mask = (pairs.length >> 1) - 1
    const key = scan.words[i]! ^ saltOf(field)
    const length = fold(text, scan.starts[i]!, scan.ends[i]!)
    let slot = pairSlot(key, shift)
    for (let word = pairs[2 * slot + 1]!; word !== 0; word = pairs[2 * slot + 1]!) {
      const at = this.#terms.lettersOf(word)
      const fits = pairs[2 * slot] === key && letters.fieldAt(at) === field && letters.lengthAt(at) === length
      if (fits && letters.standIn(at, foldedWord, 0)) return word
      slot = (slot + 1) & mask
    }
    return 0
  }

  /** The prefixes that the words found begin with, from the lists that are kept of them. */
  #notePrefixesOfFound(from: number): void {
    const { records, prefixes } = this.#terms
    const { firstList } = prefixes
    const end = this.#foundCount
    for (let i = from; i < end; i++) {
      const at = this.#found[i]! << recordBits
      if (records[at + listIn]! < firstList) records[at + listIn] = prefixes.listFor(records[at + lastIn]!)
      const list = records[at + listIn]! - firstList
      const { lists } = prefixes
      for (let k = lists[list]!; k > 0; k--) this.#noteFound(lists[list + k]!)
    }
  }

  /** The prefixes that words begin with for which no query asks. */
  #notePrefixesOfOthers(scan: Scan, text: Uint16Array, field: number): void {
    const { prefixes } = this.#terms
    const others = this.#others
    const count = prefixes.mayBegin(text, scan.starts, others, this.#othersCount, field, others)
    for (let k = 0; k < count; k++) {
      const word = others[k]!
      const length = fold(text, scan.starts[word]!, scan.ends[word]!)
      if (length > this.#prefixesFound.length) this.#prefixesFound = grown(this.#prefixesFound, length)
      const found = prefixes.of(foldedWord, 0, length, field, this.#prefixesFound, 0)
      for (let n = 0; n < found; n++) this.#noteFound(this.#prefixesFound[n]!)
    }
  }

  #noteFound(term: number): void {
    const word = term >>> 5
    const bit = 1 << (term & 31)
    if ((this.bits[word]! & bit) !== 0) return
    this.bits[word]! |= bit
    this.#makeRoomToFind(1)
    this.#found[this.#foundCount++] = term
    this.#addBlock(term)
  }

  #addBlock(term: number): void {
    const { records } = this.#terms
    const block = records[(term << recordBits) + blockIn]!
    const choiceBlock = records[(term << recordBits) + choiceBlockIn]!
    if (block !== 0) this.blocks[this.blockCount++] = block
    if (choiceBlock !== 0) this.choiceBlocks[this.choiceBlockCount++] = choiceBlock
  }

  #makeRoomToFind(more: number): void {
    const most = this.#foundCount + more
    if (most < this.#found.length) return
    this.#found = grown(this.#found, most + 1)
    this.blocks = grown(this.blocks, this.#found.length)
    this.choiceBlocks = grown(this.choiceBlocks, this.#found.length)
  }

  #wordPlaces(word: number): number[] {
    const places: number[] = []
    const last = this.#terms.records[(word << recordBits) + placeIn]!
    for (let place = last; place >= 0; place = this.#placeBefore[place]!) places.push(place + 1, place)
    return places.reverse()
  }

  #phrasePlaces(term: number): number[] {
    const words = this.#terms.wordsOf(term)
    const places: number[] = []
    const starts = this.#wordPlaces(words[0]!)
    for (let i = 0; i < starts.length; i += 2) {
      const start = starts[i]!
      if (words.every((word, offset) => this.#wordAt[start + offset] === word)) {
        places.push(start, start + words.length)
      }
    }
    return places
  }

  /** Kept for the next who asks: nothing is noted of a prefix's places when it is found, for few are asked for. */
  #prefixPlacesOf(prefix: number): number[] {
    const known = this.#prefixPlaces.get(prefix)
    if (known) return known
    const { letters } = this.#terms
    const at = this.#terms.lettersOf(prefix)
    const places: number[] = []
    this.#streams.forEach(({ field, scan }, index) => {
      if (field !== letters.fieldAt(at)) return
      const text = this.#units.of(scan.text)
      for (let i = 0; i < scan.count; i++) {
        const length = fold(text, scan.starts[i]!, scan.ends[i]!)
        if (length < letters.lengthAt(at) || !letters.standIn(at, foldedWord, 0)) continue
        places.push(this.#bases[index]! + i, this.#bases[index]! + i + 1)
      }
    })
    this.#prefixPlaces.set(prefix, places)
    return places
  }
}

/** For words of 0 to 8 letters which bits of eight are theirs, in four integers. */
const masks = Int32Array.from({ length: 36 }, (_, i) => {
  const letters = (i >> 2) - 2 * (i & 3)
  return letters >= 2 ? -1 : letters === 1 ? 0xffff : 0
})

let foldedWord = new Uint16Array(1024)

/** Folds a word into `foldedWord` as the function `foldWord` does, and gives its length. */
function fold(text: Uint16Array, start: number, end: number): number {
  if (end - start > foldedWord.length) foldedWord = new Uint16Array((end - start) * 2)
  let length = 0
  for (let i = start; i < end; i++) {
    const unit = text[i]!
    if (unit >= 0xd800 && unit <= 0xdbff) {
      foldedWord[length++] = unit
      if (++i < end) foldedWord[length++] = text[i]!
      continue
    }
    const to = foldedUnits[unit]!
    if (to !== 0 && to !== ignored) foldedWord[length++] = to
  }
  return length
}
