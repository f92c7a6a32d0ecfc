import type { Profile } from './likeness.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The most telling words of a report, by which stories are looked up. */
const lookedUpWords = 60
/** Entries of their lists that are read, the most telling words first: a word that thousands have finds none. */
const mostVisited = 4000

/** Which stories have a word. Stories are numbers here; what was removed is left in the lists until they are next read. */
export class StoryIndex {
  readonly #names: (string | undefined)[] = []
  readonly #free: number[] = []
  readonly #storiesWith: (number[] | undefined)[] = []
  /** The words each story is listed with. */
  readonly #words: Set<number>[] = []
  #removed = new Set<number>()
  /** How much of the report looked up each story shares. */
  #shared: Float64Array<ArrayBuffer> = new Float64Array(1 << 10)

  /** Gives a story its number. */
  add(name: string): number {
    const number = this.#free.pop() ?? this.#names.length
    this.#names[number] = name
    this.#words[number] = new Set()
    if (number >= this.#shared.length) this.#shared = new Float64Array(this.#shared.length * 2)
    return number
  }

  /** Says that a story has a report's words. */
  list(number: number, profile: Profile): void {
    const words = this.#words[number]!
    for (const id of profile.ids.subarray(0, profile.words)) {
      if (words.has(id)) continue
      words.add(id)
      const stories = this.#storiesWith[id]
      if (stories) stories.push(number)
      else this.#storiesWith[id] = [number]
    }
  }

  remove(number: number): void {
    this.#names[number] = undefined
    this.#words[number] = new Set()
    this.#removed.add(number)
    if (this.#removed.size > 1000 + (this.#names.length - this.#removed.size)) this.#sweep()
  }

  /** The names of the stories that share most of a report's telling words, the most first. */
  lookUp(profile: Profile, vocabulary: Vocabulary, limit: number): string[] {
    const found: number[] = []
    let visited = 0
    for (const { id, weight } of this.#telling(profile, vocabulary)) {
      const stories = this.#storiesWith[id]!
      visited += stories.length
      if (visited > mostVisited && found.length >= limit) break
      for (const story of stories) {
        if (this.#names[story] === undefined) continue
        if (this.#shared[story] === 0) found.push(story)
        this.#shared[story]! += weight * weight
      }
    }
    const most = this.#most(found, limit).map((story) => this.#names[story]!)
    for (const story of found) this.#shared[story] = 0
    return most
  }

  /** The stories that share most, the most first; of equals the one with the lower number. */
  #most(found: readonly number[], limit: number): number[] {
    const shared = this.#shared
    const most: number[] = []
    for (const story of found) {
      if (most.length === limit && shared[story]! < shared[most[limit - 1]!]!) continue
      most.push(story)
      most.sort((a, b) => shared[b]! - shared[a]! || a - b)
      if (most.length > limit) most.pop()
    }
    return most
  }

  /** Takes removed stories out of every list, and lets their numbers be given again. */
  #sweep(): void {
    this.#storiesWith.forEach((stories, id) => {
      const left = stories?.filter((story) => !this.#removed.has(story))
      if (left && left.length < stories!.length) this.#storiesWith[id] = left.length > 0 ? left : undefined
    })
    this.#free.push(...this.#removed)
    this.#removed = new Set()
  }

  /** A report's words that stories have, the most telling. */
  #telling(
    { ids, words: count, weights }: Profile,
    vocabulary: Vocabulary,
  ): { id: number; weight: number }[] {
    const words: { id: number; weight: number }[] = []
    for (let i = 0; i < count; i++) {
      const id = ids[i]!
      if (this.#storiesWith[id]) words.push({ id, weight: weights[i]! * vocabulary.weight(id) })
    }
    return words.sort((a, b) => b.weight - a.weight).slice(0, lookedUpWords)
  }
}
