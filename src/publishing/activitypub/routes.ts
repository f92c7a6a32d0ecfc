import type { Federation } from '@fedify/fedify'
import { type Context, Hono, type Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isFollower } from '../../db/activitypub/followers.ts'
import { findNote } from '../../db/activitypub/notes.ts'
import { storyActor } from '../../domain/fediverse.ts'
import { isId } from '../../domain/ids.ts'
import { whyNotPublic } from '../../net/publicSite.ts'
import { peerOf } from '../site/peer.ts'
import { Allowance } from '../subscriptions/allowance.ts'
import type { FediverseDeps } from './deps.ts'
import { findFollowable } from './followable.ts'

/** An activity of Mastodon with all its context is of some five thousand bytes. */
const largestActivity = 262_144
/** Activities within an hour that are looked into, from one peer; behind a proxy all servers are one peer. */
const anHour = 6000
const tooMany = { 'retry-after': '3600' }

/** All else that servers send says nothing to one who only speaks. */
const heeded: ReadonlySet<unknown> = new Set(['Follow', 'Undo', 'Block', 'Delete'])

/** What other servers ask for: WebFinger, actors, their notes, and their inboxes. */
export function fediverseRoutes(deps: FediverseDeps): Hono {
  const routes = new Hono()
  const federation = openedOnce(deps)
  const answer = async (c: Context, body?: string) => {
    const request = asReached(c.req.raw, deps.config.siteUrl, body)
    return (await federation()).fetch(request, { contextData: deps })
  }
  const why = whyNotPublic(deps.config)
  for (const path of [
    '/.well-known/webfinger',
    '/.well-known/nodeinfo',
    '/nodeinfo/*',
    '/actors/*',
    '/notes/*',
    '/inbox',
  ]) {
    routes.use(path, async (c, next) => {
      if (why) return c.text(`Nothing here can be followed from the fediverse. ${why}\n`, 404)
      await next()
      c.header('vary', 'accept')
    })
  }
  routes.get('/stories/:id', async (c, next) => {
    const id = c.req.param('id')
    return pageOrActor(c, next, isId('story', id) && !why ? storyActor(id) : undefined)
  })
  routes.get('/topics/:name', (c, next) => pageOrActor(c, next, why ? undefined : c.req.param('name')))
  routes.get('/.well-known/webfinger', (c) => answer(c))
  routes.get('/.well-known/nodeinfo', (c) => answer(c))
  routes.get('/nodeinfo/*', (c) => answer(c))
  routes.get('/actors/:name', async (c, next) => {
    if (!isForPeople(c)) return answer(c)
    const found = await findFollowable(deps.db, c.req.param('name'))
    return found ? c.redirect(found.page, 303) : next()
  })
  routes.get('/actors/:name/:collection', (c) => answer(c))
  routes.get('/notes/:id', async (c, next) => {
    if (!isForPeople(c)) return answer(c)
    const id = c.req.param('id')
    const note = isId('alert', id) ? await findNote(deps.db, id) : undefined
    return note
      ? c.redirect(
          note.body.gathered ? `/stories/${note.body.story.id}` : `/reports/${note.body.report.id}`,
          303,
        )
      : next()
  })
  const takeIn = inbox(deps, answer)
  const limit = bodyLimit({
    maxSize: largestActivity,
    onError: (c) => c.text('This activity is too long.\n', 413),
  })
  routes.post('/inbox', limit, takeIn)
  routes.post('/actors/:name/inbox', limit, takeIn)
  return routes
}

/**
 * Looks at what is posted before its signature is: what would be without effect is answered for and let go, so that the
 * many activities that servers spread cost nothing.
 */
function inbox(
  { db, now }: FediverseDeps,
  answer: (c: Context, body: string) => Response | Promise<Response>,
) {
  const allowance = new Allowance(anHour)
  return async (c: Context) => {
    const body = await c.req.text()
    const activity = objectOf(body)
    if (!activity) return c.text('This is no activity.\n', 400)
    const { type } = activity
    const actor = idOf(activity['actor'])
    const isWithoutEffect =
      !heeded.has(type) || (type !== 'Follow' && !(actor && (await isFollower(db, actor))))
    if (isWithoutEffect) return c.body(null, 202)
    if (!allowance.take(peerOf(c), now())) {
      return c.text('Many activities came from there within the hour.\n', 429, tooMany)
    }
    return answer(c, body)
  }
}

/** Fedify is loaded when it is first needed: that takes half a second, and many a site is never asked. */
function openedOnce(deps: FediverseDeps): () => Promise<Federation<FediverseDeps>> {
  let opened: Promise<Federation<FediverseDeps>> | undefined
  return () => {
    opened ??= import('./federation.ts').then(({ openFederation }) => openFederation(deps))
    return opened
  }
}

/**
 * The request as it was made to the site's own address: a proxy before it may have changed the scheme and the host, and
 * both are signed.
 */
function asReached(request: Request, siteUrl: string, body?: string): Request {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers(request.headers)
  headers.set('host', new URL(siteUrl).host)
  return new Request(`${siteUrl}${pathname}${search}`, { method: request.method, headers, body })
}

/** Servers that look up the address of a page ask for it as an activity: they are led to its actor. */
async function pageOrActor(c: Context, next: Next, actor: string | undefined): Promise<Response | undefined> {
  if (actor && asksForActivity(c)) return c.redirect(`/actors/${actor}`, 303)
  await next()
  c.header('vary', 'accept', { append: true })
  return undefined
}

function asksForActivity(c: Context): boolean {
  return /application\/(activity|ld)\+json/.test(c.req.header('accept') ?? '')
}

/** True where a browser asks: a page is preferred to anything machines read. */
function isForPeople(c: Context): boolean {
  return (c.req.header('accept') ?? '').includes('text/html') && !asksForActivity(c)
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return typeof id === 'string' ? id : undefined
}
