export type FailureKind = 'invalid' | 'not_found' | 'forbidden' | 'conflict' | 'unavailable'

/** Something a person can act on: its message is shown to them as it is, and says what to do. */
export class Failure extends Error {
  readonly kind: FailureKind
  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Failure'
    this.kind = kind
  }
}
