import { Hono } from 'hono'
import type { SiteEnv } from '../site/reader.ts'
import { changeQuery } from './changeQuery.ts'
import { confirm, confirmForm } from './confirmPage.tsx'
import type { SubscriptionDeps } from './deps.ts'
import { alertFeed } from './feed.ts'
import { sendAfterAll } from './heldBack.tsx'
import { changeRules, manage, mute, muteForm, unmute } from './managePage.tsx'
import { newForm, subscribe } from './newPage.tsx'
import { unsubscribe, unsubscribeForm } from './unsubscribePage.tsx'

/** All under /subscriptions. Who holds a subscription's token may see, change and end it: there is no account. */
export function subscriptionRoutes(deps: SubscriptionDeps): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>()
  routes.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('x-robots-tag', 'noindex')
    // The address of the page is a secret.
    c.header('referrer-policy', 'same-origin')
  })
  routes.get('/new', newForm(deps))
  routes.post('/', subscribe(deps))
  routes.get('/feed/:file{.+\\.atom}', alertFeed(deps))
  routes.get('/confirm/:token', confirmForm(deps))
  routes.post('/confirm/:token', confirm(deps))
  routes.get('/:token', manage(deps))
  routes.get('/:token/unsubscribe', unsubscribeForm(deps))
  routes.post('/:token/unsubscribe', unsubscribe(deps))
  routes.post('/:token/query', changeQuery(deps))
  routes.post('/:token/rules', changeRules(deps))
  routes.post('/:token/held/send', sendAfterAll(deps))
  routes.get('/:token/mute/:story', muteForm(deps))
  routes.post('/:token/mute/:story', mute(deps))
  routes.post('/:token/unmute/:story', unmute(deps))
  return routes
}

/** What mail programs post to by themselves, from no page of this site (RFC 8058). */
export function isOneClick(path: string): boolean {
  return /^\/subscriptions\/[^/]+\/unsubscribe$/.test(path)
}
