/** Longer statements differ each time, such as rows written many at once: they are not worth keeping. */
const longest = 4000

/**
 * The statements that a connection has parsed and keeps, by their text, each with its name there. Of too many, the one
 * not used for longest is let go.
 */
export class PreparedStatements {
  readonly #most: number
  readonly #names = new Map<string, string>()
  #made = 0

  constructor(most = 500) {
    this.#most = most
  }

  /** Whether a statement is to be kept. */
  static keeps(text: string): boolean {
    return text.length <= longest
  }

  /** The name of a statement that was parsed. */
  find(text: string): string | undefined {
    const name = this.#names.get(text)
    if (name === undefined) return undefined
    this.#names.delete(text)
    this.#names.set(text, name)
    return name
  }

  /** A name that none had before. */
  newName(): string {
    return `s${this.#made++}`
  }

  /** Keeps a statement that was parsed. Gives the name of the one to be closed in exchange. */
  keep(text: string, name: string): string | undefined {
    this.#names.set(text, name)
    if (this.#names.size <= this.#most) return undefined
    const [[oldest, itsName]] = this.#names as unknown as [[string, string]]
    this.#names.delete(oldest)
    return itsName
  }

  forget(text: string): void {
    this.#names.delete(text)
  }
}
