const minuteMs = 60_000
const dayMs = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, made)
  return made
}

/** What clocks in a zone show at an instant, as if it were UTC, in ms. */
function wallMs(at: number, zone: string): number {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

function offsetMs(at: number, zone: string): number {
  return wallMs(at, zone) - Math.floor(at / 1000) * 1000
}

/** Minutes since midnight that clocks in the zone show. */
export function minuteOfDay(at: Date, zone: string): number {
  return Math.floor((wallMs(at.getTime(), zone) % dayMs) / minuteMs)
}

export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** True from `from` to before `to` by the clocks of the zone, over midnight where `to` is the earlier. */
export function isWithin(at: Date, from: string, to: string, zone: string): boolean {
  const [minute, start, end] = [minuteOfDay(at, zone), minutesOf(from), minutesOf(to)]
  return start <= end ? minute >= start && minute < end : minute >= start || minute < end
}

/**
 * The first instant after `at` when clocks in the zone come to show this time. A time that is left out when clocks go
 * forward comes when they do; of a time that comes twice when they go back, each is one.
 */
export function nextAt(at: Date, clock: string, zone: string): Date {
  const midnight = Math.floor(wallMs(at.getTime(), zone) / dayMs) * dayMs
  for (let day = 0; day < 4; day++) {
    const wall = midnight + day * dayMs + minutesOf(clock) * minuteMs
    const found = instantsOf(wall, zone).find((instant) => instant > at.getTime())
    if (found !== undefined) return new Date(found)
  }
  throw new Error(`No ${clock} comes in ${zone} after ${at.toISOString()}.`)
}

/** When clocks in the zone show this: once; twice when they go back; when they jump over it, the jump. */
function instantsOf(wall: number, zone: string): number[] {
  const [before, after] = [offsetMs(wall - dayMs, zone), offsetMs(wall + dayMs, zone)]
  const shown = [...new Set([wall - before, wall - after])].filter(
    (instant) => wallMs(instant, zone) === wall,
  )
  return shown.length > 0 ? shown.sort((a, b) => a - b) : [jumpBetween(wall - after, wall - before, zone)]
}

/** The first instant with the later offset, to the second. */
function jumpBetween(a: number, b: number, zone: string): number {
  let [early, late] = [Math.min(a, b), Math.max(a, b)]
  const before = offsetMs(early, zone)
  while (late - early > 1000) {
    const middle = Math.floor((early + late) / 2000) * 1000
    if (offsetMs(middle, zone) === before) early = middle
    else late = middle
  }
  return late
}

/** The next full hour by the clocks of the zone. */
export function nextHour(at: Date, zone: string): Date {
  const into = wallMs(at.getTime(), zone) % (60 * minuteMs)
  return new Date(Math.floor(at.getTime() / 1000) * 1000 + 60 * minuteMs - into)
}
