const atFirst = 4
const atMost = 32
/** An answer that takes longer than this is slow. */
const slowMs = 2000
const mostHosts = 10_000
const busyMs = 2000

interface Host {
  inWork: number
  allowed: number
}

/**
 * Who is reached now. A host is reached by a few at once, by more while it answers quickly, and by one after it was slow
 * or failed: so it takes no places from the others. A subscriber is sent one thing at a time.
 */
export class Turns {
  readonly #hosts = new Map<string, Host>()
  readonly #inWork = new Set<string>()

  /** Does something in the turn of `who` at a host. Undefined where it is not its turn. */
  async take<Result>(who: string, host: string, act: () => Promise<Result>): Promise<Result | undefined> {
    const state = this.#host(host)
    if (this.#inWork.has(who) || state.inWork >= state.allowed) return undefined
    this.#inWork.add(who)
    state.inWork++
    const started = performance.now()
    try {
      return await act()
    } finally {
      const isSlow = performance.now() - started > slowMs
      state.allowed = isSlow ? 1 : Math.min(atMost, state.allowed + 1)
      state.inWork--
      this.#inWork.delete(who)
    }
  }

  /** Lets one at a time reach a host that failed. */
  noteFailed(host: string): void {
    this.#host(host).allowed = 1
  }

  #host(name: string): Host {
    const known = this.#hosts.get(name)
    if (known) return known
    if (this.#hosts.size >= mostHosts) this.#forgetIdle()
    const made = { inWork: 0, allowed: atFirst }
    this.#hosts.set(name, made)
    return made
  }

  #forgetIdle(): void {
    for (const [name, { inWork }] of this.#hosts) if (inWork === 0) this.#hosts.delete(name)
  }
}

/** When one whose turn it was not comes again: some seconds later, not all at the same time. */
export function nextTurn(now: Date, random: number): Date {
  return new Date(now.getTime() + busyMs * (0.5 + random))
}
