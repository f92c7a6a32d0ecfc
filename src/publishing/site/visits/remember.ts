import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { partsOfStory } from '../../../db/stories.ts'
import type { StoryId } from '../../../domain/ids.ts'
import type { SiteDeps } from '../deps.ts'
import { keptMs, readVisits, type Visit, visitNow, writeVisits } from './visits.ts'

const cookieName = 'visits'
/** What is dated a moment before a visit may have come after it: its transaction was open. */
const openMs = 5000

/** From when on things are new to whoever looked at a story at a time. */
export function newFrom(lookedAt: number | Date): Date {
  return new Date(Number(lookedAt) - openMs)
}

/** Which stories this browser has looked at, the last first. The page it is asked for is then this reader's own. */
export function visitsOf(c: Context, now: Date): Visit[] {
  c.header('cache-control', 'private, no-cache')
  c.header('vary', 'Cookie, Accept-Language', { append: true })
  return readVisits(getCookie(c, cookieName), now.getTime())
}

/**
 * Notes a visit to a story in the browser's cookie. Gives when the last one, to it or to what became part of it, ended;
 * undefined in the first.
 */
export async function noteVisit(
  c: Context,
  { db, config }: Pick<SiteDeps, 'db' | 'config'>,
  story: StoryId,
  now: Date,
): Promise<Date | undefined> {
  const before = visitsOf(c, now)
  const others = before.flatMap((one) => (one.story === story ? [] : one.story))
  const visits = visitNow(before, story, now.getTime(), await partsOfStory(db, story, others))
  if (isLookedAt(c)) {
    setCookie(c, cookieName, writeVisits(visits), {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: config.siteUrl.startsWith('https:'),
      maxAge: keptMs / 1000,
    })
  }
  const since = visits[0]?.since
  return since === undefined ? undefined : new Date(since)
}

/** False where a page is only fetched ahead, or asked for its headers. */
function isLookedAt(c: Context): boolean {
  const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? ''
  return c.req.method === 'GET' && !purpose.includes('prefetch')
}
