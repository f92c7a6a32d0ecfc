/** Work that never waits for anything keeps timers and sockets waiting no longer than this. */
const longestMs = 4

/**
 * Gives the event loop its turn now and then. What the embedded database is asked is done when it returns, so a row of
 * questions, each awaited, would run on without timers and sockets ever being looked at.
 */
export class LoopTurns {
  #since = performance.now()

  /** Resolves at once, or after a turn of the loop where the last one is long ago. */
  async pass(): Promise<void> {
    if (performance.now() - this.#since < longestMs) return
    await new Promise((resolve) => setImmediate(resolve))
    this.#since = performance.now()
  }
}
