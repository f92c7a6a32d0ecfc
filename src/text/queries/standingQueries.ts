import { Candidates } from './candidates.ts'
import { type Filing, fileUnderRarest, mostGuards } from './filing.ts'
import { Frequencies } from './frequencies.ts'
import { Arena, grown } from './growing.ts'
import { nodeOf } from './node.ts'
import { Owners } from './owners.ts'
import { Postings } from './postings.ts'
import { encode, lengthOfProgram, termsOfProgram } from './program.ts'
import type { Query } from './query.ts'
import { type FoundPassage, type MatchableReport, streamsOf } from './report.ts'
import { SeenTerms } from './seen.ts'
import { blockIn, choiceBlockIn, Terms } from './terms.ts'
import { Tester } from './tester.ts'

export interface QueryMatch<Id> {
  readonly id: Id
  /** Where the query was met, in order, each place once; what only a field without a place says has none. */
  readonly passages: readonly FoundPassage[]
}

/** Of so many reports matched, one is counted for how frequent terms are. */
const learnEvery = 128
/** Before a program: whose it is, and the last report it was tested against. */
const programHead = 2
const stampIn = 1
const lastStamp = 0x7fffffff

/**
 * Standing queries, matched against one report at a time. Each is filed under the rarest term that it cannot do
 * without; a report brings up only those filed under its own terms, which are then tested by the places of their words.
 * Queries that say the same share one program. Queries come and go while it runs.
 */
export class StandingQueries<Id = string> {
  readonly #slots = new Map<Id, number>()
  readonly #ids: (Id | undefined)[] = []
  readonly #freeSlots: number[] = []
  readonly #terms = new Terms()
  readonly #frequencies = new Frequencies()
  readonly #programs = new Arena()
  readonly #owners = new Owners()
  readonly #postings = new Postings(this.#terms, blockIn, 1)
  /** Those whose guard is a choice. */
  readonly #choicePostings = new Postings(this.#terms, choiceBlockIn, mostGuards)
  readonly #seen = new SeenTerms(this.#terms)
  readonly #candidates = new Candidates(this.#seen, this.#postings, this.#choicePostings)
  readonly #tester = new Tester(this.#programs, this.#seen)
  /** For each slot the address of its program. */
  #programOf: Int32Array = new Int32Array(16)
  /** Whose the programs are that it meets, see `Owners`. */
  #metOwners: Int32Array = new Int32Array(256)
  /** The slots of all queries that the report meets. */
  #met: Int32Array = new Int32Array(256)
  /** Keeps the reads that only warm the nearest memory from being left out as useless. */
  touched = 0
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
    if (slot >= this.#programOf.length) this.#programOf = grown(this.#programOf, slot + 1)
    const filing = fileUnderRarest(nodeOf(query, this.#terms, this.#frequencies))
    const code = encode(filing)
    const postings = filing.guard.length > 1 ? this.#choicePostings : this.#postings
    const shared = this.#findShared(postings, filing, code)
    if (shared > 0) this.#share(shared, slot)
    else {
      const address = this.#newProgram(slot, code)
      postings.file(address, filing.anchors, filing.guard, filing.untested.length === 0)
    }
  }

  remove(id: Id): boolean {
    const slot = this.#slots.get(id)
    if (slot === undefined) return false
    this.#slots.delete(id)
    this.#ids[slot] = undefined
    this.#freeSlots.push(slot)
    const address = this.#programOf[slot]!
    const code = this.#programs.values
    const terms = termsOfProgram(code, address + programHead)
    const owner = code[address]!
    if (owner < 0) code[address] = this.#owners.without(owner, slot)
    else {
      for (const term of new Set(terms)) {
        this.#postings.takeOut(address, term)
        this.#choicePostings.takeOut(address, term)
      }
      this.#programs.give(address, programHead + lengthOfProgram(code, address + programHead))
    }
    for (const term of terms) this.#terms.release(term)
    return true
  }

  /** Lets queries added later be filed by how frequent their words are in reports such as this. */
  learn(report: MatchableReport): void {
    this.#frequencies.learn(streamsOf(report, this.#isAsked))
  }

  /** The ids of the queries that the report meets, in no order. */
  matching(report: MatchableReport): Id[] {
    const count = this.#findMet(report)
    const met = this.#met
    const ids: Id[] = new Array(count)
    for (let i = 0; i < count; i++) ids[i] = this.#ids[met[i]!]!
    return ids
  }

  /** The queries that the report meets, each with its places, in the order in which they were added. */
  match(report: MatchableReport): QueryMatch<Id>[] {
    const count = this.#findMet(report)
    const slots = this.#met.slice(0, count).sort()
    const passages = new Map<number, FoundPassage[]>()
    return Array.from(slots, (slot) => {
      const address = this.#programOf[slot]!
      const known = passages.get(address) ?? this.#passages(address)
      passages.set(address, known)
      return { id: this.#ids[slot]!, passages: known }
    })
  }

  /** What the index takes in memory, in bytes, but for the ids. */
  get bytes(): number {
    const parts = [this.#terms, this.#frequencies, this.#programs, this.#owners, this.#seen, this.#candidates]
    const postings = [this.#postings, this.#choicePostings]
    const arrays = [this.#programOf, this.#metOwners, this.#met]
    return [
      ...[...parts, ...postings].map(({ bytes }) => bytes),
      ...arrays.map(({ byteLength }) => byteLength),
    ].reduce((sum, bytes) => sum + bytes)
  }

  readonly #isAsked = (field: number) => this.#terms.asked[field]! > 0

  /** The same program, filed alike under whichever anchor has the fewest; 0 when there is none. */
  #findShared(postings: Postings, { anchors, guard }: Filing, code: readonly number[]): number {
    const counts = anchors.map((term) => postings.countUnder(term))
    const anchor = anchors[counts.indexOf(Math.min(...counts))]!
    return postings.find(anchor, guard, (address) => this.#isProgram(address, code))
  }

  #isProgram(address: number, code: readonly number[]): boolean {
    const { values } = this.#programs
    for (let i = 0; i < code.length; i++) if (values[address + programHead + i] !== code[i]) return false
    return true
  }

  #newProgram(slot: number, code: readonly number[]): number {
    const address = this.#programs.take(programHead + code.length)
    const { values } = this.#programs
    values[address] = slot
    values[address + stampIn] = 0
    values.set(code, address + programHead)
    this.#programOf[slot] = address
    return address
  }

  /** The terms of a shared program are counted for each who shares it. */
  #share(address: number, slot: number): void {
    const { values } = this.#programs
    values[address] = this.#owners.with(values[address]!, slot)
    this.#programOf[slot] = address
  }

  /** Puts the slots of the queries that the report meets into `#met` and gives their number. */
  #findMet(report: MatchableReport): number {
    const streams = streamsOf(report, this.#isAsked)
    if (this.#reports % learnEvery === 0) this.#frequencies.learn(streams)
    this.#nextStamp()
    this.#seen.look(streams)
    this.#candidates.gather()
    const most = this.#candidates.decidedCount + this.#candidates.testedCount
    if (most > this.#metOwners.length) this.#metOwners = grown(this.#metOwners, most)
    return this.#spread(this.#test(this.#takeDecided()))
  }

  #nextStamp(): void {
    if (++this.#reports < lastStamp) return
    this.#reports = 1
    for (const slot of this.#slots.values()) {
      this.#programs.values[this.#programOf[slot]! + stampIn] = 0
    }
  }

  /** Puts into `#metOwners` whose the decided programs are, each once, and gives their number. */
  #takeDecided(): number {
    const code = this.#programs.values
    const { decided, decidedCount } = this.#candidates
    const owners = this.#metOwners
    const stamp = this.#reports
    let count = 0
    for (let i = 0; i < decidedCount; i++) {
      const address = decided[i]!
      owners[count] = code[address]!
      const sinceStamp = code[address + stampIn]! ^ stamp
      code[address + stampIn] = stamp
      count += (sinceStamp | -sinceStamp) >>> 31
    }
    return count
  }

  /** Adds those of the tested that are met to the `count` owners there are, each once. */
  #test(count: number): number {
    const code = this.#programs.values
    const { tested, testedCount } = this.#candidates
    const owners = this.#metOwners
    const stamp = this.#reports
    let touched = 0
    for (let i = 0; i < testedCount; i++) touched ^= code[tested[i]!]!
    this.touched = touched
    let met = count
    for (let i = 0; i < testedCount; i++) {
      const address = tested[i]!
      if (code[address + stampIn] === stamp) continue
      code[address + stampIn] = stamp
      if (this.#tester.isMet(address + programHead)) owners[met++] = code[address]!
    }
    return met
  }

  /** Puts into `#met` the slots of so many owners. */
  #spread(ownerCount: number): number {
    const { lists } = this.#owners
    const owners = this.#metOwners
    let total = 0
    for (let i = 0; i < ownerCount; i++) total += owners[i]! >= 0 ? 1 : lists[~owners[i]! + 1]!
    if (total > this.#met.length) this.#met = grown(this.#met, total)
    const met = this.#met
    let count = 0
    for (let i = 0; i < ownerCount; i++) {
      const owner = owners[i]!
      if (owner >= 0) {
        met[count++] = owner
        continue
      }
      const first = ~owner + 2
      for (let at = first, end = first + lists[first - 1]!; at < end; at++) met[count++] = lists[at]!
    }
    return count
  }

  #passages(address: number): FoundPassage[] {
    const places = this.#tester.places(address + programHead)
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
