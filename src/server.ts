import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { contextStorage } from 'hono/context-storage'
import { fediverseRoutes } from './publishing/activitypub/routes.ts'
import { endTopic, newTopic, topic, topics } from './publishing/activitypub/topics.tsx'
import { askWhere, listStories, oneReport, oneStory } from './publishing/api/api.ts'
import { feedFile, feedFormats } from './publishing/feeds/formats.ts'
import { queryFeed } from './publishing/feeds/query.ts'
import { riverFeed, storyFeed } from './publishing/feeds/stories.ts'
import { hubPath } from './publishing/hub/address.ts'
import { hubRoutes } from './publishing/hub/routes.ts'
import { servePushWorker } from './publishing/push/worker.ts'
import { serveAsset } from './publishing/site/assets.ts'
import type { SiteDeps } from './publishing/site/deps.ts'
import { decideReport, decideSource } from './publishing/site/desk/decide.ts'
import { decisions } from './publishing/site/desk/decisionsPage.tsx'
import { desk } from './publishing/site/desk/deskPage.tsx'
import { invitePerson, people, revoke } from './publishing/site/desk/peoplePage.tsx'
import { showError, showNotFound } from './publishing/site/errors.tsx'
import { strictHeaders } from './publishing/site/guards/headers.ts'
import { ownFormsOnly, ownHostOnly } from './publishing/site/guards/origin.ts'
import { knowReader, type SiteEnv } from './publishing/site/reader.ts'
import { compare } from './publishing/site/report/comparePage.tsx'
import { report } from './publishing/site/report/showReport.ts'
import { river } from './publishing/site/river/riverPage.tsx'
import { search } from './publishing/site/search/searchPage.tsx'
import {
  firstPersonForm,
  join,
  joinForm,
  makeFirstPerson,
  signedInOnly,
  signIn,
  signInForm,
  signOut,
} from './publishing/site/signIn/signIn.tsx'
import { source } from './publishing/site/sources/sourcePage.tsx'
import { addSource, sources } from './publishing/site/sources/sourcesPage.tsx'
import { story } from './publishing/site/story/storyPage.tsx'
import { where, whereForm } from './publishing/site/where/wherePage.tsx'
import { isOneClick, subscriptionRoutes } from './publishing/subscriptions/routes.ts'

/** A pasted text of 200,000 characters, each of which a form may write as twelve. */
const largestBody = 4 * 1024 * 1024

/** Every URL. */
export function site(deps: SiteDeps): Hono<SiteEnv> {
  const server = new Hono<SiteEnv>()
  server.onError(showError(deps.log))
  server.notFound(showNotFound)

  server.use(contextStorage(), strictHeaders(), ownHostOnly(deps.config))
  server.get('/assets/:name', serveAsset)
  server.get('/push-worker.js', servePushWorker)
  server.route(hubPath, hubRoutes(deps))
  server.route('/', fediverseRoutes(deps))
  server.use(knowReader(deps.people.whoIs))
  server.use(ownFormsOnly(deps.config, isOneClick))
  server.use(bodyLimit({ maxSize: largestBody }))

  server.get('/', river(deps))
  for (const format of feedFormats) {
    server.get(`/stories.${format}`, riverFeed(deps, format))
    server.get(`/reports.${format}`, queryFeed(deps, format))
  }
  server.get(`/stories/:file${feedFile}`, storyFeed(deps))
  server.get('/stories/:id', story(deps))
  server.get('/reports/:id', report(deps))
  server.get('/reports/:id/revisions/:number{[0-9]+}', report(deps))
  server.get('/reports/:id/with/:other', compare(deps))
  server.get('/sources', sources(deps))
  server.post('/sources', signedInOnly, addSource(deps))
  server.get('/sources/:id', source(deps))
  server.get('/search', search(deps))
  server.get('/where', whereForm(deps))
  server.post('/where', where(deps))
  server.get('/decisions', decisions(deps))

  server.route('/subscriptions', subscriptionRoutes(deps))
  server.get('/topics', topics(deps))
  server.post('/topics', newTopic(deps))
  server.get('/topics/:name', topic(deps))
  server.post('/topics/:name/end', signedInOnly, endTopic(deps))

  server.get('/desk', signedInOnly, desk(deps))
  server.get('/desk/people', signedInOnly, people(deps))
  server.post('/desk/people', signedInOnly, invitePerson(deps))
  server.post('/desk/people/:id/revoke', signedInOnly, revoke(deps))
  server.post('/reports/:id/confirm', signedInOnly, decideReport(deps, 'confirm'))
  server.post('/reports/:id/hold', signedInOnly, decideReport(deps, 'hold'))
  server.post('/reports/:id/release', signedInOnly, decideReport(deps, 'release'))
  server.post('/reports/:id/withdraw', signedInOnly, decideReport(deps, 'withdraw'))
  server.post('/sources/:id/hold', signedInOnly, decideSource(deps, 'holdSource'))
  server.post('/sources/:id/release', signedInOnly, decideSource(deps, 'releaseSource'))

  server.get('/sign-in', signInForm)
  server.post('/sign-in', signIn(deps))
  server.post('/sign-out', signOut(deps))
  server.get('/first-person', firstPersonForm(deps))
  server.post('/first-person', makeFirstPerson(deps))
  server.get('/join', joinForm(deps))
  server.post('/join', join(deps))

  server.get('/api/stories', listStories(deps))
  server.get('/api/stories/:id', oneStory(deps))
  server.get('/api/reports/:id', oneReport(deps))
  server.post('/api/where', askWhere(deps))
  return server
}
