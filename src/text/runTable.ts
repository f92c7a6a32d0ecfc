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

/**
 * Where each remembered run of words stands: open addressing in typed arrays, 5 bytes a slot. It is cut into 256 parts
 * that grow apart, so growing at a million texts takes milliseconds at a time. What a slot says must be checked against
 * the words it points to: it may be another run with the same hash, or a text forgotten since.
 */
export class RunTable {
  readonly #parts: Part[]
  /** The hash of the run at a place now, or 0 when nothing stands there any more. */
  readonly #hashAt: (place: number) => number

  constructor(hashAt: (place: number) => number, kept?: readonly Part[]) {
    this.#hashAt = hashAt
    this.#parts = kept ? [...kept] : Array.from({ length: parts }, () => emptyPart(smallestPart))
  }

  get bytes(): number {
    return this.#parts.reduce((sum, part) => sum + part.tags.length * 5, 0)
  }

  get parts(): readonly Readonly<Part>[] {
    return this.#parts
  }

  /**
   * Reads the first slot of each run: reads that do not wait for one another take 9 ns each where one after the other
   * takes 280, and find what they read in the cache afterwards.
   */
  touch(hashes: Int32Array, count: number): number {
    const parts = this.#parts
    let sum = 0
    for (let i = 0; i < count; i++) {
      const hash = hashes[i]!
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
    const { tags, places } = this.#parts[index]!
    const hashes = new Int32Array(tags.length)
    let live = 0
    for (let slot = 0; slot < tags.length; slot++) {
      if (tags[slot] === 0) continue
      const hash = this.#hashAt(places[slot]!)
      if (hash === 0 || hash >>> 24 !== index || tagOf(hash) !== tags[slot]) continue
      hashes[slot] = hash
      live++
    }
    const part = emptyPart(Math.max(smallestPart, Math.ceil(live / afterGrowth)))
    for (let slot = 0; slot < tags.length; slot++) {
      if (hashes[slot] !== 0) put(part, hashes[slot]!, places[slot]!)
    }
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
