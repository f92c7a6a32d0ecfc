/** Why the world did not give what was asked of it. */
export type FaultKind =
  | 'bad-address'
  | 'private-address'
  | 'no-such-host'
  | 'refused'
  | 'cut-off'
  | 'bad-certificate'
  | 'bad-response'
  | 'bad-encoding'
  | 'timeout'
  | 'too-large'
  | 'redirect-loop'
  | 'robots'
  | 'robots-unreachable'
  | 'not-found'
  | 'gone'
  | 'forbidden'
  | 'slow-down'
  | 'server-error'
  | 'refused-status'
  | 'unreadable'
  | 'not-a-page'
  /** Not the world's fault: the host's turn is taken; ask again at `retryAt`. Nothing was requested. */
  | 'busy'

export interface Fault {
  readonly kind: 'failed'
  readonly why: FaultKind
  /** A sentence for people. */
  readonly say: string
  readonly status?: number
  /** Not before then: asked by the site, or the host's next turn. */
  readonly retryAt?: Date
}

/** What every fetch says of itself, whatever its outcome. Addresses are without credentials. */
export interface FetchedFrom {
  readonly url: string
  readonly finalUrl: string
  /** Where the address moved for good: set when every redirect was permanent (301, 308). */
  readonly movedTo?: string
  readonly startedAt: Date
  readonly tookMs: number
}

export interface FetchedBody extends FetchedFrom {
  readonly kind: 'ok'
  readonly status: number
  /** Decompressed. */
  readonly body: Uint8Array
  /** SHA-256 of the body, in hexadecimal. */
  readonly hash: string
  readonly contentType?: string
  readonly contentLocation?: string
  readonly etag?: string
  readonly lastModified?: string
  /** How long the answer says that it stays fresh. */
  readonly freshS?: number
  /** What had to be made good, in words. */
  readonly repairs: readonly string[]
}

export interface NotModified extends FetchedFrom {
  readonly kind: 'not-modified'
  readonly status: number
  readonly freshS?: number
  readonly etag?: string
  readonly lastModified?: string
}

export type Failed = Fault & FetchedFrom

export type Fetched = FetchedBody | NotModified | Failed

export function fault(why: FaultKind, say: string, more: { status?: number; retryAt?: Date } = {}): Fault {
  return { kind: 'failed', why, say, ...more }
}
