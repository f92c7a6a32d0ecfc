import type { Context, MiddlewareHandler } from 'hono'
import { tryGetContext } from 'hono/context-storage'
import { getCookie } from 'hono/cookie'
import type { Person } from '../people/person.ts'

/** Whoever reads the page: how they write numbers and dates, their time zone, and who they are once signed in. */
export interface Reader {
  readonly locale: string
  readonly zone: string
  readonly path: string
  readonly person?: Person
}

/** What the site keeps for the length of one request. */
export interface SiteEnv {
  Variables: { reader: Reader }
}

const nobody: Reader = { locale: 'en-GB', zone: 'UTC', path: '/' }

/** The reader of the page being written; the default one outside a request. */
export function theReader(): Reader {
  return tryGetContext<SiteEnv>()?.var.reader ?? nobody
}

/** Works out who reads: the locale from Accept-Language, the zone from the cookie that times.js sets. */
export function knowReader(
  whoIs: (headers: Headers) => Promise<Person | undefined>,
): MiddlewareHandler<SiteEnv> {
  return async (c, next) => {
    c.set('reader', {
      locale: localeOf(c.req.header('accept-language')),
      zone: zoneOf(c),
      path: c.req.path,
      person: await whoIs(c.req.raw.headers),
    })
    await next()
  }
}

/** The first language of an Accept-Language header that dates can be written in. */
export function localeOf(header: string | undefined): string {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...settings] = part.trim().split(';')
      const quality = settings
        .find((one) => one.trim().startsWith('q='))
        ?.trim()
        .slice(2)
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) || 0 }
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wanted.map(({ tag }) => supported(tag)).find((tag) => tag !== undefined) ?? nobody.locale
}

function supported(tag: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag)[0]
  } catch {
    return undefined
  }
}

function zoneOf(c: Context): string {
  const zone = getCookie(c, 'zone')
  return zone !== undefined && isZone(zone) ? zone : nobody.zone
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
