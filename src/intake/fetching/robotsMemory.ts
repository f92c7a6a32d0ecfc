import type { Fault } from './fetched.ts'
import type { RobotsRules } from './robots.ts'

/** What a site's robots.txt says: rules, or why it cannot be known, in which case nothing is fetched. */
export type RobotsAnswer = { readonly kind: 'rules'; readonly rules: RobotsRules } | Fault

/** RFC 9309: a copy is not to be used for more than 24 hours, but may be while the file cannot be reached. */
const keptMs = 24 * 3600_000
const keptUnreachableMs = 7 * 24 * 3600_000
/** A file that the site could not give is asked for again after this; a host that was not there at all sooner. */
const retryMs = 5 * 60_000
const retryHostMs = 30_000
const mostOrigins = 10_000

interface Remembered {
  readonly answer: RobotsAnswer
  readonly fetchedAt: number
  readonly askAgainAt: number
}

/** The robots.txt of each origin, as last read. The origins asked for longest ago are forgotten. */
export class RobotsMemory {
  readonly #origins = new Map<string, Remembered>()

  /** What is known and fresh; undefined when the file is to be asked for. */
  recall(origin: string, now: Date): RobotsAnswer | undefined {
    const known = this.#origins.get(origin)
    return known && now.getTime() < known.askAgainAt ? known.answer : undefined
  }

  /** Remembers an answer. An old copy of the rules outlives a file that cannot be reached. Returns what holds now. */
  remember(origin: string, answer: RobotsAnswer, now: Date): RobotsAnswer {
    const known = this.#origins.get(origin)
    this.#origins.delete(origin)
    const at = now.getTime()
    if (answer.kind === 'rules') {
      this.#origins.set(origin, { answer, fetchedAt: at, askAgainAt: at + keptMs })
    } else {
      const old =
        known?.answer.kind === 'rules' && at < known.fetchedAt + keptUnreachableMs ? known : undefined
      const pauseMs = answer.why === 'robots-unreachable' ? retryMs : retryHostMs
      const askAgainAt = Math.min(Math.max(at + pauseMs, answer.retryAt?.getTime() ?? 0), at + keptMs)
      this.#origins.set(origin, {
        answer: old?.answer ?? answer,
        fetchedAt: old?.fetchedAt ?? at,
        askAgainAt,
      })
    }
    if (this.#origins.size > mostOrigins) this.#origins.delete(this.#origins.keys().next().value!)
    return this.#origins.get(origin)!.answer
  }
}
