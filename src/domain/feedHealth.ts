export interface Health {
  /** `silent`: quiet for longer than it usually is. `new`: not yet polled. */
  readonly health: 'sound' | 'silent' | 'failing' | 'gone' | 'paused' | 'new'
  /** What is the matter, in a sentence. */
  readonly say?: string
}

/** What the health of a feed is told from. */
export interface Polled {
  readonly kind: 'feed' | 'sitemap' | 'page'
  readonly status: 'active' | 'gone' | 'paused'
  /** Failed polls since the last that succeeded. */
  readonly failures: number
  readonly lastError?: string
  readonly lastFetchedAt?: Date
  readonly lastItemAt?: Date
  /** The usual gap between two items. */
  readonly rhythmS?: number
  /** How long a silence is usual for it. */
  readonly quietAfterS?: number
}

/** How a feed fares, for a list of sources. */
export function healthOf(feed: Polled, now: Date): Health {
  if (feed.status !== 'active') return { health: feed.status, say: feed.lastError }
  if (feed.failures > 0) {
    const times = feed.failures === 1 ? 'once' : `${feed.failures} times in a row`
    return { health: 'failing', say: `Failed ${times}: ${feed.lastError ?? 'the reason was not kept.'}` }
  }
  if (!feed.lastFetchedAt) return { health: 'new' }
  const silence = silenceOf(feed, now)
  if (feed.kind === 'page' || silence.kind !== 'silent') return { health: 'sound' }
  const days = Math.floor(silence.forS / 86_400)
  const usual =
    silence.usualGapS === undefined
      ? ''
      : `; it usually brings something every ${spanInWords(silence.usualGapS)}`
  return { health: 'silent', say: `Nothing new for ${days === 1 ? 'a day' : `${days} days`}${usual}.` }
}

/** Whether a source has been quiet for longer than it usually is. */
export type Silence =
  | { readonly kind: 'silent'; readonly since: Date; readonly forS: number; readonly usualGapS?: number }
  | { readonly kind: 'usual' }
  | { readonly kind: 'unknown' }

/** `unknown` until the feed has shown a rhythm. */
export function silenceOf(feed: Pick<Polled, 'lastItemAt' | 'quietAfterS' | 'rhythmS'>, now: Date): Silence {
  if (!feed.lastItemAt || feed.quietAfterS === undefined) return { kind: 'unknown' }
  const forS = (now.getTime() - feed.lastItemAt.getTime()) / 1000
  if (forS <= feed.quietAfterS) return { kind: 'usual' }
  return { kind: 'silent', since: feed.lastItemAt, forS, usualGapS: feed.rhythmS }
}

function spanInWords(seconds: number): string {
  if (seconds < 5400) return `${Math.max(1, Math.round(seconds / 60))} minutes`
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} hours`
  return `${Math.round(seconds / 86_400)} days`
}
