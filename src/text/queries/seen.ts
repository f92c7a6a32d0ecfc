import { foldedUnits, ignored, special, units } from '../characters.ts'
import { CodeUnits } from '../codeUnits.ts'
import type { Scan } from '../scan.ts'
import { grown } from './growing.ts'
import { pairSlot } from './pairTable.ts'
import type { FoundPassage, Stream } from './report.ts'
import {
  always,
  beginning,
  filterBit,
  kidBit,
  prefixPrime,
  prefixSeed,
  recordBits,
  saltOf,
  type Terms,
} from './terms.ts'
import { farthest } from './tokens.ts'

/** Places of two streams are further apart than any near/ reaches. */
const streamGap = farthest + 1
/** In a term's record, see `Terms`. */
const lettersIn = 1
const kidsFilterIn = 3
const blockIn = 5
const placeIn = 7
/** Lengths of words that fit beside the field before their letters. */
const lengthMask = 4095

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
  /** Places at which a phrase may begin. */
  #begun: Int32Array = new Int32Array(4096)
  readonly #units = new CodeUnits()
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
      this.#lookUpWords(scan, saltOf(field), base)
      this.#compareLetters(scan, text, field, base)
      this.#wordAt[base + scan.count] = 0
      this.#noteWords(base, base + scan.count)
      this.#notePhrases(base, base + scan.count)
      if (this.#terms.prefixCount > 0) this.#notePrefixes(scan, text, field, base)
      base += scan.count + streamGap
    }
  }

  has(term: number): boolean {
    return ((this.bits[term >>> 5]! >>> (term & 31)) & 1) === 1
  }

  areWords(left: number, right: number): boolean {
    return this.#isWord(left) && this.#isWord(right) && left !== right
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
    return this.#terms.isPrefix(term) ? this.#placesOfPrefix(term) : this.#wordPlaces(term)
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
    const own = [this.bits, this.#found, this.blocks, this.#wordAt, this.#placeBefore]
    return own.reduce((sum, one) => sum + one.byteLength, 0)
  }

  #isWord(term: number): boolean {
    return !this.#terms.isPhrase(term) && !this.#terms.isPrefix(term)
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
    this.#begun = grown(this.#begun, places + 1024)
  }

  /** Puts into `#wordAt` the first term under each word's hash; it may turn out to be another word. */
  #lookUpWords({ words: hashes, count }: Scan, salt: number, base: number): void {
    const { pairs, shift } = this.#terms.words
    const mask = (pairs.length >> 1) - 1
    const wordAt = this.#wordAt
    for (let i = 0; i < count; i++) {
      const key = hashes[i]! ^ salt
      let slot = pairSlot(key, shift)
      let word = pairs[2 * slot + 1]!
      while (word !== 0 && pairs[2 * slot] !== key) {
        slot = (slot + 1) & mask
        word = pairs[2 * slot + 1]!
      }
      wordAt[base + i] = word
    }
  }

  /** A hash only says where to look: the letters decide. */
  #compareLetters(scan: Scan, text: Uint16Array, field: number, base: number): void {
    const { records, letters } = this.#terms
    const { starts, ends, count } = scan
    const wordAt = this.#wordAt
    for (let i = 0; i < count; i++) {
      const word = wordAt[base + i]!
      if (word === 0) continue
      const at = records[(word << recordBits) + lettersIn]!
      if (isSame(letters, at, text, starts[i]!, ends[i]!, field)) continue
      wordAt[base + i] = this.#lookUpByLetters(scan, i, text, field)
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
    const begun = this.#begun
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

  /** Finds a word whose hash is another word's too. */
  #lookUpByLetters(scan: Scan, i: number, text: Uint16Array, field: number): number {
    const { words, letters } = this.#terms
    const { pairs, shift } = words
    const mask = (pairs.length >> 1) - 1
    const key = scan.words[i]! ^ saltOf(field)
    let slot = pairSlot(key, shift)
    for (let word = pairs[2 * slot + 1]!; word !== 0; word = pairs[2 * slot + 1]!) {
      const isIt =
        pairs[2 * slot] === key &&
        isSame(letters, this.#terms.lettersAt(word), text, scan.starts[i]!, scan.ends[i]!, field)
      if (isIt) return word
      slot = (slot + 1) & mask
    }
    return 0
  }

  /** Most words begin like no prefix; of those without anything special four letters are enough to say so. */
  #notePrefixes(scan: Scan, text: Uint16Array, field: number, base: number): void {
    const { shortestPrefix, beginningFilter, prefixFilter } = this.#terms
    const hasShort = shortestPrefix < beginning
    const { starts, ends, count } = scan
    const salt = saltOf(field)
    const wordAt = this.#wordAt
    const placeBefore = this.#placeBefore
    for (let i = 0; i < count; i++) {
      const start = starts[i]!
      const end = ends[i]!
      if (end - start < shortestPrefix) continue
      // Its beginnings were found where it stood before.
      if (wordAt[base + i] !== 0 && placeBefore[base + i]! >= 0) continue
      const first = units[text[start]!]!
      const second = units[text[start + 1]!]!
      const third = units[text[start + 2]!]!
      const fourth = units[text[start + 3]!]!
      if (end - start >= beginning && (first | second | third | fourth) < special) {
        const two = Math.imul(Math.imul(prefixSeed ^ first, prefixPrime) ^ second, prefixPrime)
        const three = Math.imul(two ^ third, prefixPrime)
        const bit = filterBit(Math.imul(three ^ fourth, prefixPrime) ^ salt)
        let mayBegin = beginningFilter[bit >>> 5]! >>> (bit & 31)
        if (hasShort) {
          const ofTwo = filterBit(two ^ salt)
          const ofThree = filterBit(three ^ salt)
          mayBegin |= prefixFilter[ofTwo >>> 5]! >>> (ofTwo & 31)
          mayBegin |= prefixFilter[ofThree >>> 5]! >>> (ofThree & 31)
        }
        if ((mayBegin & 1) === 0) continue
      }
      this.#noteBeginnings(text, start, end, field)
    }
  }

  /** Hashes every beginning of a word and looks up those that the filters let through. */
  #noteBeginnings(text: Uint16Array, start: number, end: number, field: number): void {
    const { prefixFilter, beginningFilter, shortestPrefix, longestPrefix } = this.#terms
    const salt = saltOf(field)
    let hash = prefixSeed
    let length = 0
    for (let j = start; j < end && length < longestPrefix; j++) {
      const unit = text[j]!
      const isPair = unit >= 0xd800 && unit <= 0xdbff
      const to = isPair ? unit : foldedUnits[unit]!
      if (!isPair && (to === 0 || to === ignored)) continue
      hash = Math.imul(hash ^ to, prefixPrime)
      length++
      if (isPair && j + 1 < end) {
        hash = Math.imul(hash ^ text[++j]!, prefixPrime)
        length++
      }
      if (length < shortestPrefix) continue
      const key = hash ^ salt
      const bit = filterBit(key)
      if (length === beginning && ((beginningFilter[bit >>> 5]! >>> (bit & 31)) & 1) === 0 && !isPair) break
      if (((prefixFilter[bit >>> 5]! >>> (bit & 31)) & 1) === 0) continue
      const prefix = this.#prefixOf(key, text, start, end, length, field)
      if (prefix > 0) this.#noteFound(prefix)
    }
  }

  #prefixOf(
    key: number,
    text: Uint16Array,
    start: number,
    end: number,
    length: number,
    field: number,
  ): number {
    const { prefixes, letters } = this.#terms
    const { pairs, shift } = prefixes
    const mask = (pairs.length >> 1) - 1
    let slot = pairSlot(key, shift)
    for (let term = pairs[2 * slot + 1]!; term !== 0; term = pairs[2 * slot + 1]!) {
      if (pairs[2 * slot] === key) {
        const at = this.#terms.lettersAt(term)
        const fits = letters[at] === ((field << 12) | length)
        if (fits && begins(letters, at, text, start, end)) return term
      }
      slot = (slot + 1) & mask
    }
    return 0
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
    const choiceBlock = records[(term << recordBits) + blockIn + 1]!
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
  #placesOfPrefix(term: number): number[] {
    const known = this.#prefixPlaces.get(term)
    if (known) return known
    const { letters } = this.#terms
    const at = this.#terms.lettersAt(term)
    const places: number[] = []
    this.#streams.forEach(({ field, scan }, index) => {
      if (field !== letters[at]! >> 12) return
      const text = this.#units.of(scan.text)
      for (let i = 0; i < scan.count; i++) {
        if (!begins(letters, at, text, scan.starts[i]!, scan.ends[i]!)) continue
        places.push(this.#bases[index]! + i, this.#bases[index]! + i + 1)
      }
    })
    this.#prefixPlaces.set(term, places)
    return places
  }
}

/** A hash only says where to look: the letters decide. */
function isSame(
  letters: Uint16Array,
  at: number,
  text: Uint16Array,
  start: number,
  end: number,
  field: number,
): boolean {
  const head = letters[at]!
  const length = head & lengthMask
  if (end - start === length && head >> 12 === field && areLetters(letters, at, text, start)) return true
  return head >> 12 === field && fold(text, start, end) === length && areFolded(letters, at)
}

/** Whether a word begins with a prefix. */
function begins(letters: Uint16Array, at: number, text: Uint16Array, start: number, end: number): boolean {
  const length = letters[at]! & lengthMask
  if (end - start >= length && areLetters(letters, at, text, start)) return true
  return fold(text, start, end) >= length && areFolded(letters, at)
}

/** Compares unit by unit, which fails for words with units that are not compared or are halves of a pair. */
function areLetters(letters: Uint16Array, at: number, text: Uint16Array, start: number): boolean {
  const stop = start + (letters[at]! & lengthMask)
  const shift = at + 1 - start
  for (let i = start; i < stop; i++) if (letters[shift + i] !== foldedUnits[text[i]!]) return false
  return true
}

let folded = new Uint16Array(1024)

/** Folds a word as `foldWord` does, and gives its length. */
function fold(text: Uint16Array, start: number, end: number): number {
  if (end - start > folded.length) folded = new Uint16Array((end - start) * 2)
  let length = 0
  for (let i = start; i < end; i++) {
    const unit = text[i]!
    if (unit >= 0xd800 && unit <= 0xdbff) {
      folded[length++] = unit
      if (++i < end) folded[length++] = text[i]!
      continue
    }
    const to = foldedUnits[unit]!
    if (to !== 0 && to !== ignored) folded[length++] = to
  }
  return length
}

function areFolded(letters: Uint16Array, at: number): boolean {
  const length = letters[at]! & lengthMask
  for (let i = 0; i < length; i++) if (letters[at + 1 + i] !== folded[i]) return false
  return true
}
