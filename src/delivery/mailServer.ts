import type { Outcome } from './channel.ts'

/** What came of a mail. `silent` where it was not the mail server that said so: it could not be reached, or hung. */
export type Sent = Outcome & { readonly silent?: boolean }

/**
 * Lets so many mails at once to the one server that takes them all. When it falls silent whatever waits is told so at
 * once, and then, until it takes one again, all but one at a time: a mail server that hangs would otherwise hold, for
 * minutes on end, the places of what goes to everybody else.
 */
export class MailServer {
  readonly #atOnce: number
  #inWork = 0
  #silence: Outcome | undefined
  #waiting: ((silence?: Outcome) => void)[] = []

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  async send(hand: () => Promise<Sent>): Promise<Outcome> {
    if (this.#silence && this.#inWork > 0) return this.#silence
    const silence = this.#inWork < this.#atOnce ? this.#take() : await this.#turn()
    if (silence) return silence
    try {
      const { silent, ...outcome } = await hand()
      this.#heard(silent ? outcome : undefined)
      return outcome
    } finally {
      this.#giveBack()
    }
  }

  #take(): undefined {
    this.#inWork++
  }

  /** Resolves when a place is left to this mail, or with what those before it met. */
  #turn(): Promise<Outcome | undefined> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Leaves the place to the next that waits. */
  #giveBack(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#inWork--
  }

  #heard(silence: Outcome | undefined): void {
    this.#silence = silence
    if (!silence) return
    for (const tell of this.#waiting.splice(0)) tell(silence)
  }
}
