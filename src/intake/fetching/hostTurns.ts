/** A turn at a host. `leave` gives it to the next; call it once. */
export interface Turn {
  readonly kind: 'turn'
  leave(): void
}

/** The host's next turn for whoever asked comes at `until`; it is kept for them until then. */
export interface Busy {
  readonly kind: 'busy'
  readonly until: Date
}

interface Host {
  /** When the next request may start, in milliseconds. */
  nextAt: number
  delayMs: number
  inUse: boolean
  usedAt: number
  /** When the last turn ended. */
  leftAt: number
  closedUntil: number
  readonly waiting: (() => void)[]
  /** Turns promised to those who were told to come back, by their key. */
  readonly promised: Map<string, number>
}

const mostHosts = 10_000

/**
 * Lets one request at a time through to each host, and the next not before the host's delay has passed since.
 * Whoever would wait longer than they can is told when to come back, and finds their turn then.
 */
export class HostTurns {
  readonly #hosts = new Map<string, Host>()
  readonly #usualDelayMs: number

  constructor(usualDelayMs: number) {
    this.#usualDelayMs = usualDelayMs
  }

  /** `key` names what is asked for, so that its turn is kept. */
  async enter(name: string, key: string, waitMs: number): Promise<Turn | Busy> {
    const host = this.#host(name)
    const at = this.#bookedAt(host, key)
    const wait = at - Date.now()
    if (wait > waitMs) {
      host.promised.set(key, at)
      return { kind: 'busy', until: new Date(at) }
    }
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    if (!(await take(host, waitMs))) {
      // Whoever is in takes long. Come back when the queue behind them has moved.
      const until = Date.now() + Math.max(2 * waitMs, host.delayMs * (host.waiting.length + 1))
      return { kind: 'busy', until: new Date(until) }
    }
    const notBefore = Math.max(host.leftAt + host.delayMs, host.closedUntil)
    const rest = notBefore - Date.now()
    if (rest > waitMs) {
      give(host)
      host.promised.set(key, notBefore)
      return { kind: 'busy', until: new Date(notBefore) }
    }
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
    return { kind: 'turn', leave: () => leave(host) }
  }

  /** A longer delay that the host asks for. */
  slowDown(name: string, delayMs: number): void {
    const host = this.#host(name)
    host.delayMs = Math.max(this.#usualDelayMs, delayMs)
    host.nextAt = Math.max(host.nextAt, host.usedAt + host.delayMs)
  }

  /** Lets nobody through until then. */
  closeUntil(name: string, until: Date): void {
    const host = this.#host(name)
    host.closedUntil = until.getTime()
    host.nextAt = Math.max(host.nextAt, until.getTime())
    host.promised.clear()
  }

  #bookedAt(host: Host, key: string): number {
    const promised = host.promised.get(key)
    host.promised.delete(key)
    if (promised !== undefined) return promised
    const at = Math.max(Date.now(), host.nextAt)
    host.nextAt = at + host.delayMs
    host.usedAt = at
    return at
  }

  #host(name: string): Host {
    const known = this.#hosts.get(name)
    if (known) return known
    if (this.#hosts.size >= mostHosts) this.#forgetIdle()
    const host: Host = {
      nextAt: 0,
      delayMs: this.#usualDelayMs,
      inUse: false,
      usedAt: 0,
      leftAt: 0,
      closedUntil: 0,
      waiting: [],
      promised: new Map(),
    }
    this.#hosts.set(name, host)
    return host
  }

  #forgetIdle(): void {
    const hourAgo = Date.now() - 3600_000
    for (const [name, host] of this.#hosts) {
      if (!host.inUse && host.nextAt < hourAgo) this.#hosts.delete(name)
    }
  }
}

/** True once the host is free; false when it was not within `waitMs`. */
async function take(host: Host, waitMs: number): Promise<boolean> {
  if (!host.inUse) {
    host.inUse = true
    return true
  }
  return new Promise((resolve) => {
    const called = () => {
      clearTimeout(timer)
      resolve(true)
    }
    const timer = setTimeout(() => {
      host.waiting.splice(host.waiting.indexOf(called), 1)
      resolve(false)
    }, waitMs)
    host.waiting.push(called)
  })
}

function leave(host: Host): void {
  host.leftAt = Date.now()
  give(host)
}

/** The next who waits takes over without the host being free between. */
function give(host: Host): void {
  const next = host.waiting.shift()
  if (next) next()
  else host.inUse = false
}
