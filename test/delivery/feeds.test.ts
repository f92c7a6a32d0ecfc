import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepFeedQuery, newestMatches } from '../../src/db/feedQueries.ts'
import type { Db } from '../../src/db/open.ts'
import { withdraw } from '../../src/db/publication.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import { subscribe } from '../alerts/aSubscription.ts'
import { aDatabase } from '../support/database.ts'
import { addDevelopment, addReport, addSource, addStory, type Report } from '../support/seedPages.ts'
import { type ServedSite, serveSite } from '../support/site.ts'

let db: Db
let served: ServedSite
let story: StoryId
let report: Report
const hub = 'https://hub.example/'
const headline = 'Olm & Drau <flood> Karsa'

beforeAll(async () => {
  db = (await aDatabase()).db
  const source = await addSource(db, 'The Post')
  const at = new Date()
  report = await addReport(db, {
    source,
    at,
    headline,
    paragraphs: ['The Olm rose by 4 metres.'],
    lang: 'en',
  })
  story = await addStory(db, 'Flood at Karsa', [report])
  await addDevelopment(db, story, report, 'new-figure', 'The Olm rose by 4 metres.')
  served = await serveSite(db, { hubUrl: hub })
})
afterAll(() => served?.close())

const get = async (path: string) => {
  const answer = await fetch(served.url + path)
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

test('a story is a feed in three formats that say the same and name the hub', async () => {
  const at = `/stories/${story}`
  const [atom, rss, json] = await Promise.all(['atom', 'rss', 'json'].map((format) => get(`${at}.${format}`)))
  const title = 'New figure: The Olm rose by 4 metres.'
  const asAtom = parseAtomFeed(atom!.text)
  expect(asAtom.entries).toMatchObject([{ title: { value: title } }])
  expect(asAtom.links).toContainEqual({ href: hub, rel: 'hub' })
  const asRss = parseRssFeed(rss!.text)
  expect(asRss.items).toMatchObject([{ title, guid: { value: asAtom.entries![0]!.id, isPermaLink: false } }])
  expect(asRss.atom?.links).toContainEqual({ href: hub, rel: 'hub' })
  const asJson = parseJsonFeed(json!.text)
  expect(asJson).toMatchObject({ feed_url: `${served.url}${at}.json`, hubs: [{ type: 'WebSub', url: hub }] })
  expect(asJson.items).toMatchObject([{ id: asAtom.entries![0]!.id, title }])
  expect(rss!.headers.get('content-type')).toContain('application/rss+xml')
  expect(json!.headers.get('content-type')).toContain('application/feed+json')
  expect(json!.headers.get('link')).toBe(`<${served.url}${at}.json>; rel="self", <${hub}>; rel="hub"`)
})

test('the stories are a feed in three formats', async () => {
  for (const format of ['atom', 'rss', 'json']) {
    const { status, text } = await get(`/stories.${format}`)
    expect(status).toBe(200)
    expect(text).toContain(story)
  }
})

test('a query is a feed of the newest reports that meet it', async () => {
  const { text } = await get('/reports.json?query=title%3Adrau%20AND%20olm')
  const feed = parseJsonFeed(text)
  expect(feed.feed_url).toBe(`${served.url}/reports.json?query=title%3Adrau%20AND%20olm`)
  expect(feed.items).toMatchObject([{ url: `${served.url}/reports/${report.id}`, title: headline }])
  expect(parseRssFeed((await get('/reports.rss?query=olm')).text).items).toMatchObject([{ title: headline }])
  expect((await get('/reports.json?query=nothing-of-this')).text).toContain('"items": []'.replace(' ', ''))
})

test('a query that cannot be read is refused in words', async () => {
  const { status, text } = await get('/reports.atom?query=(olm')
  expect(status).toBe(422)
  expect(text).toContain('The query cannot be read')
})

test('a reader that has a feed as it is gets it only when it changes', async () => {
  const { feedToken } = await subscribe(db, 'olm')
  const paths = [
    ...['atom', 'rss', 'json'].flatMap((format) => [
      `/stories.${format}`,
      `/stories/${story}.${format}`,
      `/reports.${format}?query=olm`,
    ]),
    `/subscriptions/feed/${feedToken}.atom`,
  ]
  const again = async (path: string, etag: string) => {
    const answer = await fetch(served.url + path, { headers: { 'if-none-match': etag } })
    return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength, headers: answer.headers }
  }
  const etags = new Map<string, string>()
  for (const path of paths) {
    const etag = (await get(path)).headers.get('etag')!
    etags.set(path, etag)
    expect(etag).toMatch(/^"[\w-]{27}"$/)
    const same = await again(path, `"other", W/${etag}`)
    expect(same).toMatchObject({ status: 304, bytes: 0 })
    expect(same.headers.get('etag')).toBe(etag)
    expect((await again(path, '"other"')).status).toBe(200)
  }
  await db.updateTable('sources').set({ name: 'The Evening Post' }).where('name', '=', 'The Post').execute()
  expect((await again('/stories.atom', etags.get('/stories.atom')!)).status).toBe(200)
  expect((await again('/stories.rss', etags.get('/stories.atom')!)).status).toBe(200)
})

test('the feed of a query holds the newest fifty, the newest first', async () => {
  const source = await addSource(db, 'The Ledger')
  for (let day = 1; day <= 60; day++) {
    const at = new Date(Date.UTC(2026, 0, day))
    await addReport(db, { source, at, headline: `Wheat, day ${day}`, paragraphs: ['Wheat was sold.'] })
  }
  const { items } = parseJsonFeed((await get('/reports.json?query=wheat')).text)
  expect(items?.map(({ title }) => title)).toEqual(
    Array.from({ length: 50 }, (_, place) => `Wheat, day ${60 - place}`),
  )
})

test('a kept query is answered from what was noted, the same as by looking through', async () => {
  const looked = (await get('/reports.atom?query=wheat')).text
  const id = await keepFeedQuery(db, 'wheat')
  expect((await get('/reports.atom?query=wheat')).text).toBe(looked)
  expect(await db.selectFrom('feed_matches').where('query_id', '=', id).execute()).toHaveLength(60)
  expect((await get('/reports.atom?query=wheat')).text).toBe(looked)
  const [newest] = await newestMatches(db, id, 1)
  await withdraw(db, newest!.reportId, new Date())
  const { entries } = parseAtomFeed((await get('/reports.atom?query=wheat')).text)
  expect(entries).toHaveLength(50)
  expect(entries![0]!.title?.value).toBe('Wheat, day 59')
})
