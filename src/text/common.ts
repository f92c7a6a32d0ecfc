/** What is looked at to tell a common phrase or boilerplate from reuse. Places are words, first and one past the last. */
export interface SharedStretch {
  readonly here: number
  readonly hereEnd: number
  readonly there: number
  readonly thereEnd: number
}

export interface SharedSetting {
  readonly hereCount: number
  readonly thereCount: number
  /** True where both texts are of one publisher. */
  readonly sameGroup: boolean
  /** True where it is all that the two texts share. */
  readonly isAlone: boolean
  /** How alike the two texts are beside what they share word for word, 0 to 1. */
  readonly likeness: number
  /** How many texts of the window share this stretch. */
  readonly spread: (stretch: SharedStretch) => number
}

/** Below this two texts are of different things: 90 of 100 pairs of different events, 1 of 100 of one event. */
const unrelated = 0.1
/** A stretch in more texts than this, none of which is about the same thing, is a phrase or a template. */
const fewTexts = 3
/** Part of a text at its beginning and end where mastheads, credits and "about us" stand. */
const edge = 0.12
const longestEdge = 60

/**
 * Whether a stretch that an unrelated text shares is common rather than reused: the agency's tail, "about us", a
 * standing phrase, a list of related items. A stretch that two texts on one thing share is never common; nor is the
 * first that two publishers share, since one of them may well have quoted the other.
 */
export function isCommon(stretch: SharedStretch, setting: SharedSetting): boolean {
  if (setting.likeness >= unrelated) return false
  const spread = setting.spread(stretch)
  if (spread > fewTexts) return true
  if (!setting.isAlone || stretch.hereEnd - stretch.here > longestEdge) return false
  const repeats = spread > 1
  return atEdge(stretch, setting) ? setting.sameGroup || repeats : setting.sameGroup && repeats
}

/** At the same end of both texts. */
function atEdge(stretch: SharedStretch, { hereCount, thereCount }: SharedSetting): boolean {
  const starts = stretch.here <= hereCount * edge && stretch.there <= thereCount * edge
  const ends = stretch.hereEnd >= hereCount * (1 - edge) && stretch.thereEnd >= thereCount * (1 - edge)
  return starts || ends
}
