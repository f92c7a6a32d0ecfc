import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { SiteEnv } from '../site/reader.ts'
import { askHub, type HubDeps, showHub } from './askHub.ts'

/** A form with two addresses of two thousand characters, each of which it may write as three, in bytes. */
const largestForm = 32_768

/** All under /hub. Programs ask there, from no page of this site and without an account. */
export function hubRoutes(deps: HubDeps): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>()
  routes.get('/', showHub(deps))
  routes.post(
    '/',
    bodyLimit({
      maxSize: largestForm,
      onError: (c) => c.text(`Send a form of ${largestForm} bytes at most.\n`, 413),
    }),
    askHub(deps),
  )
  return routes
}
