/**
 * How likely letters of one script stand for letters of another: the joint chance of each pair of chunks (one to three
 * letters of the Latin name, none to two of the other), where `^` and `$` stand for the edges of a name. A name pair's
 * chance is the sum over all ways to cut both into chunks: the many-to-many model of Jiampojamarn et al. (2007).
 */
export interface ChunkPairs {
  /** Chunks of the Latin side; the first is the empty one. */
  readonly latin: readonly string[]
  /** Chunks of the other script; the first is the empty one. */
  readonly native: readonly string[]
  /** The chance of each pair, `latin × native`. */
  readonly chance: Float64Array
}

/** A name cut into all its chunks: their ids by place and length, -1 where the model does not know one. */
export interface CutName {
  readonly length: number
  readonly ids: Int32Array
  /** Logarithm of the chance of meeting the name at all, by the same model. */
  readonly logChance: number
}

export const mostLatin = 3
export const mostNative = 2
/** What is left for a letter that stands for one the model never saw it stand for, or for none. */
const unseen = 1e-7
const longest = 40
/** Cuts further than this from the straight line between both names are not looked at. */
const band = 3.5

export class LetterModel {
  readonly #pairs: ChunkPairs
  readonly #latinIds: Map<string, number>
  readonly #nativeIds: Map<string, number>
  readonly #latinChance: Float64Array
  readonly #nativeChance: Float64Array
  readonly #sums = new Float64Array((longest + 3) * (longest + 3))

  constructor(pairs: ChunkPairs) {
    this.#pairs = pairs
    this.#latinIds = new Map(pairs.latin.map((chunk, id) => [chunk, id]))
    this.#nativeIds = new Map(pairs.native.map((chunk, id) => [chunk, id]))
    this.#latinChance = new Float64Array(pairs.latin.length)
    this.#nativeChance = new Float64Array(pairs.native.length)
    const width = pairs.native.length
    pairs.chance.forEach((chance, i) => {
      this.#latinChance[Math.floor(i / width)]! += chance
      this.#nativeChance[i % width]! += chance
    })
  }

  /** Cuts a folded Latin name. See `foldLatin`. */
  cutLatin(name: string): CutName {
    return cut(name, this.#latinIds, this.#latinChance, mostLatin)
  }

  /** Cuts a folded name of the other script. */
  cutNative(name: string): CutName {
    return cut(name, this.#nativeIds, this.#nativeChance, mostNative)
  }

  /**
   * How much more likely the two are one name than two, as a natural logarithm: above 0 speaks for it, and among a
   * thousand candidates about 7 more are needed.
   */
  evidence(latin: CutName, native: CutName): number {
    return Math.log(this.#joint(latin, native)) - latin.logChance - native.logChance
  }

  /** The hot loop: the summed chance of all ways to cut both names into chunks that stand for each other. */
  #joint(latin: CutName, native: CutName): number {
    const {
      chance,
      native: { length: width },
    } = this.#pairs
    const sums = this.#sums
    const row = native.length + 1
    const latinIds = latin.ids
    const nativeIds = native.ids
    const slope = native.length / latin.length
    for (let i = 0; i <= latin.length; i++) {
      for (let j = 0; j <= native.length; j++) {
        if (Math.abs(i * slope - j) > band) {
          sums[i * row + j] = 0
          continue
        }
        let sum = i === 0 && j === 0 ? 1 : 0
        const most = i < mostLatin ? i : mostLatin
        const mostHere = j < mostNative ? j : mostNative
        for (let a = 0; a <= most; a++) {
          const id = a === 0 ? 0 : latinIds[(i - a) * mostLatin + a - 1]!
          if (id < 0) continue
          const before = (i - a) * row + j
          for (let b = a === 0 ? 1 : 0; b <= mostHere; b++) {
            const other = b === 0 ? 0 : nativeIds[(j - b) * mostNative + b - 1]!
            if (other >= 0) sum += sums[before - b]! * chance[id * width + other]!
          }
        }
        if (i > 0) sum += sums[(i - 1) * row + j]! * unseen
        if (j > 0) sum += sums[i * row + j - 1]! * unseen
        if (i > 0 && j > 0) sum += sums[(i - 1) * row + j - 1]! * unseen
        sums[i * row + j] = sum
      }
    }
    return sums[latin.length * row + native.length]!
  }
}

function cut(name: string, known: Map<string, number>, chances: Float64Array, most: number): CutName {
  const letters = `^${name.slice(0, longest)}$`
  const ids = new Int32Array(letters.length * most).fill(-1)
  const sums = new Float64Array(letters.length + 1)
  sums[0] = 1
  for (let i = 0; i < letters.length; i++) {
    sums[i + 1]! += sums[i]! * unseen
    for (let size = 1; size <= most && i + size <= letters.length; size++) {
      const id = known.get(letters.slice(i, i + size))
      if (id === undefined) continue
      ids[i * most + size - 1] = id
      sums[i + size]! += sums[i]! * chances[id]!
    }
  }
  return { length: letters.length, ids, logChance: Math.log(sums[letters.length]!) }
}
