/** What one request may cost. Beyond any of these it ends as a failure. */
export interface Limits {
  readonly connectMs: number
  readonly headersMs: number
  /** The longest pause between two parts of a body. */
  readonly pauseMs: number
  /** All of it, redirects and robots.txt included: a slow drip ends here. */
  readonly wholeMs: number
  readonly headerBytes: number
  /** As sent, before decompression. */
  readonly wireBytes: number
  /** After decompression. */
  readonly bodyBytes: number
  readonly redirects: number
  /** How long to wait for a turn at a busy host before giving up for now. */
  readonly turnMs: number
}

/**
 * The largest feeds and news sitemaps seen are a few megabytes (the sitemap protocol allows 50 MB); 10 MB on the wire and
 * 50 MB unpacked take them all. Browsers give up after 20 redirects, sound sites need three.
 */
export const usualLimits: Limits = {
  connectMs: 10_000,
  headersMs: 20_000,
  pauseMs: 15_000,
  wholeMs: 60_000,
  headerBytes: 64 * 1024,
  wireBytes: 10_000_000,
  bodyBytes: 50_000_000,
  redirects: 10,
  turnMs: 5_000,
}

/** RFC 9309 asks for at least 500 KiB to be read; the rest of a longer file is passed over. */
export const robotsLimits = { bytes: 512 * 1024, wholeMs: 15_000, redirects: 5 } as const
