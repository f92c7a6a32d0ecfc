/**
 * Puts together what is asked for one by one: all that came while the last lot was in work is handled next, in one go.
 * Whoever adds something waits for its own result.
 */
export class Gatherer<Item, Result> {
  readonly #most: number
  readonly #handle: (items: readonly Item[]) => Promise<readonly Result[]>
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = []
  #isAtWork = false

  /** `handle` is given `most` items at most and gives their results in the same order. */
  constructor(most: number, handle: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#most = most
    this.#handle = handle
  }

  add(item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    this.#waiting.push({ item, resolve, reject })
    if (!this.#isAtWork) {
      this.#isAtWork = true
      // What is added in the same turn of the event loop goes along.
      setImmediate(() => void this.#work())
    }
    return promise
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, this.#most)
      try {
        const results = await this.#handle(some.map(({ item }) => item))
        for (const [i, { resolve }] of some.entries()) resolve(results[i]!)
      } catch (error) {
        for (const { reject } of some) reject(error)
      }
    }
    this.#isAtWork = false
  }
}
