const atFirst = 4
const atMost = 32
/** An answer that takes longer than this is slow. */
const slowMs = 2000
const mostHosts = 10_000
/** How long an answer takes until it is known. */
const usualMs = 100
const soonestMs = 500
/** The latest that one comes again: to a host that is slow or failed, and to one that is well. */
const latestMs = { troubled: 60_000, well: 5000 }

interface Host {
  inWork: number
  allowed: number
  /** How long its answers take, the newest counting most, in ms. */
  tookMs: number
  /** Whose turn it was not. */
  readonly waiting: Set<string>
}

/** What came of an act in its turn, or, where it was not its turn, when it may be. */
export type Turn<Result> =
  | { readonly kind: 'had'; readonly result: Result }
  | { readonly kind: 'later'; readonly inMs: number }

/**
 * Who is reached now. A host is reached by a few at once, by more while it answers quickly, and by one after it was slow
 * or failed: so it takes no places from the others. A subscriber is sent one thing at a time.
 */
export class Turns {
  readonly #hosts = new Map<string, Host>()
  readonly #inWork = new Set<string>()

  /** Does something in the turn of `who` at a host, which is a name and a port. */
  async take<Result>(
    who: string,
    host: string,
    act: () => Promise<Result>,
    hasFailed: (result: Result) => boolean,
  ): Promise<Turn<Result>> {
    const state = this.#host(host)
    if (this.#inWork.has(who) || state.inWork >= state.allowed)
      return { kind: 'later', inMs: wait(state, who) }
    state.waiting.delete(who)
    this.#inWork.add(who)
    state.inWork++
    const started = performance.now()
    let isWell = false
    try {
      const result = await act()
      isWell = !hasFailed(result)
      return { kind: 'had', result }
    } finally {
      const tookMs = performance.now() - started
      state.tookMs = state.tookMs * 0.8 + tookMs * 0.2
      state.allowed = isWell && tookMs <= slowMs ? Math.min(atMost, state.allowed + 1) : 1
      state.inWork--
      this.#inWork.delete(who)
    }
  }

  #host(name: string): Host {
    const known = this.#hosts.get(name)
    if (known) return known
    if (this.#hosts.size >= mostHosts) this.#forgetIdle()
    const made = { inWork: 0, allowed: atFirst, tookMs: usualMs, waiting: new Set<string>() }
    this.#hosts.set(name, made)
    return made
  }

  #forgetIdle(): void {
    for (const [name, { inWork }] of this.#hosts) if (inWork === 0) this.#hosts.delete(name)
  }
}

/** About as long as those that wait already will take, so that they do not come back again and again. */
function wait({ waiting, tookMs, allowed }: Host, who: string): number {
  waiting.add(who)
  const expectedMs = (waiting.size * tookMs) / allowed
  const atMostMs = allowed === 1 ? latestMs.troubled : latestMs.well
  return Math.min(atMostMs, Math.max(soonestMs, expectedMs)) * (0.5 + Math.random())
}
