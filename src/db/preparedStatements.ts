/** Longer statements differ each time, such as rows written many at once: they are not worth keeping. */
const longest = 4000
/** A statement is planned anew after so many uses, and then each time after so many times more. */
const firstRenewal = 20
const renewalGrowth = 4

interface Kept {
  name: string
  uses: number
  renewAt: number
}

/** What is to be done before a statement can be run under its name. */
export interface Preparation {
  readonly name: string
  /** True where it has to be parsed first. */
  readonly parse: boolean
  /** A name that is not used any more. */
  readonly close?: string
}

/**
 * The statements that a connection has parsed and keeps, by their text, each with its name there. Of too many, the one
 * not used for longest is let go. A kept plan was made for tables as they were, so it is made anew now and then: often
 * while a statement is young, as tables that were empty then may soon be large.
 */
export class PreparedStatements {
  readonly #most: number
  readonly #kept = new Map<string, Kept>()
  #made = 0

  constructor(most = 500) {
    this.#most = most
  }

  /** Whether a statement is to be kept. */
  static keeps(text: string): boolean {
    return text.length <= longest
  }

  /** Expects that what it says is done; `forget` it where that fails. */
  prepare(text: string): Preparation {
    const known = this.#kept.get(text)
    if (!known) return this.#add(text)
    this.#kept.delete(text)
    this.#kept.set(text, known)
    if (++known.uses < known.renewAt) return { name: known.name, parse: false }
    const old = known.name
    known.name = this.#newName()
    known.renewAt *= renewalGrowth
    return { name: known.name, parse: true, close: old }
  }

  forget(text: string): void {
    this.#kept.delete(text)
  }

  #add(text: string): Preparation {
    const name = this.#newName()
    this.#kept.set(text, { name, uses: 1, renewAt: firstRenewal })
    if (this.#kept.size <= this.#most) return { name, parse: true }
    const [[oldest, { name: close }]] = this.#kept as unknown as [[string, Kept]]
    this.#kept.delete(oldest)
    return { name, parse: true, close }
  }

  #newName(): string {
    return `s${this.#made++}`
  }
}
