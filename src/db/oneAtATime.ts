/** Gives a turn to one at a time, in the order they asked. */
export class OneAtATime {
  #last: Promise<void> = Promise.resolve()

  /** Resolves when all who asked before are done. Call what comes back when done. */
  async take(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const turn = this.#last
    this.#last = promise
    await turn
    return resolve
  }
}
