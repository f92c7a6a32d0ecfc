import type { Severity } from './severity.ts'

/** A mail did not arrive. */
export interface Returned {
  readonly kind: 'returned'
  readonly severity: Severity
  /** Such as "5.1.1" (RFC 3463). */
  readonly status?: string
  /** What the mail server said; may be empty. */
  readonly text: string
}

/** What a mail that came back to us says of the mail it is about. */
export type Finding =
  | Returned
  /** Whoever got it called it unwanted; `by` whom it was reported by. */
  | { readonly kind: 'complaint'; readonly by?: string }
  /** It asks for nothing to be done. */
  | { readonly kind: 'nothing'; readonly because: string }
  /** It was not understood. */
  | { readonly kind: 'unclear'; readonly because: string }
