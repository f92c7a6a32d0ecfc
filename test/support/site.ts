import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Config } from '../../src/config.ts'
import type { Db } from '../../src/db/open.ts'
import { newMemory } from '../../src/memory.ts'
import { offerFirstPerson } from '../../src/publishing/people/firstPerson.ts'
import { site } from '../../src/server.ts'
import { type SiteApp, siteDeps } from '../../src/siteDeps.ts'
import type { Handoff } from '../../src/stage.ts'
import { traceReports } from '../../src/tracing/stage.ts'
import { aConfig, aContext } from './context.ts'

export interface ServedSite {
  readonly url: string
  /** What the desk handed on to later stages. */
  readonly handed: Handoff[]
  /** The one-time link for the first person. */
  firstPersonUrl(): Promise<string>
  close(): Promise<void>
}

/** Serves the pages of a database on a free port, with the window of its reports in memory and no stage at work. */
export async function serveSite(
  db: Db,
  changes: Partial<Config> = {},
  now: () => Date = () => new Date(),
): Promise<ServedSite> {
  let fetch: (request: Request, env: object) => Response | Promise<Response> = () =>
    new Response('starting', { status: 503 })
  const server = createAdaptorServer({ fetch: (request, env) => fetch(request, env) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const context = aContext({ config: aConfig({ port, siteUrl: url, logLevel: 'error', ...changes }), now })
  const memory = newMemory()
  const handed: Handoff[] = []
  const app: SiteApp = {
    ...context,
    db,
    context,
    memory,
    runner: { hand: async (handoffs) => void handed.push(...handoffs), wake: () => {} },
  }
  await traceReports(memory.passages).warm?.(db, context)
  const pages = site(await siteDeps(app))
  fetch = (request, env) => pages.fetch(request, env)
  return {
    url,
    handed,
    firstPersonUrl: async () => (await offerFirstPerson(db, url, new Date())) ?? '',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
