import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { openApp } from '../../src/app.ts'
import { storyActor } from '../../src/domain/fediverse.ts'
import { startSite } from '../../src/startSite.ts'
import { aConfig } from '../support/context.ts'
import { addDevelopment, addStory } from '../support/seedPages.ts'
import { aReport, joinStory } from './followedSite.ts'
import { anOtherServer } from './otherServer.ts'

async function aFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function aRunningApp() {
  const port = await aFreePort()
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'mainsource-fediverse-'))
  const siteUrl = `http://127.0.0.1:${port}`
  const app = await openApp(aConfig({ dataFolder, port, siteUrl, allowPrivateAddresses: true }))
  const running = await startSite(app)
  afterAll(async () => {
    await running.close()
    await app.close()
  })
  return app
}

test('with every stage at work, a follow is accepted and what is published comes by itself', {
  timeout: 180_000,
}, async () => {
  const { db, config, runner } = await aRunningApp()
  const other = await anOtherServer()
  const story = await addStory(db, 'Flood at Karsa', [await aReport(db, ['The Olm rose.'])])
  await other.follow('ana', `@${storyActor(story)}@${new URL(config.siteUrl).host}`)
  await vi.waitFor(() => expect(other.taken.map((one) => one.type)).toEqual(['Accept']), 30_000)
  await runner.idle()
  const words = 'At least 14 people were killed, said governor Ilse Varnow.'
  const report = await aReport(db, [words])
  await joinStory(db, report, story)
  await addDevelopment(db, story, report, 'new-figure', words)
  const { id: reportId, revisionId } = report
  await runner.hand([{ to: 'report.published', message: { reportId, revisionId } }], db)
  runner.wake([{ to: 'report.published', message: { reportId, revisionId } }])
  await vi.waitFor(() => expect(other.taken.map((one) => one.type)).toEqual(['Accept', 'Create']), 30_000)
})
