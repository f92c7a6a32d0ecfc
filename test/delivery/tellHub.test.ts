import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { newMemory } from '../../src/memory.ts'
import { noteChangedFeeds } from '../../src/publishing/feeds/noteChanged.ts'
import { tellHub } from '../../src/publishing/feeds/tellHub.ts'
import type { Handoff, Messages } from '../../src/stage.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addReport, addSource, addStory, type Report } from '../support/seedPages.ts'
import { type ServedSite, serveSite } from '../support/site.ts'
import { aReceiver } from './receiver.ts'

let db: Db
let hub: Awaited<ReturnType<typeof aReceiver>>
let report: Report
let story: string
let served: ServedSite
beforeAll(async () => {
  db = (await aDatabase()).db
  hub = await aReceiver()
  const source = await addSource(db, 'The Post')
  report = await addReport(db, { source, at: new Date(), headline: 'Olm', paragraphs: ['The Olm rose.'] })
  story = await addStory(db, 'Flood at Karsa', [report])
  served = await serveSite(db, { hubUrl: hub.url })
  return () => served.close()
})
beforeEach(() => {
  hub.received.length = 0
})

const contextWith = (hubUrl: string) =>
  aContext({ config: aConfig({ hubUrl, allowPrivateAddresses: true, siteUrl: 'https://news.example' }) })

const pings = (handoffs: readonly Handoff[]) =>
  handoffs.flatMap((one) => (one.to === 'ping.due' ? one.message.feed + one.message.asked : []))

test('a hub elsewhere is told of the stories, the story, and the feeds of queries that were asked for', async () => {
  for (const query of ['olm%20rose', 'volcano']) await fetch(`${served.url}/reports.atom?query=${query}`)
  const handoffs = await runStage(
    noteChangedFeeds(newMemory().feedQueries),
    { reportId: report.id },
    db,
    contextWith(hub.url),
  )
  expect(pings(handoffs)).toEqual(['/stories', `/stories/${story}`, '/reports?query=olm%20rose'])
})

test('it is told of a feed in all its formats', async () => {
  const message = { feed: '/reports', asked: '?query=olm', tries: 0 }
  expect(await runStage(tellHub, message, db, contextWith(hub.url))).toEqual([])
  const form = new URLSearchParams(hub.received[0]!.body)
  expect(form.get('hub.mode')).toBe('publish')
  expect(form.getAll('hub.url')).toEqual([
    'https://news.example/reports.atom?query=olm',
    'https://news.example/reports.rss?query=olm',
    'https://news.example/reports.json?query=olm',
  ])
})

test('a hub that fails is told again later, a few times', async () => {
  hub.next = [{ status: 503 }, { status: 503 }]
  const context = contextWith(hub.url)
  const message: Messages['ping.due'] = { feed: '/stories', asked: '', tries: 0 }
  expect(await runStage(tellHub, message, db, context)).toMatchObject([
    { to: 'ping.due', message: { feed: '/stories', tries: 1 } },
  ])
  expect(await runStage(tellHub, { ...message, tries: 3 }, db, context)).toEqual([])
})
