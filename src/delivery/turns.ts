interface ChannelHealth {
  readonly id: string
  readonly failures: number
}

/** Sends to one channel at once while it works. */
const mostAtOnce = 16
/** A send that takes longer hangs. */
const hangingMs = 2000
/** Of the sends that are in work to one server, such as one of push notifications, so many may hang. */
const mostHanging = 32
/** A delivery whose turn it is not comes back after this; after the longer one where something hangs or fails. */
const shortPauseMs = 500
const longPauseMs = 5000

/** A send in work. */
export interface Turn {
  readonly channel: string
  readonly server: string | undefined
  readonly since: number
}

/**
 * Who sends where now. A channel that fails is tried by one at a time, and of a server that hangs no more is asked, so
 * that they take no place from the others. Times are milliseconds of one clock.
 */
export class Turns {
  /** The sends in work to each channel and to each server, the longest first. */
  readonly #inWork = new Map<string, Set<Turn>>()

  /** Undefined where the channel or the server has as many sends in work as it may. `server` is a host with its port. */
  take(channel: ChannelHealth, server: string | undefined, now: number): Turn | undefined {
    const { size } = this.#of(channel.id)
    if (size >= (channel.failures > 0 ? 1 : mostAtOnce) || this.#hangs(server, mostHanging, now))
      return undefined
    const turn = { channel: channel.id, server, since: now }
    for (const place of placesOf(turn)) this.#inWork.set(place, this.#of(place).add(turn))
    return turn
  }

  /** When to ask again, where it was no turn: those who wait for what hangs are many, and would ask all the time. */
  pauseMs(channel: ChannelHealth, server: string | undefined, now: number, random: number): number {
    const isStuck = channel.failures > 0 || this.#hangs(channel.id, 1, now) || this.#hangs(server, 1, now)
    return isStuck ? longPauseMs * (1 + random) : shortPauseMs
  }

  giveBack(turn: Turn): void {
    for (const place of placesOf(turn)) {
      const left = this.#of(place)
      left.delete(turn)
      if (left.size === 0) this.#inWork.delete(place)
    }
  }

  #of(place: string): Set<Turn> {
    return this.#inWork.get(place) ?? new Set()
  }

  /** Whether so many sends there hang. */
  #hangs(place: string | undefined, many: number, now: number): boolean {
    let hanging = 0
    for (const { since } of place === undefined ? [] : this.#of(place)) {
      if (now - since < hangingMs) break
      if (++hanging >= many) return true
    }
    return false
  }
}

function placesOf({ channel, server }: Turn): string[] {
  return server === undefined ? [channel] : [channel, server]
}
