const quietMs = 60_000
const mostRemembered = 500

/** A line of the log about something that failed. */
export interface Line {
  readonly text: string
  readonly err?: unknown
  readonly stage?: unknown
  readonly message?: unknown
}

/**
 * Keeps what fails over and over, such as all that writes while a disk is full, from filling the log: the same failure
 * is told once a minute.
 */
export class Repeats {
  readonly #told = new Map<string, { at: number; more: number }>()

  /** How often the same was left out since it was last told; undefined where it is to be left out now. `now` in ms. */
  leftOut(line: Line, now: number): number | undefined {
    const key = JSON.stringify([line.text, line.stage, line.message, wordsOf(line.err)])
    const known = this.#told.get(key)
    if (known && now - known.at < quietMs) {
      known.more++
      return undefined
    }
    if (this.#told.size >= mostRemembered) this.#told.clear()
    this.#told.set(key, { at: now, more: 0 })
    return known?.more ?? 0
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.message}` : String(error)
}
