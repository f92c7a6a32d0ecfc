import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { Failure } from '../../../failure.ts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])
const loopbackAddresses = new Set(['localhost', '127.0.0.1', '::1'])

/**
 * While the site listens on loopback only, refuses requests that name another host: a page elsewhere could point its
 * own name at 127.0.0.1 and so read this site through the reader's browser (DNS rebinding).
 */
export function ownHostOnly(config: { host: string; siteUrl: string }): MiddlewareHandler {
  const siteHost = new URL(config.siteUrl).hostname
  return async (c, next) => {
    const host = hostName(c.req.header('host'))
    const isOwn = loopbackHosts.has(host) || host === siteHost
    if (loopbackAddresses.has(config.host) && !isOwn) {
      throw new Failure(
        'forbidden',
        `This Mainsource does not answer for ${host || 'a request that names no host'}. Set MAINSOURCE_SITE_URL to the address it is reached at.`,
      )
    }
    await next()
  }
}

/** Refuses forms that were not sent from a page of this site. `except` are paths that other programs post to. */
export function ownFormsOnly(
  config: { siteUrl: string },
  except: (path: string) => boolean,
): MiddlewareHandler {
  const siteOrigin = new URL(config.siteUrl).origin
  const check = csrf({ origin: (origin, c) => origin === siteOrigin || origin === new URL(c.req.url).origin })
  return (c, next) => (except(c.req.path) ? next() : check(c, next))
}

function hostName(header: string | undefined): string {
  return (header ?? '').toLowerCase().replace(/:\d+$/, '')
}
