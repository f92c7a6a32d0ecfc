import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { contextStorage } from 'hono/context-storage'
import { serveAsset } from './publishing/site/assets.ts'
import type { SiteDeps } from './publishing/site/deps.ts'
import { showError, showNotFound } from './publishing/site/errors.tsx'
import { strictHeaders } from './publishing/site/guards/headers.ts'
import { ownFormsOnly, ownHostOnly } from './publishing/site/guards/origin.ts'
import { knowReader, type SiteEnv } from './publishing/site/reader.ts'
import { report } from './publishing/site/report/showReport.ts'
import { river } from './publishing/site/river/riverPage.tsx'
import {
  firstPersonForm,
  makeFirstPerson,
  signIn,
  signInForm,
  signOut,
} from './publishing/site/signIn/signIn.tsx'
import { story } from './publishing/site/story/storyPage.tsx'

const largestBody = 2 * 1024 * 1024

/** Every URL. */
export function site(deps: SiteDeps): Hono<SiteEnv> {
  const server = new Hono<SiteEnv>()
  server.onError(showError(deps.log))
  server.notFound(showNotFound)

  server.get('/assets/:name', serveAsset)

  server.use(contextStorage(), strictHeaders(), ownHostOnly(deps.config))
  server.use(knowReader(deps.people.whoIs))
  server.use(ownFormsOnly(deps.config, () => false))
  server.use(bodyLimit({ maxSize: largestBody }))

  server.get('/', river(deps))
  server.get('/stories/:id', story(deps))
  server.get('/reports/:id', report(deps))
  server.get('/reports/:id/revisions/:number{[0-9]+}', report(deps))

  server.get('/sign-in', signInForm)
  server.post('/sign-in', signIn(deps))
  server.post('/sign-out', signOut(deps))
  server.get('/first-person', firstPersonForm(deps))
  server.post('/first-person', makeFirstPerson(deps))
  return server
}
