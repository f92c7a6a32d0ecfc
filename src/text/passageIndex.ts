import { isCommon, type SharedStretch } from './common.ts'
import { extend, type Reach } from './extension.ts'
import { askedOf, keptOf, runLength, winnow } from './fingerprints.ts'
import { Likeness } from './likeness.ts'
import { Query } from './query.ts'
import { Rarity } from './rarity.ts'
import { mostPlaces, RunTable } from './runTable.ts'
import { isDense, type Scan } from './scan.ts'
import type { Span } from './sentences.ts'
import type { Numbers, Snapshot } from './snapshot.ts'
import { type SavedStore, WordStore } from './wordStore.ts'

/** One stretch of the text asked about, and the stretch of an earlier text it was found in. */
export interface AlignedPassage {
  readonly here: Span
  readonly there: Span
  readonly kind: 'exact' | 'edited' | 'reworded'
  /** Share of the words of the longer side that are the same, 0 to 1. */
  readonly similarity: number
}

/** All passages that a text shares with one text of the window. */
export interface Alignment {
  readonly key: string
  /** When that text came into the window, in milliseconds. */
  readonly at: number
  readonly group: string
  /** In the order of the text asked about. */
  readonly passages: readonly AlignedPassage[]
  /** Part of the asked words that these passages cover, 0 to 1. */
  readonly share: number
  /** Part of that text's words that these passages cover, 0 to 1. */
  readonly shareThere: number
}

/** What a window says of a text. */
export interface Answer {
  /** The texts that share passages with it, the largest share first; empty when none does. */
  readonly alignments: readonly Alignment[]
  /** Stretches that are shared but not reused: standing phrases, agency tails, what its publisher prints each time. */
  readonly common: readonly Span[]
}

export interface AddOptions {
  /** When the text came into the window, in milliseconds; what `forget` goes by. */
  readonly at: number
  /** Who publishes it: what one group repeats is learned as its boilerplate. */
  readonly group: string
  /** The parts of the text to compare; all of it where absent. */
  readonly spans?: readonly Span[]
}

export interface AskOptions {
  readonly spans?: readonly Span[]
  readonly group?: string
  /** A key to leave out: usually the text's own. */
  readonly except?: string
}

/** A passage in words: first and one past the last on each side. */
interface WordPassage {
  here: number
  hereEnd: number
  there: number
  thereEnd: number
  same: number
  /** What the words that are the same tell, in bits; 0 when the passage is not to be claimed. */
  bits: number
  /** How many they are, characters of scripts written without spaces as part of a word. */
  weight: number
}

/** What is saved of an index beside its arrays. */
export interface SavedIndex {
  readonly store: SavedStore
  readonly words: number
  readonly horizon: number
  readonly groups: readonly string[]
  /** The key of each number; null where there is none. */
  readonly keys: readonly (string | null)[]
}

interface Found {
  readonly text: number
  passages: WordPassage[]
}

const nothing: Answer = { alignments: [], common: [] }
/** A text that shares more than this of its words is not asked whether they are common. */
const mostOfText = 0.6

/** What a shared passage must tell, in bits, to be claimed on its own: about 8 ordinary words. */
const enoughBits = 45
/** What a further passage must tell beside one that stands on its own. */
const enoughBitsBeside = 22
const fewestWords = 8
const fewestWordsEdited = 10
const fewestWordsBeside = 5
/** About two Chinese or Japanese characters make a word. */
const denseWeight = 0.5
const mostCandidates = 64
/** A match below this is too much changed to be called the same text edited. */
const leastSimilarity = 0.5

/**
 * Every text of a window, to ask which passages of a text were in an earlier one. Knows words, not news. About 2.3 KB a
 * text of 350 words; asking is one pass over the text.
 */
export class PassageIndex {
  readonly #store: WordStore
  readonly #rarity: Rarity
  readonly #table: RunTable
  readonly #numbers = new Map<string, number>()
  readonly #keys: (string | undefined)[] = []
  readonly #groupNumbers = new Map<string, number>()
  readonly #groups: string[] = []
  #horizon = -Number.MAX_VALUE

  readonly #query = new Query()
  #chosen = new Int32Array(1 << 12)
  readonly #found = new Uint32Array(mostPlaces)
  readonly #candidates = new Candidates()
  readonly #likeness = new Likeness()

  /** An empty index, or the one that was saved. */
  constructor(saved?: Snapshot<SavedIndex>) {
    if (!saved) {
      this.#store = new WordStore()
      this.#rarity = new Rarity()
      this.#table = new RunTable(this.#store)
      return
    }
    const { value, arrays } = saved
    this.#store = WordStore.from(value.store, arrays)
    this.#rarity = new Rarity(arrays.get('rarity') as Uint32Array, value.words)
    this.#table = new RunTable(this.#store, RunTable.partsOf(arrays))
    this.#horizon = value.horizon
    for (const group of value.groups) this.#groupNumber(group)
    value.keys.forEach((key, number) => {
      this.#keys[number] = key ?? undefined
      if (key !== null) this.#numbers.set(key, number)
    })
  }

  /** All of it, to be written and read back. The arrays are those at work: write them before the next change. */
  save(): Snapshot<SavedIndex> {
    const arrays = new Map<string, Numbers>()
    const store = this.#store.save(arrays)
    this.#table.save(arrays)
    arrays.set('rarity', this.#rarity.counts)
    const keys = Array.from({ length: this.#store.bound }, (_, number) => this.#keys[number] ?? null)
    const value = { store, words: this.#rarity.total, horizon: this.#horizon, groups: this.#groups, keys }
    return { value, arrays }
  }

  /** How many texts it holds. */
  get size(): number {
    return this.#numbers.size
  }

  /** Memory used, the keys and their map estimated. */
  get bytes(): number {
    const perKey = 120
    return (
      this.#store.bytes + this.#table.bytes + this.#rarity.counts.byteLength + this.#numbers.size * perKey
    )
  }

  /** What a word tells here, in bits: see Rarity. */
  readonly bitsOf = (word: number): number => this.#rarity.bitsOf(word)

  has(key: string): boolean {
    return this.#numbers.has(key)
  }

  /** Adds a text; one of the same key is replaced. */
  add(key: string, scan: Scan, options: AddOptions): void {
    this.remove(key)
    const query = this.#query
    query.take(scan, options.spans)
    const number = this.#store.add(query, options.at, this.#groupNumber(options.group))
    this.#numbers.set(key, number)
    this.#keys[number] = key
    this.#rarity.learn(query.words, query.count)
    const place = this.#store.place[number]!
    const kept = this.#choose(keptOf)
    for (let i = 0; i < kept; i++) {
      const at = this.#chosen[i]!
      if (query.runs[at] !== 0) this.#table.add(i, place + at)
    }
  }

  remove(key: string): void {
    const number = this.#numbers.get(key)
    if (number === undefined) return
    this.#store.remove(number)
    this.#numbers.delete(key)
    this.#keys[number] = undefined
  }

  /** Forgets the texts that came into the window before a time, in milliseconds. Their memory is freed by and by. */
  forget(before: number): void {
    if (before <= this.#horizon) return
    this.#horizon = before
    for (const number of this.#store.forget(before)) {
      const key = this.#keys[number]
      if (key !== undefined) this.#numbers.delete(key)
      this.#keys[number] = undefined
    }
  }

  /** Which texts of the window share passages with this one. */
  ask(scan: Scan, options: AskOptions = {}): Answer {
    const query = this.#query
    query.take(scan, options.spans)
    this.#seed(options.except === undefined ? -1 : (this.#numbers.get(options.except) ?? -1))
    const found: Found[] = []
    for (const candidate of this.#candidates.best(mostCandidates)) {
      const passages = this.#align(candidate)
      if (passages.length > 0) found.push({ text: this.#candidates.texts[candidate]!, passages })
    }
    if (found.length === 0) return nothing
    const common = this.#takeCommon(found, options.group)
    const alignments = found
      .filter(({ passages }) => passages.length > 0)
      .map(({ text, passages }) => this.#alignment(text, passages))
    return { alignments: alignments.sort((a, b) => b.share - a.share), common }
  }

  /** Takes out of what was found the stretches that are common, and gives them. */
  #takeCommon(found: Found[], group: string | undefined): Span[] {
    const { words, count, starts, ends } = this.#query
    const asker = group === undefined || group === '' ? -1 : (this.#groupNumbers.get(group) ?? -1)
    const spread = new Int32Array(count)
    for (const { passages } of found) {
      for (const one of passages) for (let i = one.here; i < one.hereEnd; i++) spread[i]!++
    }
    const { bitsOf } = this
    this.#likeness.take(words, count, bitsOf, (place) => spread[place]! > 0)
    const common: Span[] = []
    for (const one of found) {
      const { words: there, from, count: thereCount } = this.#store.stored(one.text)
      const hereCovered = covered(one.passages.map(({ here, hereEnd }) => [here, hereEnd]))
      if (hereCovered > count * mostOfText) continue
      const skip = (place: number) => one.passages.some((p) => place >= p.there && place < p.thereEnd)
      const setting = {
        hereCount: count,
        thereCount,
        sameGroup: this.#store.group[one.text] === asker,
        isAlone: one.passages.length === 1,
        likeness: this.#likeness.to(there, from, thereCount, bitsOf, skip),
        spread: (stretch: SharedStretch) => leastOf(spread, stretch.here, stretch.hereEnd),
      }
      one.passages = one.passages.filter((passage) => {
        if (!isCommon(passage, setting)) return true
        common.push({ start: starts[passage.here]!, end: ends[passage.hereEnd - 1]! })
        return false
      })
    }
    return common
  }

  /** Chooses runs of the query, and has the table bring them near. Returns their number. */
  #choose(windowRuns: number): number {
    const { runs, places } = this.#query
    if (this.#chosen.length < places) this.#chosen = new Int32Array(places * 2)
    const count = winnow(runs, places, windowRuns, this.#chosen)
    this.#table.take(runs, this.#chosen, count, windowRuns === keptOf)
    return count
  }

  /** Collects, for each text of the window, the runs of words it shares with the query, each as long as it goes. */
  #seed(except: number): void {
    const { runs, words, count } = this.#query
    const store = this.#store
    const found = this.#found
    const candidates = this.#candidates
    candidates.clear(store.bound)
    const asked = this.#choose(askedOf)
    for (let i = 0; i < asked; i++) {
      const q = this.#chosen[i]!
      if (runs[q] === 0) continue
      const number = this.#table.find(i, found)
      for (let f = 0; f < number; f++) {
        const place = found[f]!
        // One read tells most of what only looks like the run, before three more find the text.
        if (store.wordAt(place) !== words[q]) continue
        const text = store.textAt(place)
        if (text < 0 || text === except || store.at[text]! < this.#horizon) continue
        const t = place - store.place[text]!
        const candidate = candidates.of(text)
        if (candidates.covers(candidate, q, t)) continue
        const stored = store.stored(text)
        const there = stored.words
        const end = Math.min(count - q, stored.count - t)
        let length = 0
        while (length < end && words[q + length] === there[stored.from + t + length]! >>> 8) length++
        if (length < runLength(words[q]!)) continue
        let back = 0
        while (back < q && back < t && words[q - back - 1] === there[stored.from + t - back - 1]! >>> 8)
          back++
        candidates.add(candidate, q - back, t - back, length + back)
      }
    }
  }

  /** Extends a candidate's runs into passages and keeps those that tell enough. */
  #align(candidate: number): WordPassage[] {
    const passages: WordPassage[] = []
    const stored = this.#store.stored(this.#candidates.texts[candidate]!)
    for (const { here, there, length } of this.#candidates.runsOf(candidate)) {
      if (passages.some((one) => isInside(one, here, there, length))) continue
      passages.push(this.#extended(here, there, length, stored.words, stored.from, stored.count))
    }
    const strong = passages.some(standsAlone)
    if (!strong) return []
    return withoutOverlap(passages.filter((one) => one.bits >= enoughBitsBeside))
  }

  #extended(
    here: number,
    there: number,
    length: number,
    words: Int32Array,
    from: number,
    count: number,
  ): WordPassage {
    const query = this.#query
    extend(query.words, here - 1, here, words, from + there - 1, there, -1, back)
    const hereEnd = here + length
    const thereEnd = there + length
    extend(query.words, hereEnd, query.count - hereEnd, words, from + thereEnd, count - thereEnd, 1, forth)
    const passage: WordPassage = {
      here: here - back.here,
      hereEnd: hereEnd + forth.here,
      there: there - back.there,
      thereEnd: thereEnd + forth.there,
      same: back.same + length + forth.same,
      bits: 0,
      weight: 0,
    }
    const longer = Math.max(passage.hereEnd - passage.here, passage.thereEnd - passage.there)
    const weight = passage.same * (isDense(query.words[passage.here]!) ? denseWeight : 1)
    if (passage.same < longer * leastSimilarity || weight < fewestWordsBeside) return passage
    let bits = 0
    for (let i = passage.here; i < passage.hereEnd; i++) bits += this.#rarity.bitsOf(query.words[i]!)
    passage.weight = weight
    passage.bits = (bits * passage.same) / (passage.hereEnd - passage.here)
    return passage
  }

  #alignment(text: number, passages: readonly WordPassage[]): Alignment {
    return {
      key: this.#keys[text]!,
      at: this.#store.at[text]!,
      group: this.#groups[this.#store.group[text]!]!,
      passages: passages.map((one) => this.#passage(text, one)),
      share: covered(passages.map((one) => [one.here, one.hereEnd])) / this.#query.count,
      shareThere: covered(passages.map((one) => [one.there, one.thereEnd])) / this.#store.counts[text]!,
    }
  }

  #passage(text: number, one: WordPassage): AlignedPassage {
    const longer = Math.max(one.hereEnd - one.here, one.thereEnd - one.there)
    return {
      here: { start: this.#query.starts[one.here]!, end: this.#query.ends[one.hereEnd - 1]! },
      there: this.#store.spanOf(text, one.there, one.thereEnd - 1),
      kind: one.same === longer ? 'exact' : 'edited',
      similarity: one.same / longer,
    }
  }

  #groupNumber(group: string): number {
    const known = this.#groupNumbers.get(group)
    if (known !== undefined) return known
    this.#groupNumbers.set(group, this.#groups.length)
    return this.#groups.push(group) - 1
  }
}

const back: Reach = { here: 0, there: 0, same: 0 }
const forth: Reach = { here: 0, there: 0, same: 0 }

/** Whether a passage is enough to say that two texts share it; one with changes in it must tell more. */
function standsAlone(one: WordPassage): boolean {
  const isExact = one.same === one.hereEnd - one.here && one.same === one.thereEnd - one.there
  const words = isExact ? fewestWords : fewestWordsEdited
  return one.weight >= words && one.bits >= (enoughBits * words) / fewestWords
}

function isInside(passage: WordPassage, here: number, there: number, length: number): boolean {
  return (
    here >= passage.here &&
    here + length <= passage.hereEnd &&
    there >= passage.there &&
    there + length <= passage.thereEnd
  )
}

/** Where two passages speak of the same words, the one that tells more stays. In the order of the text. */
function withoutOverlap(passages: WordPassage[]): WordPassage[] {
  const kept: WordPassage[] = []
  for (const passage of passages.sort((a, b) => b.bits - a.bits)) {
    const length = passage.hereEnd - passage.here
    const taken = kept.reduce(
      (sum, one) =>
        sum + Math.max(0, Math.min(one.hereEnd, passage.hereEnd) - Math.max(one.here, passage.here)),
      0,
    )
    if (taken * 4 < length) kept.push(passage)
  }
  return kept.sort((a, b) => a.here - b.here)
}

/** How many words lie in at least one of the spans. */
function covered(spans: readonly (readonly [number, number])[]): number {
  let sum = 0
  let reached = 0
  for (const [start, end] of spans.length > 1 ? [...spans].sort((a, b) => a[0] - b[0]) : spans) {
    sum += Math.max(0, end - Math.max(reached, start))
    reached = Math.max(reached, end)
  }
  return sum
}

function leastOf(values: Int32Array, from: number, to: number): number {
  let least = values[from]!
  for (let i = from + 1; i < to; i++) if (values[i]! < least) least = values[i]!
  return least
}

interface Run {
  readonly here: number
  readonly there: number
  readonly length: number
}

/** The texts that share runs of words with a query, and these runs, in arrays that are used again. */
class Candidates {
  texts = new Int32Array(256)
  #words = new Int32Array(256)
  #lastRun = new Int32Array(256)
  #count = 0
  /** For each text of the window: the question it was last a candidate of, and its place among them. */
  #question = new Int32Array(0)
  #place = new Int32Array(0)
  #asked = 0
  #here = new Int32Array(1024)
  #there = new Int32Array(1024)
  #length = new Int32Array(1024)
  #before = new Int32Array(1024)
  #runs = 0

  clear(bound: number): void {
    if (this.#question.length < bound) {
      this.#question = new Int32Array(bound * 2)
      this.#place = new Int32Array(bound * 2)
    }
    this.#asked++
    this.#count = 0
    this.#runs = 0
  }

  /** The number of a text among the candidates; it becomes one when it is not. */
  of(text: number): number {
    if (this.#question[text] === this.#asked) return this.#place[text]!
    if (this.#count === this.texts.length) {
      this.texts = doubled(this.texts)
      this.#words = doubled(this.#words)
      this.#lastRun = doubled(this.#lastRun)
    }
    const candidate = this.#count++
    this.#question[text] = this.#asked
    this.#place[text] = candidate
    this.texts[candidate] = text
    this.#words[candidate] = 0
    this.#lastRun[candidate] = -1
    return candidate
  }

  /** Whether one of the last runs already holds these words at the same distance. */
  covers(candidate: number, here: number, there: number): boolean {
    let run = this.#lastRun[candidate]!
    for (let looked = 0; run >= 0 && looked < 4; looked++) {
      const offset = here - this.#here[run]!
      if (there - this.#there[run]! === offset && offset >= 0 && offset < this.#length[run]!) return true
      run = this.#before[run]!
    }
    return false
  }

  add(candidate: number, here: number, there: number, length: number): void {
    if (this.#runs === this.#here.length) {
      this.#here = doubled(this.#here)
      this.#there = doubled(this.#there)
      this.#length = doubled(this.#length)
      this.#before = doubled(this.#before)
    }
    const run = this.#runs++
    this.#here[run] = here
    this.#there[run] = there
    this.#length[run] = length
    this.#before[run] = this.#lastRun[candidate]!
    this.#lastRun[candidate] = run
    this.#words[candidate]! += length
  }

  /** The candidates that share the most words. */
  best(most: number): number[] {
    const all: number[] = []
    for (let candidate = 0; candidate < this.#count; candidate++) {
      if (this.#words[candidate]! >= fewestWordsBeside) all.push(candidate)
    }
    if (all.length > 1) all.sort((a, b) => this.#words[b]! - this.#words[a]!)
    if (all.length > most) all.length = most
    return all
  }

  /** The runs of a candidate, the longest first. */
  runsOf(candidate: number): Run[] {
    const runs: Run[] = []
    for (let run = this.#lastRun[candidate]!; run >= 0; run = this.#before[run]!) {
      runs.push({ here: this.#here[run]!, there: this.#there[run]!, length: this.#length[run]! })
    }
    return runs.sort((a, b) => b.length - a.length)
  }
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2)
  larger.set(values)
  return larger
}
