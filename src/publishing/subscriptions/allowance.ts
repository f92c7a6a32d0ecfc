const hourMs = 3_600_000
const mostPeers = 10_000

/** Counts what each peer does within an hour, so that one cannot make endless subscriptions or mail. */
export class Allowance {
  readonly #most: number
  readonly #used = new Map<string, { count: number; until: number }>()

  constructor(most: number) {
    this.#most = most
  }

  /** True while the peer may do it once more; counts it. */
  take(peer: string, now: Date): boolean {
    const at = now.getTime()
    const used = this.#used.get(peer)
    if (!used || used.until <= at) {
      if (this.#used.size >= mostPeers) this.#used.delete(this.#used.keys().next().value!)
      this.#used.delete(peer)
      this.#used.set(peer, { count: 1, until: at + hourMs })
      return true
    }
    used.count++
    return used.count <= this.#most
  }
}
