import { fileUnderRarest } from './filing.ts'
import { Frequencies } from './frequencies.ts'
import { Arena, grown } from './growing.ts'
import { Postings } from './postings.ts'
import { encode, lengthAt, nodeOf, Tester, termsAt } from './program.ts'
import type { Query } from './query.ts'
import { type FoundPassage, type MatchableReport, streamsOf } from './report.ts'
import { SeenTerms } from './seen.ts'
import { Terms } from './terms.ts'

export interface QueryMatch<Id> {
  readonly id: Id
  /** Where the query was met, in order, each place once; what only a field without a place says has none. */
  readonly passages: readonly FoundPassage[]
}

/** Of so many reports matched, one is counted for how frequent terms are. */
const learnEvery = 64

/**
 * Standing queries, matched against one report at a time. Each is filed under the rarest term that it cannot do
 * without; a report brings up only those filed under its own terms, which are then tested by the places of their words.
 * Queries come and go while it runs.
 */
export class StandingQueries<Id = string> {
  readonly #slots = new Map<Id, number>()
  readonly #ids: (Id | undefined)[] = []
  readonly #freeSlots: number[] = []
  readonly #terms = new Terms()
  readonly #frequencies = new Frequencies()
  readonly #programs = new Arena()
  readonly #postings = new Postings()
  readonly #seen = new SeenTerms(this.#terms)
  readonly #tester = new Tester(this.#programs, this.#seen)
  /** For each query where its program begins. */
  #programAt: Int32Array = new Int32Array(16)
  #matched: Int32Array = new Int32Array(256)
  /** What a report brings up, before it is tested: marked numbers as in the postings, and where their programs begin. */
  #candidates: Int32Array = new Int32Array(256)
  #candidatePrograms: Int32Array = new Int32Array(256)
  #blocks: Int32Array = new Int32Array(256)
  /** Keeps the reads that only warm the nearest memory from being left out as useless. */
  touched = 0
  /** One bit for each query that may come up twice in one report and did. */
  #taken: Int32Array = new Int32Array(16)
  #reports = 0

  get size(): number {
    return this.#slots.size
  }

  has(id: Id): boolean {
    return this.#slots.has(id)
  }

  /** Adds a query, in the place of one of the same id. */
  add(id: Id, query: Query): void {
    this.remove(id)
    const slot = this.#freeSlots.pop() ?? this.#ids.length
    this.#ids[slot] = id
    this.#slots.set(id, slot)
    if (slot >= this.#programAt.length) this.#programAt = grown(this.#programAt, slot + 1)
    if (slot >>> 5 >= this.#taken.length) this.#taken = grown(this.#taken, (slot >>> 5) + 1)
    const node = nodeOf(query, this.#terms)
    const code = encode(node)
    const at = this.#programs.take(code.length)
    this.#programs.values.set(code, at)
    this.#programAt[slot] = at
    const filing = fileUnderRarest(query, node, this.#frequencies)
    this.#postings.file(slot, filing)
  }

  remove(id: Id): boolean {
    const slot = this.#slots.get(id)
    if (slot === undefined) return false
    this.#slots.delete(id)
    this.#ids[slot] = undefined
    const at = this.#programAt[slot]!
    const terms = termsAt(this.#programs.values, at)
    for (const term of new Set(terms)) this.#postings.takeOut(slot, term)
    for (const term of terms) this.#terms.release(term)
    this.#programs.give(at, lengthAt(this.#programs.values, at))
    this.#freeSlots.push(slot)
    return true
  }

  /** Lets queries added later be filed by how frequent their words are in reports such as this. */
  learn(report: MatchableReport): void {
    this.#frequencies.learn(streamsOf(report, this.#isAsked))
  }

  /** The ids of the queries that the report meets, in no order. */
  matching(report: MatchableReport): Id[] {
    const count = this.#find(report)
    const ids: Id[] = []
    for (let i = 0; i < count; i++) ids.push(this.#ids[this.#matched[i]!]!)
    return ids
  }

  /** The queries that the report meets, each with its places, in the order in which they were added. */
  match(report: MatchableReport): QueryMatch<Id>[] {
    const count = this.#find(report)
    const slots = this.#matched.slice(0, count).sort()
    return [...slots].map((slot) => ({
      id: this.#ids[slot]!,
      passages: this.#passages(this.#programAt[slot]!),
    }))
  }

  /** What the index takes in memory, in bytes, but for the ids. */
  get bytes(): number {
    const parts = [this.#terms, this.#frequencies, this.#programs, this.#postings, this.#seen]
    const arrays = this.#programAt.byteLength + this.#taken.byteLength + this.#matched.byteLength
    return parts.reduce((sum, part) => sum + part.bytes, arrays)
  }

  readonly #isAsked = (field: number) => this.#terms.asked[field]! > 0

  /** Puts the matching queries into `#matched` and gives their number. */
  #find(report: MatchableReport): number {
    const streams = streamsOf(report, this.#isAsked)
    if (this.#reports++ % learnEvery === 0) this.#frequencies.learn(streams)
    this.#seen.look(streams)
    return this.#probe()
  }

  /**
   * The hot loop: the posting list of each term found, guards by bit, and only then programs. It goes in passes, each
   * reading one array at places that do not hang on one another: the processor then fetches many at once, where a read
   * that waits for the one before takes a hundred nanoseconds at a million queries.
   */
  #probe(): number {
    const candidates = this.#gather()
    const { values: code } = this.#programs
    const programAt = this.#programAt
    const tagged = this.#candidates
    const programs = this.#candidatePrograms
    for (let i = 0; i < candidates; i++) programs[i] = programAt[tagged[i]! >>> 2]!
    let touched = 0
    for (let i = 0; i < candidates; i++) touched ^= code[programs[i]!]!
    this.touched = touched
    return this.#decide(candidates)
  }

  /** Puts into `#candidates` what is filed under the terms found and not turned away by its guard. */
  #gather(): number {
    const { found, foundCount, bits } = this.#seen
    const { heads } = this.#postings
    const entries = this.#postings.entries
    if (this.#blocks.length < foundCount) this.#blocks = grown(this.#blocks, foundCount)
    const blocks = this.#blocks
    let blockCount = 0
    for (let i = 0; i < foundCount; i++) {
      const head = heads[found[i]!] ?? 0
      if (head !== 0) blocks[blockCount++] = head
    }
    let count = 0
    for (let i = 0; i < blockCount; i++) {
      const head = blocks[i]!
      const size = entries[head + 1]!
      if (count + size > this.#candidates.length) {
        this.#candidates = grown(this.#candidates, count + size)
        this.#candidatePrograms = grown(this.#candidatePrograms, this.#candidates.length)
      }
      const candidates = this.#candidates
      for (let at = head + 2, end = head + 2 + 2 * size; at < end; at += 2) {
        const guard = entries[at]!
        if (guard < 0 || ((bits[guard >>> 5]! >>> (guard & 31)) & 1) === 1)
          candidates[count++] = entries[at + 1]!
      }
    }
    return count
  }

  /** Puts the candidates that match into `#matched`, each once. */
  #decide(candidates: number): number {
    if (this.#matched.length < candidates) this.#matched = grown(this.#matched, candidates)
    const matched = this.#matched
    const taken = this.#taken
    let count = 0
    let repeats = false
    for (let i = 0; i < candidates; i++) {
      const tagged = this.#candidates[i]!
      const slot = tagged >>> 2
      const isRepeated = (tagged & 2) !== 0
      if (isRepeated && ((taken[slot >>> 5]! >>> (slot & 31)) & 1) === 1) continue
      if ((tagged & 1) === 0 && !this.#tester.isTrue(this.#candidatePrograms[i]!)) continue
      if (isRepeated) {
        taken[slot >>> 5]! |= 1 << (slot & 31)
        repeats = true
      }
      matched[count++] = slot
    }
    if (repeats) for (let i = 0; i < count; i++) taken[matched[i]! >>> 5] = 0
    return count
  }

  #passages(program: number): FoundPassage[] {
    const places = this.#tester.places(program)
    const passages = new Map<string, FoundPassage>()
    for (let i = 0; i < places.length; i += 2) {
      const passage = this.#seen.passage(places[i]!, places[i + 1]!)
      if (passage) passages.set(`${passage.in ?? ''}:${passage.start}:${passage.end}`, passage)
    }
    return [...passages.values()].sort(byPlace)
  }
}

function byPlace(a: FoundPassage, b: FoundPassage): number {
  return Number(b.in === 'title') - Number(a.in === 'title') || a.start - b.start || a.end - b.end
}
