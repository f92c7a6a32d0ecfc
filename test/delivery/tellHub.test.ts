import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { tellHub } from '../../src/publishing/feeds/tellHub.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addReport, addSource, addStory, type Report } from '../support/seedPages.ts'
import { aReceiver } from './receiver.ts'

let db: Db
let hub: Awaited<ReturnType<typeof aReceiver>>
let report: Report
let story: string
beforeAll(async () => {
  db = (await aDatabase()).db
  hub = await aReceiver()
  const source = await addSource(db, 'The Post')
  report = await addReport(db, { source, at: new Date(), headline: 'Olm', paragraphs: ['The Olm rose.'] })
  story = await addStory(db, 'Flood at Karsa', [report])
})
beforeEach(() => {
  hub.received.length = 0
})

const contextWith = (hubUrl: string) =>
  aContext({ config: aConfig({ hubUrl, allowPrivateAddresses: true, siteUrl: 'https://news.example' }) })

test('the hub is told which feeds a report has changed', async () => {
  const message = { reportId: report.id, tries: 0 }
  expect(await runStage(tellHub, message, db, contextWith(hub.url))).toEqual([])
  const form = new URLSearchParams(hub.received[0]!.body)
  expect(form.get('hub.mode')).toBe('publish')
  expect(form.getAll('hub.url')).toEqual(
    ['atom', 'rss', 'json'].flatMap((format) => [
      `https://news.example/stories.${format}`,
      `https://news.example/stories/${story}.${format}`,
    ]),
  )
})

test('a hub that fails is told again later, a few times', async () => {
  hub.next = [{ status: 503 }, { status: 503 }]
  const context = contextWith(hub.url)
  expect(await runStage(tellHub, { reportId: report.id, tries: 0 }, db, context)).toMatchObject([
    { to: 'feeds.changed', message: { reportId: report.id, tries: 1 } },
  ])
  expect(await runStage(tellHub, { reportId: report.id, tries: 3 }, db, context)).toEqual([])
})
