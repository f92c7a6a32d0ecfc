import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, vi } from 'vitest'
import { type App, openApp } from '../../src/app.ts'
import type { ReportId, RevisionId } from '../../src/domain/ids.ts'
import { startSite } from '../../src/startSite.ts'
import { aConfig } from '../support/context.ts'

export interface AHub {
  readonly app: App
  /** The site's address; its hub is at /hub. */
  readonly url: string
  /** Posts a form to the hub. */
  ask(form: Record<string, string>): Promise<{ status: number; text: string }>
  /** Shows a report to the public, as the desk does once it has cleared it, and waits until it is shown. */
  publish(report: { id: ReportId; revisionId: RevisionId }): Promise<void>
}

/** The whole program at work on loopback, with its own hub. */
export async function aHub(): Promise<AHub> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'mainsource-hub-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const app = await openApp(
    aConfig({
      dataFolder,
      port,
      siteUrl: url,
      ownHub: true,
      allowPrivateAddresses: true,
      logLevel: 'error',
    }),
  )
  const running = await startSite(app)
  afterAll(async () => {
    await running.close()
    await app.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
  return {
    app,
    url,
    async ask(form) {
      const answer = await fetch(`${url}/hub`, { method: 'POST', body: new URLSearchParams(form) })
      return { status: answer.status, text: await answer.text() }
    },
    async publish({ id, revisionId }) {
      const unpublished = { public_at: null, public_revision_id: null }
      await app.db
        .updateTable('reports')
        .set(unpublished)
        .where('id', '=', id)
        .where('public_revision_id', '=', revisionId)
        .execute()
      const handoffs = [{ to: 'report.cleared' as const, message: { reportId: id, revisionId } }]
      await app.runner.hand(handoffs, app.db)
      app.runner.wake(handoffs)
      await vi.waitFor(() => isPublic(app, id, revisionId), { timeout: 30_000, interval: 20 })
    },
  }
}

async function isPublic({ db }: App, id: ReportId, revisionId: RevisionId): Promise<void> {
  const isIt = db.selectFrom('public_reports').where('id', '=', id).where('revision_id', '=', revisionId)
  await isIt.select('id').executeTakeFirstOrThrow()
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
