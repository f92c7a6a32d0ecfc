const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Where the picture begins and ends, in percent of its width: room for the mark of a node at either side. */
const left = 3
const right = 95

const marks = [
  { ms: 0, label: '0' },
  { ms: minuteMs, label: '1 min' },
  { ms: 5 * minuteMs, label: '5 min' },
  { ms: 15 * minuteMs, label: '15 min' },
  { ms: hourMs, label: '1 h' },
  { ms: 4 * hourMs, label: '4 h' },
  { ms: 12 * hourMs, label: '12 h' },
  { ms: dayMs, label: '1 day' },
  { ms: 3 * dayMs, label: '3 days' },
  { ms: 10 * dayMs, label: '10 days' },
  { ms: 30 * dayMs, label: '30 days' },
  { ms: 365 * dayMs, label: '1 year' },
] as const

/** Least distance of two labels, in percent: what the longest needs on a narrow phone. */
const apart = 15

export interface TimeScale {
  /** Where a time since the main source stands, in percent of the width. */
  at(ms: number): number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
}

/**
 * Time to the right, slower the further: copies come within minutes of each other at first and days apart later, and
 * both shall be told apart. The place grows with the logarithm of the minutes passed.
 */
export function timeScale(longestMs: number): TimeScale {
  const longest = Math.log1p(Math.max(longestMs, minuteMs) / minuteMs)
  const at = (ms: number) =>
    rounded(left + (right - left) * (Math.log1p(Math.max(0, ms) / minuteMs) / longest))
  const ticks: { at: number; label: string }[] = []
  for (const { ms, label } of marks) {
    if (ms > Math.max(longestMs, minuteMs)) break
    const place = at(ms)
    const last = ticks.at(-1)
    if (last === undefined || place - last.at >= apart) ticks.push({ at: place, label })
  }
  return { at, ticks }
}

function rounded(percent: number): number {
  return Math.round(percent * 100) / 100
}
