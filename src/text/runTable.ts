import type { Numbers } from './snapshot.ts'

/** The most places remembered of one run of words: enough for a story's copies, few enough for a common phrase. */
export const mostPlaces = 24
const partBits = 6
const parts = 1 << partBits
const regionBits = 6
const regions = 1 << regionBits
const tagBits = 16
/** Part of the homes that are taken when a part is made larger, and by how much it then grows. */
const fullest = 0.85
const leastGrowth = 1.2
const mostGrowth = 1.3
const smallestRegion = 16
/** Slots behind the last home of a region, for what is pushed out at its end. The very last stays empty. */
const slack = 64

interface Part {
  /** Slots of each region, slack included. */
  readonly length: number
  /**
   * 0 for an empty slot, else the 16 bits of the hash that say where in its region the run is at home. They stand in
   * order, each at its home or as near behind it as there is room.
   */
  readonly tags: Uint16Array
  readonly places: Uint32Array
  used: number
  /** How often places had been freed when it was made. */
  readonly freed: number
}

/** What the places point into: whether something still stands at one, and how often some were freed. */
export interface Places {
  isKept(place: number): boolean
  readonly freed: number
}

/**
 * Where each remembered run of words stands: ordered linear probing (Amble and Knuth, 1974) in typed arrays, 6 bytes a
 * slot. The first 6 bits of a run's hash say in which part it is, the next 6 in which region of it, the next 16 are its
 * tag and say where in the region. So a part can be made larger from itself alone, from front to back; reading the words
 * again, wherever they are in memory, took a third of the time of asking and adding. Parts grow one at a time, in
 * milliseconds each at a million texts. What a slot says must be checked against the words it points to: it may be
 * another run with the same 28 bits, or a text forgotten since.
 */
export class RunTable {
  readonly #parts: Part[]
  readonly #pointed: Places
  #spreads = new Int32Array(1 << 12)
  #homes = new Int32Array(1 << 12)

  constructor(pointed: Places, kept?: readonly Part[]) {
    this.#pointed = pointed
    this.#parts = kept ? [...kept] : Array.from({ length: parts }, () => emptyPart(smallestRegion, 0))
  }

  get bytes(): number {
    return this.#parts.reduce((sum, part) => sum + part.tags.byteLength + part.places.byteLength, 0)
  }

  save(arrays: Map<string, Numbers>): void {
    arrays.set(
      'table.used',
      Int32Array.from(this.#parts, (part) => part.used),
    )
    this.#parts.forEach(({ tags, places }, i) => {
      arrays.set(`table.${i}.tags`, tags)
      arrays.set(`table.${i}.places`, places)
    })
  }

  /** The parts that were saved. */
  static partsOf(arrays: ReadonlyMap<string, Numbers>): Part[] {
    const used = arrays.get('table.used') as Int32Array
    return Array.from({ length: parts }, (_, i) => {
      const tags = arrays.get(`table.${i}.tags`) as Uint16Array
      const places = arrays.get(`table.${i}.places`) as Uint32Array
      return { length: tags.length / regions, tags, places, used: used[i]!, freed: -1 }
    })
  }

  /**
   * Takes the chosen runs, for `find` and `add` to go by: where each is at home, and then, in a loop that does nothing
   * else, what stands there. Reads that do not wait for one another take 9 ns each where one after the other takes 280,
   * and find what they read in the cache afterwards. Where runs are to be added the places are read as well.
   */
  take(hashes: Int32Array, chosen: Int32Array, count: number, toAdd: boolean): number {
    if (count > this.#homes.length) this.#grow(count)
    const parts = this.#parts
    const spreads = this.#spreads
    const homes = this.#homes
    for (let i = 0; i < count; i++) {
      const spread = spreadOf(hashes[chosen[i]!]!)
      spreads[i] = spread
      homes[i] = homeOf(spread, parts[partOf(spread)]!.length)
    }
    let sum = 0
    for (let i = 0; i < count; i++) sum ^= parts[partOf(spreads[i]!)]!.tags[homes[i]!]!
    if (toAdd) for (let i = 0; i < count; i++) sum ^= parts[partOf(spreads[i]!)]!.places[homes[i]!]!
    return sum
  }

  /** Writes the places that may hold the taken run `i` into `found` and returns their number. */
  find(i: number, found: Uint32Array): number {
    const spread = this.#spreads[i]!
    const part = this.#parts[partOf(spread)]!
    const tags = part.tags
    const tag = tagOf(spread)
    let slot = this.#homes[i]!
    let held = tags[slot]!
    while (held < tag && held !== 0) held = tags[++slot]!
    let count = 0
    while (held === tag) {
      found[count++] = part.places[slot]!
      held = tags[++slot]!
    }
    return count
  }

  /** Remembers one more place of the taken run `i`, unless enough are remembered. */
  add(i: number, place: number): void {
    const spread = this.#spreads[i]!
    const part = this.#parts[partOf(spread)]!
    const { tags, places, length } = part
    const tag = tagOf(spread)
    // Not what was taken: the part may have been made anew since.
    let slot = homeOf(spread, length)
    let held = tags[slot]!
    while (held < tag && held !== 0) held = tags[++slot]!
    const first = slot
    while (held === tag) held = tags[++slot]!
    if (slot - first >= mostPlaces) return
    let moved = tag
    let movedPlace = place
    while (held !== 0) {
      const heldPlace = places[slot]!
      tags[slot] = moved
      places[slot] = movedPlace
      moved = held
      movedPlace = heldPlace
      held = tags[++slot]!
    }
    tags[slot] = moved
    places[slot] = movedPlace
    const homes = length - slack
    const isLast = slot === (regionOf(spread) + 1) * length - 2
    if (++part.used > homes * (regions * fullest)) this.#remake(partOf(spread), smallestRegion)
    else if (isLast) this.#remake(partOf(spread), homes * leastGrowth)
  }

  #grow(atLeast: number): void {
    this.#spreads = new Int32Array(atLeast * 2)
    this.#homes = new Int32Array(atLeast * 2)
  }

  /** Makes a part anew without the runs of forgotten texts, larger where it must be. */
  #remake(index: number, atLeast: number): void {
    const part = this.#parts[index]!
    const live = part.freed === this.#pointed.freed ? part.used : this.#compact(part)
    // By steps of their own, so that they do not all grow at once.
    const growth = leastGrowth + ((mostGrowth - leastGrowth) * index) / parts
    let size = Math.max(atLeast, (live * growth) / fullest / regions)
    let fresh: Part
    do {
      fresh = emptyPart(size, this.#pointed.freed)
      size = (fresh.length - slack) * growth
    } while (!refill(fresh, part))
    fresh.used = live
    this.#parts[index] = fresh
  }

  /** Moves what is not forgotten to the front of each region; the part can only be made anew then. Returns how many. */
  #compact({ tags, places, length }: Part): number {
    let live = 0
    for (let first = 0; first < tags.length; first += length) {
      let kept = first
      for (let slot = first; slot < first + length; slot++) {
        const place = places[slot]!
        if (tags[slot] === 0 || !this.#pointed.isKept(place)) continue
        tags[kept] = tags[slot]!
        places[kept++] = place
      }
      tags.fill(0, kept, first + length)
      live += kept - first
    }
    return live
  }
}

/** Puts what a part holds into an empty one; false when a region of it is too small. */
function refill(fresh: Part, { tags, places, length }: Part): boolean {
  for (let region = 0; region < regions; region++) {
    const first = region * fresh.length
    const last = first + fresh.length - 2
    let next = first
    for (let slot = region * length; slot < (region + 1) * length; slot++) {
      const tag = tags[slot]!
      if (tag === 0) continue
      const home = first + homeInRegion(tag, fresh.length)
      if (home > next) next = home
      if (next >= last) return false
      fresh.tags[next] = tag
      fresh.places[next++] = places[slot]!
    }
  }
  return true
}

function emptyPart(homes: number, freed: number): Part {
  const length = Math.max(smallestRegion, Math.ceil(homes)) + slack
  return {
    length,
    tags: new Uint16Array(length * regions),
    places: new Uint32Array(length * regions),
    used: 0,
    freed,
  }
}

/** The hash mixed once more: of the runs that are kept, being the least of several, most begin with zeros. */
function spreadOf(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1)
}

function partOf(spread: number): number {
  return spread >>> (32 - partBits)
}

function regionOf(spread: number): number {
  return (spread >>> (32 - partBits - regionBits)) & (regions - 1)
}

function tagOf(spread: number): number {
  return (spread >>> (32 - partBits - regionBits - tagBits)) & 0xffff || 1
}

function homeOf(spread: number, length: number): number {
  return regionOf(spread) * length + homeInRegion(tagOf(spread), length)
}

/** Regions of more than 65,536 slots, at three million texts and more, have homes in every second slot, and so on. */
function homeInRegion(tag: number, length: number): number {
  return (tag * (length - slack) * 2 ** -tagBits) | 0
}
