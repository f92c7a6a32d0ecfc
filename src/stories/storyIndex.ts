import type { Profile } from './likeness.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The most telling words of a report, by which stories are looked up. */
const lookedUpWords = 60

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
    for (const { id, weight } of this.#telling(profile, vocabulary)) {
      for (const story of this.#storiesWith[id] ?? []) {
        if (this.#names[story] === undefined) continue
        if (this.#shared[story] === 0) found.push(story)
        this.#shared[story]! += weight * weight
      }
    }
    const most = found
      .sort((a, b) => this.#shared[b]! - this.#shared[a]! || a - b)
      .slice(0, limit)
      .map((story) => this.#names[story]!)
    for (const story of found) this.#shared[story] = 0
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
    if (words.length <= lookedUpWords) return words
    return words.sort((a, b) => b.weight - a.weight).slice(0, lookedUpWords)
  }
}
