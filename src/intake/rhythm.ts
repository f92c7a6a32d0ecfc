/** How a feed usually speaks, from the times of its last items. Absent where there are too few to tell. */
export interface Rhythm {
  /** The middle gap between two items. */
  readonly usualGapS?: number
  /** A silence longer than this is out of the ordinary. */
  readonly quietAfterS?: number
}

/** Two gaps may be chance; from three on the middle one says something. */
const fewestGaps = 3
/** Nobody writes at night: a silence of less than a day is never remarkable. */
const leastQuietS = 24 * 3600

/** Times may be in any order; items of the same minute count as one. */
export function rhythmOf(times: readonly Date[]): Rhythm {
  const minutes = [...new Set(times.map((time) => Math.floor(time.getTime() / 60_000)))].sort((a, b) => a - b)
  const gaps = minutes
    .slice(1)
    .map((minute, index) => (minute - minutes[index]!) * 60)
    .sort((a, b) => a - b)
  if (gaps.length < fewestGaps) return {}
  return {
    usualGapS: gaps[gaps.length >> 1],
    quietAfterS: Math.max(leastQuietS, 2 * gaps.at(-1)!),
  }
}
