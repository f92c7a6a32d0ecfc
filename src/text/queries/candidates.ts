import { grown } from './growing.ts'
import { headSize, type Postings } from './postings.ts'
import type { SeenTerms } from './seen.ts'

/**
 * The programs that a report brings up: those in the posting lists of its terms whose guard it has. What is done with
 * them goes in passes, each reading one array at places that do not hang on one another: the processor then fetches many
 * at once, where a read that waits for the one before takes a hundred nanoseconds at a million queries.
 */
export class Candidates {
  readonly #seen: SeenTerms
  readonly #postings: Postings
  readonly #choicePostings: Postings
  /** Addresses of programs that their filing decides. */
  decided: Int32Array = new Int32Array(256)
  decidedCount = 0
  /** Addresses of programs that are to be tested. */
  tested: Int32Array = new Int32Array(256)
  testedCount = 0

  /** In `choicePostings` are those whose guard is a choice. */
  constructor(seen: SeenTerms, postings: Postings, choicePostings: Postings) {
    this.#seen = seen
    this.#postings = postings
    this.#choicePostings = choicePostings
  }

  get bytes(): number {
    return this.decided.byteLength + this.tested.byteLength
  }

  /** Takes up what the report that was looked at last brings up, in the place of what was there. */
  gather(): void {
    const { blocks, blockCount, choiceBlocks, choiceBlockCount } = this.#seen
    this.#makeRoom(
      sizeOf(blocks, blockCount, this.#postings.entries) +
        sizeOf(choiceBlocks, choiceBlockCount, this.#choicePostings.entries),
    )
    this.decidedCount = 0
    this.testedCount = 0
    this.#gatherGuarded(blocks, blockCount)
    this.#gatherChoices(choiceBlocks, choiceBlockCount)
  }

  #makeRoom(most: number): void {
    if (most <= this.decided.length) return
    this.decided = grown(this.decided, most)
    this.tested = grown(this.tested, most)
  }

  /** The guard's bit is added to the count: a branch would be foretold wrongly too often. */
  #gatherGuarded(blocks: Int32Array, blockCount: number): void {
    const { bits } = this.#seen
    const { entries } = this.#postings
    const { decided, tested } = this
    let { decidedCount, testedCount } = this
    for (let i = 0; i < blockCount; i++) {
      const first = blocks[i]! + headSize
      const firstTested = first + 2 * entries[first - 1]!
      const end = first + 2 * entries[first - 2]!
      for (let at = first; at < firstTested; at += 2) {
        const guard = entries[at]!
        decided[decidedCount] = entries[at + 1]!
        decidedCount += (bits[guard >>> 5]! >>> (guard & 31)) & 1
      }
      for (let at = firstTested; at < end; at += 2) {
        const guard = entries[at]!
        tested[testedCount] = entries[at + 1]!
        testedCount += (bits[guard >>> 5]! >>> (guard & 31)) & 1
      }
    }
    this.decidedCount = decidedCount
    this.testedCount = testedCount
  }

  #gatherChoices(blocks: Int32Array, blockCount: number): void {
    const { bits } = this.#seen
    const { entries } = this.#choicePostings
    const { decided, tested } = this
    let { decidedCount, testedCount } = this
    for (let i = 0; i < blockCount; i++) {
      const first = blocks[i]! + headSize
      const firstTested = first + 4 * entries[first - 1]!
      const end = first + 4 * entries[first - 2]!
      for (let at = first; at < end; at += 4) {
        const [a, b, c] = [entries[at]!, entries[at + 1]!, entries[at + 2]!]
        const isThere =
          ((bits[a >>> 5]! >>> (a & 31)) | (bits[b >>> 5]! >>> (b & 31)) | (bits[c >>> 5]! >>> (c & 31))) & 1
        const address = entries[at + 3]!
        if (at < firstTested) {
          decided[decidedCount] = address
          decidedCount += isThere
        } else {
          tested[testedCount] = address
          testedCount += isThere
        }
      }
    }
    this.decidedCount = decidedCount
    this.testedCount = testedCount
  }
}

/** How many entries the blocks have together. */
function sizeOf(blocks: Int32Array, blockCount: number, entries: Int32Array): number {
  let size = 0
  for (let i = 0; i < blockCount; i++) size += entries[blocks[i]! + 1]!
  return size
}
