/** What a reader's browser remembers of one story. Times in ms since 1970. */
export interface Visit {
  readonly story: string
  /** When the visit before this one ended; absent in the first. What was shown since is new. */
  readonly since?: number
  /** When the visit began. */
  readonly began: number
  /** When the story was last looked at. */
  readonly last: number
}

/** Fifty letters each: the cookie stays at half of what every browser keeps. */
export const mostVisits = 40
/** A story looked at again within this time is still the same visit, so that a reload keeps its marks. */
export const visitMs = 30 * 60_000
export const keptMs = 90 * 86_400_000
/** Clocks of two machines may differ by as much. */
const slackMs = 60_000

/** Reads what `writeVisits` wrote, the last looked at first; whatever is not of that form is passed over. */
export function readVisits(written: string | undefined, now: number): Visit[] {
  return (written ?? '')
    .split('~')
    .slice(0, mostVisits)
    .flatMap((one) => readVisit(one) ?? [])
    .filter(({ last }) => last > now - keptMs && last < now + slackMs)
}

const form = /^([0-9a-hjkmnp-tv-z]{26})\.([0-9a-z]{0,9})\.([0-9a-z]{1,9})\.([0-9a-z]{1,9})$/

function readVisit(written: string): Visit | undefined {
  const match = form.exec(written)
  if (!match) return undefined
  const [, story, since = '', began = '', lasted = ''] = match
  const at = Number.parseInt(began, 36)
  return {
    story: `sto_${story}`,
    since: since === '' ? undefined : Number.parseInt(since, 36),
    began: at,
    last: at + Number.parseInt(lasted, 36),
  }
}

/** The visits as the value of a cookie. */
export function writeVisits(visits: readonly Visit[]): string {
  return visits
    .slice(0, mostVisits)
    .map(({ story, since, began, last }) =>
      [story.slice(4), since?.toString(36) ?? '', began.toString(36), (last - began).toString(36)].join('.'),
    )
    .join('~')
}

/** The visits with one to this story now, which comes first; to what became `part` of it, it was to this. The oldest make room. */
export function visitNow(
  visits: readonly Visit[],
  story: string,
  now: number,
  part: readonly string[] = [],
): Visit[] {
  const isThis = (one: Visit) => one.story === story || part.includes(one.story)
  const before = visits.find(isThis)
  const others = visits.filter((one) => !isThis(one))
  return [visitAfter(before && { ...before, story }, story, now), ...others].slice(0, mostVisits)
}

function visitAfter(before: Visit | undefined, story: string, now: number): Visit {
  if (!before) return { story, began: now, last: now }
  if (now - before.began < visitMs) return { ...before, last: Math.max(now, before.last) }
  return { story, since: before.last, began: now, last: now }
}
