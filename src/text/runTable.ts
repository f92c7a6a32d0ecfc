import type { Numbers } from './snapshot.ts'

/** The most places remembered of one run of words: enough for a story's copies, few enough for a common phrase. */
export const mostPlaces = 24
const parts = 256
const fullest = 0.8
const afterGrowth = 0.5
const smallestPart = 64

interface Part {
  /** 0 for an empty slot, else 8 bits of the hash. */
  tags: Uint8Array
  places: Uint32Array
  used: number
}

/** Fills in the hashes of the runs that stand at places now; 0 where nothing stands any more. */
type HashesAt = (places: Uint32Array, count: number, hashes: Int32Array) => void

/**
 * Where each remembered run of words stands: open addressing in typed arrays, 5 bytes a slot. It is cut into 256 parts
 * that grow apart, so growing at a million texts takes milliseconds at a time. What a slot says must be checked against
 * the words it points to: it may be another run with the same hash, or a text forgotten since.
 */
export class RunTable {
  readonly #parts: Part[]
  readonly #hashesAt: HashesAt

  constructor(hashesAt: HashesAt, kept?: readonly Part[]) {
    this.#hashesAt = hashesAt
    this.#parts = kept ? [...kept] : Array.from({ length: parts }, () => emptyPart(smallestPart))
  }

  get bytes(): number {
    return this.#parts.reduce((sum, part) => sum + part.tags.length * 5, 0)
  }

  save(arrays: Map<string, Numbers>): void {
    this.#parts.forEach(({ tags, places }, i) => {
      arrays.set(`table.${i}.tags`, tags)
      arrays.set(`table.${i}.places`, places)
    })
  }

  /** The parts that were saved. */
  static partsOf(arrays: ReadonlyMap<string, Numbers>): Part[] {
    return Array.from({ length: parts }, (_, i) => {
      const tags = arrays.get(`table.${i}.tags`) as Uint8Array
      const used = tags.reduce((sum, tag) => sum + (tag === 0 ? 0 : 1), 0)
      return { tags, places: arrays.get(`table.${i}.places`) as Uint32Array, used }
    })
  }

  /**
   * Reads the first slot of each chosen run: reads that do not wait for one another take 9 ns each where one after the other
   * takes 280, and find what they read in the cache afterwards.
   */
  touch(hashes: Int32Array, chosen: Int32Array, count: number): number {
    const parts = this.#parts
    let sum = 0
    for (let i = 0; i < count; i++) {
      const hash = hashes[chosen[i]!]!
      const tags = parts[hash >>> 24]!.tags
      sum += tags[slotOf(hash, tags.length)]!
    }
    return sum
  }

  /** Writes the places that may hold the run into `found` and returns their number. The hot loop of asking. */
  find(hash: number, found: Uint32Array): number {
    const part = this.#parts[hash >>> 24]!
    const tags = part.tags
    const size = tags.length
    const tag = tagOf(hash)
    let slot = slotOf(hash, size)
    let count = 0
    let held: number
    while ((held = tags[slot]!) !== 0) {
      if (held === tag && count < mostPlaces) found[count++] = part.places[slot]!
      if (++slot === size) slot = 0
    }
    return count
  }

  /** Remembers one more place of a run, unless enough are remembered. */
  add(hash: number, place: number): void {
    const part = this.#parts[hash >>> 24]!
    const tags = part.tags
    const size = tags.length
    const tag = tagOf(hash)
    let slot = slotOf(hash, size)
    let same = 0
    let held: number
    while ((held = tags[slot]!) !== 0) {
      if (held === tag && ++same >= mostPlaces) return
      if (++slot === size) slot = 0
    }
    tags[slot] = tag
    part.places[slot] = place
    if (++part.used > size * fullest) this.#rebuild(hash >>> 24)
  }

  /** Makes a part anew without the runs of forgotten texts, larger where it must be. */
  #rebuild(index: number): void {
    const { tags, places, used } = this.#parts[index]!
    const kept = new Uint32Array(used)
    const hashes = new Int32Array(used)
    let count = 0
    for (let slot = 0; slot < tags.length; slot++) if (tags[slot] !== 0) kept[count++] = places[slot]!
    this.#hashesAt(kept, count, hashes)
    let live = 0
    for (let i = 0; i < count; i++) {
      const hash = hashes[i]!
      if (hash === 0 || hash >>> 24 !== index) continue
      hashes[live] = hash
      kept[live++] = kept[i]!
    }
    const part = emptyPart(Math.max(smallestPart, Math.ceil(live / afterGrowth)))
    for (let i = 0; i < live; i++) put(part, hashes[i]!, kept[i]!)
    this.#parts[index] = part
  }
}

function emptyPart(size: number): Part {
  return { tags: new Uint8Array(size), places: new Uint32Array(size), used: 0 }
}

function put(part: Part, hash: number, place: number): void {
  const size = part.tags.length
  let slot = slotOf(hash, size)
  while (part.tags[slot] !== 0) if (++slot === size) slot = 0
  part.tags[slot] = tagOf(hash)
  part.places[slot] = place
  part.used++
}

function slotOf(hash: number, size: number): number {
  return (((hash & 0xffffff) * size) / 0x1000000) | 0
}

function tagOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 24 || 1
}
