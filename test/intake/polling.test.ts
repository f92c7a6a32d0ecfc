import { gzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { findFeed, insertFeed } from '../../src/db/feeds.ts'
import { recentFetches } from '../../src/db/fetches.ts'
import type { Db } from '../../src/db/open.ts'
import { findOrMakeSource } from '../../src/db/sources.ts'
import type { FeedId } from '../../src/domain/ids.ts'
import { ensurePolls } from '../../src/intake/ensurePolls.ts'
import { fetchPage } from '../../src/intake/fetchPage.ts'
import { pollFeed } from '../../src/intake/pollFeed.ts'
import { startRunner } from '../../src/runner.ts'
import type { Handoff, Queue, Stage } from '../../src/stage.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { aSite, type Site } from './aSite.ts'

const database = await aDatabase()
const { db } = database
beforeEach(() => database.raw('truncate sources, fetches cascade'))

const config = aConfig({ allowPrivateAddresses: true, hostDelaySeconds: 0 })
const context = aContext({ config })
const later = (minutes: number) => ({ ...context, now: () => new Date(Date.now() + minutes * 60_000) })

const words = (about: string) => `The council of ${about} met on Monday and spoke of the bridge. `.repeat(12)

const anItem = (id: string, more = '') =>
  `<item><guid isPermaLink="false">${id}</guid><title>News ${id}</title>${more}</item>`

const aFeed = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
  <title>The Harbour Post</title><link>https://harbour.example/</link><language>en</language>${items.join('')}</channel></rss>`

async function aFollowed(
  db: Db,
  site: Site,
  path = '/feed',
  kind: 'feed' | 'page' = 'feed',
): Promise<FeedId> {
  const sourceId = await findOrMakeSource(db, { name: 'The Harbour Post', host: new URL(site.origin).host })
  const feed = await insertFeed(db, { sourceId, url: site.origin + path, kind, nextPollAt: new Date(0) })
  return feed!.id
}

const to = <Name extends Queue>(handoffs: readonly Handoff[], queue: Name) =>
  handoffs.filter((one): one is Handoff & { to: Name } => one.to === queue)

test('a feed with full texts gives captures with what it says of them, one with summaries pages to fetch', async () => {
  const site = await aSite()
  site.on(
    '/feed',
    aFeed(
      anItem(
        '1',
        `<link>${site.origin}/1</link><content:encoded>&lt;p&gt;${words('Arlen')}&lt;/p&gt;</content:encoded>
        <author>Ina Vessel</author><pubDate>${new Date().toUTCString()}</pubDate>`,
      ),
      anItem('2', `<link>${site.origin}/2</link><description>A short summary.</description>`),
      anItem('3', '<pubDate>Mon, 05 Jan 2015 10:00:00 GMT</pubDate><description>Long ago.</description>'),
    ),
    'application/rss+xml',
  )
  const feedId = await aFollowed(db, site)
  const handoffs = await runStage(pollFeed, { feedId }, db, context)
  expect(handoffs.map((one) => one.to)).toEqual(['capture.taken', 'page.due', 'feed.due'])
  const captures = await db.selectFrom('captures').selectAll().execute()
  expect(captures).toHaveLength(1)
  expect(captures[0]).toMatchObject({
    kind: 'fragment',
    url: `${site.origin}/1`,
    hints: { title: 'News 1', authors: ['Ina Vessel'], guid: '1', lang: 'en' },
  })
  const feed = await findFeed(db, feedId)
  expect(feed).toMatchObject({ title: 'The Harbour Post', format: 'RSS 2.0', failures: 0 })
  const [next] = to(handoffs, 'feed.due')
  expect(next).toMatchObject({ message: { feedId }, only: feedId, after: feed!.nextPollAt })
  expect(await recentFetches(db, feedId)).toMatchObject([{ outcome: 'ok', url: `${site.origin}/feed` }])
  expect(await db.selectFrom('items').select('key').orderBy('key').execute()).toEqual([
    { key: '1' },
    { key: '2' },
    { key: '3' },
  ])
})

test('the same items at the next poll change nothing; a changed text is captured again', async () => {
  const site = await aSite()
  const content = (text: string) => `<content:encoded>&lt;p class="x"&gt;${text}&lt;/p&gt;</content:encoded>`
  site.on('/feed', aFeed(anItem('1', content(words('Arlen')))))
  const feedId = await aFollowed(db, site)
  expect(to(await runStage(pollFeed, { feedId }, db, context), 'capture.taken')).toHaveLength(1)
  site.on('/feed', aFeed(anItem('1', content(words('Arlen')).replace('"x"', '"y" data-count="7"'))))
  expect(to(await runStage(pollFeed, { feedId }, db, later(400)), 'capture.taken')).toHaveLength(0)
  site.on('/feed', aFeed(anItem('1', content(words('Arlen, corrected:')))))
  expect(to(await runStage(pollFeed, { feedId }, db, later(800)), 'capture.taken')).toHaveLength(1)
  expect(await db.selectFrom('items').select('id').execute()).toHaveLength(1)
})

test('items that share an id are told apart, whatever their order', async () => {
  const site = await aSite()
  const item = (name: string) =>
    anItem(
      'same',
      `<link>${site.origin}/${name}</link><description>${words(name)}${words(name)}</description>`,
    )
  site.on('/feed', aFeed(item('a'), item('b')))
  const feedId = await aFollowed(db, site)
  expect(to(await runStage(pollFeed, { feedId }, db, context), 'capture.taken')).toHaveLength(2)
  site.on('/feed', aFeed(item('c'), item('b'), item('a')))
  expect(to(await runStage(pollFeed, { feedId }, db, later(400)), 'capture.taken')).toHaveLength(1)
})

test('a second request is conditional, and 304 keeps what was known', async () => {
  const site = await aSite()
  site.on('/feed', (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') return response.writeHead(304).end()
    return response
      .writeHead(200, { etag: '"v1"', 'last-modified': 'Mon, 07 Jan 2030 10:00:00 GMT' })
      .end(aFeed(anItem('1')))
  })
  const feedId = await aFollowed(db, site)
  await runStage(pollFeed, { feedId }, db, context)
  for (const minutes of [400, 800]) {
    const handoffs = await runStage(pollFeed, { feedId }, db, later(minutes))
    expect(handoffs.map((one) => one.to)).toEqual(['feed.due'])
  }
  expect(site.asked[2]!.headers).toMatchObject({
    'if-none-match': '"v1"',
    'if-modified-since': 'Mon, 07 Jan 2030 10:00:00 GMT',
  })
  expect((await recentFetches(db, feedId)).map((one) => one.outcome)).toEqual([
    'not-modified',
    'not-modified',
    'ok',
  ])
})

test('a feed that moved for good is followed where it is now; one that moved onto another is not followed twice', async () => {
  const site = await aSite()
  site.on('/old', (_, response) => response.writeHead(301, { location: '/new' }).end())
  site.on('/older', (_, response) => response.writeHead(308, { location: '/new' }).end())
  site.on('/new', aFeed(anItem('1')))
  const old = await aFollowed(db, site, '/old')
  const older = await aFollowed(db, site, '/older')
  expect(to(await runStage(pollFeed, { feedId: old }, db, context), 'feed.due')).toHaveLength(1)
  expect(await findFeed(db, old)).toMatchObject({
    url: `${site.origin}/new`,
    movedFrom: `${site.origin}/old`,
  })
  expect(to(await runStage(pollFeed, { feedId: older }, db, context), 'feed.due')).toHaveLength(0)
  expect(await findFeed(db, older)).toMatchObject({
    status: 'gone',
    lastError: expect.stringContaining('followed already'),
  })
})

test('a feed that is gone is not asked again; one not found or overwhelmed is, later', async () => {
  const site = await aSite()
  const other = await aSite()
  site.on('/gone', (_, response) => response.writeHead(410).end())
  other.on('/busy', (_, response) => response.writeHead(503, { 'retry-after': '7200' }).end())
  const gone = await aFollowed(db, site, '/gone')
  const missing = await aFollowed(db, site, '/missing')
  const busy = await aFollowed(db, other, '/busy')
  expect(await runStage(pollFeed, { feedId: gone }, db, context)).toEqual([])
  expect(await findFeed(db, gone)).toMatchObject({
    status: 'gone',
    lastError: expect.stringContaining('410'),
  })
  const [again] = to(await runStage(pollFeed, { feedId: missing }, db, context), 'feed.due')
  expect(again!.after!.getTime()).toBeGreaterThan(Date.now() + 200_000)
  expect(await findFeed(db, missing)).toMatchObject({ status: 'active', failures: 1 })
  const [afterwards] = to(await runStage(pollFeed, { feedId: busy }, db, context), 'feed.due')
  expect(afterwards!.after!.getTime()).toBeGreaterThan(Date.now() + 7_190_000)
  expect(await recentFetches(db, busy)).toMatchObject([
    { outcome: 'failed', status: 503, why: expect.stringContaining('server-error') },
  ])
})

test('a feed that robots.txt refuses is not fetched, and the feed says so', async () => {
  const site = await aSite()
  site.on('/robots.txt', 'User-agent: *\nDisallow: /feed')
  site.on('/feed', aFeed(anItem('1')))
  const feedId = await aFollowed(db, site)
  await runStage(pollFeed, { feedId }, db, context)
  expect(site.asked).toEqual([])
  expect(await findFeed(db, feedId)).toMatchObject({
    status: 'active',
    lastError: expect.stringContaining('robots.txt'),
  })
})

test('broken XML still gives its items, marked as repaired; a page in a feed’s place is a failure', async () => {
  const site = await aSite()
  site.on(
    '/feed',
    '<rss><channel><title>Bro&ken</title><item><title>One</title><link>/1</link><item><title>Two & more</title>',
  )
  const feedId = await aFollowed(db, site)
  await runStage(pollFeed, { feedId }, db, context)
  expect((await db.selectFrom('items').select('title').orderBy('title').execute()).length).toBe(2)
  const [fetch] = await recentFetches(db, feedId)
  expect(fetch!.repairs.length).toBeGreaterThan(0)
  site.on('/feed', '<!doctype html><html><body><p>We have a new look!</p></body></html>')
  await runStage(pollFeed, { feedId }, db, later(400))
  expect(await findFeed(db, feedId)).toMatchObject({
    failures: 1,
    lastError: expect.stringContaining('web page'),
  })
})

test('a bomb of entities in a feed is read within a second and stays small', async () => {
  const site = await aSite()
  const levels = Array.from(
    { length: 12 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(12)}">`,
  )
  site.on(
    '/feed',
    `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom">${levels.join('')}]>${aFeed(anItem('1', '<description>&e12;</description>')).replace(/^<\?xml[^>]*>/, '')}`,
  )
  const feedId = await aFollowed(db, site)
  const began = performance.now()
  await runStage(pollFeed, { feedId }, db, context)
  expect(performance.now() - began).toBeLessThan(1000)
  const items = await db.selectFrom('items').selectAll().execute()
  expect(JSON.stringify(items).length).toBeLessThan(5000)
})

test('a compression bomb in a feed’s place ends in a failure that is kept and shown', async () => {
  const site = await aSite()
  const bomb = gzipSync(Buffer.alloc(60_000_000))
  site.on('/feed', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
  const feedId = await aFollowed(db, site)
  const handoffs = await runStage(pollFeed, { feedId }, db, context)
  expect(handoffs.map((one) => one.to)).toEqual(['feed.due'])
  expect(await recentFetches(db, feedId)).toMatchObject([
    { outcome: 'failed', why: expect.stringContaining('too-large') },
  ])
  expect(await findFeed(db, feedId)).toMatchObject({
    failures: 1,
    lastError: 'The answer is larger than 50 MB.',
  })
})

test('null characters and half surrogates in a feed are no obstacle', async () => {
  const site = await aSite()
  site.on(
    '/feed',
    `{"version":"https://jsonfeed.org/version/1.1","title":"T\\u0000","items":[{"id":"a\\u0000","title":"x\\ud800y","content_text":"${words('Arlen')}\\u0000\\udc00"}]}`,
    'application/feed+json',
  )
  const feedId = await aFollowed(db, site)
  expect(to(await runStage(pollFeed, { feedId }, db, context), 'capture.taken')).toHaveLength(1)
})

test('a news sitemap gives the pages of the last two days', async () => {
  const site = await aSite()
  const url = (name: string, at: Date) =>
    `<url><loc>${site.origin}/${name}</loc><news:news><news:title>${name}</news:title><news:publication_date>${at.toISOString()}</news:publication_date></news:news></url>`
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600_000)
  site.on(
    '/index.xml',
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${site.origin}/news.xml</loc></sitemap><sitemap><loc>${site.origin}/missing.xml</loc></sitemap></sitemapindex>`,
  )
  site.on(
    '/news.xml',
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${url('new', hoursAgo(3))}${url('old', hoursAgo(100))}</urlset>`,
  )
  const feedId = await aFollowed(db, site, '/index.xml')
  const pages = to(await runStage(pollFeed, { feedId }, db, context), 'page.due')
  expect(pages).toHaveLength(1)
  expect(
    (await recentFetches(db, feedId)).map((one) => [one.url.slice(site.origin.length), one.outcome]),
  ).toEqual([
    ['/missing.xml', 'failed'],
    ['/news.xml', 'ok'],
    ['/index.xml', 'ok'],
  ])
})

test('a single page is captured when it is new and when its words change, not when its markup does', async () => {
  const site = await aSite()
  const page = (text: string, token: string) =>
    `<html><head><title>The bridge</title></head><body data-token="${token}"><h1>The bridge</h1><p>${text}</p><p>${text}</p></body></html>`
  site.on('/bridge', page(words('Arlen'), 'one'))
  const feedId = await aFollowed(db, site, '/bridge', 'page')
  const taken = async (minutes: number) =>
    to(await runStage(pollFeed, { feedId }, db, later(minutes)), 'capture.taken').length
  expect(await taken(0)).toBe(1)
  const first = (await findFeed(db, feedId))!.intervalS!
  site.on('/bridge', page(words('Arlen'), 'two'))
  expect(await taken(400)).toBe(0)
  expect((await findFeed(db, feedId))!.intervalS).toBeGreaterThan(first * 1.5)
  site.on('/bridge', page(words('Brook'), 'three'))
  expect(await taken(2000)).toBe(1)
  expect((await db.selectFrom('captures').select('kind').execute()).map((one) => one.kind)).toEqual([
    'html',
    'html',
  ])
})

async function aSummaryItem(db: Db, site: Site, path: string) {
  site.on(
    '/feed',
    aFeed(anItem(path, `<link>${site.origin}${path}</link><description>A short summary.</description>`)),
  )
  const feedId = await aFollowed(db, site)
  const [page] = to(await runStage(pollFeed, { feedId }, db, context), 'page.due')
  return page!.message
}

test('the page of an item is kept as HTML in its own encoding, with what the feed says of it', async () => {
  const site = await aSite()
  const message = await aSummaryItem(db, site, '/story')
  site.on('/story', (_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(
      Buffer.from(
        '<html><head><meta charset="windows-1251"><title>\xcc\xee\xf1\xf2</title></head><body><p>x</p></body></html>',
        'latin1',
      ),
    )
  })
  const handoffs = await runStage(fetchPage, message, db, context)
  expect(handoffs.map((one) => one.to)).toEqual(['capture.taken'])
  const [capture] = await db.selectFrom('captures').selectAll().execute()
  expect(capture).toMatchObject({
    kind: 'html',
    url: `${site.origin}/story`,
    hints: { title: 'News /story', guid: '/story' },
  })
  expect(capture!.content).toContain('<title>Мост</title>')
})

test('a page that cannot be had is tried again, or its summary kept and marked', async () => {
  const site = await aSite()
  site.on('/robots.txt', 'User-agent: *\nDisallow: /closed')
  const message = await aSummaryItem(db, site, '/closed')
  expect((await runStage(fetchPage, message, db, context)).map((one) => one.to)).toEqual(['capture.taken'])
  const [capture] = await db.selectFrom('captures').selectAll().execute()
  expect(capture).toMatchObject({
    kind: 'fragment',
    hints: { repairs: [expect.stringContaining('only the feed’s own summary')] },
  })

  const shaky = await aSite()
  const passing = await aSummaryItem(db, shaky, '/shaky')
  shaky.on('/shaky', (_, response) => response.writeHead(500).end())
  const [again] = to(await runStage(fetchPage, passing, db, context), 'page.due')
  expect(again!.after!.getTime()).toBeGreaterThan(Date.now() + 200_000)
})

test('pages that a feed gathers from many sites are each of their own site', async () => {
  const sites = await Promise.all([1, 2, 3, 4, 5].map(() => aSite()))
  const [gatherer, ...others] = sites
  const page =
    '<html><head><meta property="og:site_name" content="The Far Post"></head><body><p>x</p></body></html>'
  for (const other of others) other.on('/story', page)
  gatherer!.on(
    '/feed',
    aFeed(...others.map((other) => anItem(other.origin, `<link>${other.origin}/story</link>`))),
  )
  const feedId = await aFollowed(db, gatherer!)
  const [first] = to(await runStage(pollFeed, { feedId }, db, context), 'page.due')
  await runStage(fetchPage, first!.message, db, context)
  const capture = await db
    .selectFrom('captures')
    .innerJoin('sources', 'sources.id', 'captures.source_id')
    .select(['captures.url', 'sources.name', 'sources.host'])
    .executeTakeFirstOrThrow()
  expect(capture.name).toBe('The Far Post')
  expect(capture.url).toBe(`http://${capture.host}/story`)
})

test('what is no page is not kept as one', async () => {
  const site = await aSite()
  const message = await aSummaryItem(db, site, '/file.pdf')
  site.on('/file.pdf', '%PDF-1.7 \0\0\0', 'application/pdf')
  await runStage(fetchPage, message, db, context)
  expect((await db.selectFrom('captures').select('kind').execute()).map((one) => one.kind)).toEqual([
    'fragment',
  ])
  expect(await db.selectFrom('items').select('page_error').execute()).toMatchObject([
    { page_error: expect.stringContaining('application/pdf') },
  ])
})

test('every active feed has one poll waiting, after a restart too, and extra messages come to nothing', async () => {
  const site = await aSite()
  site.on('/feed', aFeed(anItem('1')))
  const feedId = await aFollowed(db, site)
  const ending: Stage<'capture.taken'> = {
    name: 'ending',
    takes: 'capture.taken',
    lanes: 1,
    run: async () => [],
  }
  const runner = await startRunner(database, [pollFeed, fetchPage, ending], context)
  const missing = await ensurePolls(db)
  expect(missing).toMatchObject([{ to: 'feed.due', message: { feedId } }])
  const due = missing.map((one) => ({ ...one, after: undefined }))
  await runner.hand([...due, ...due], db)
  expect(await ensurePolls(db)).toEqual([])
  runner.wake(due)
  await expect
    .poll(async () => (await findFeed(db, feedId))?.lastFetchedAt, { timeout: 10_000 })
    .toBeDefined()
  await runner.idle()
  await runner.hand(due, db)
  runner.wake(due)
  await runner.idle()
  expect(site.asked.filter((one) => one.path === '/feed')).toHaveLength(1)
  expect((await runner.depths()).find((one) => one.queue === 'feed.due')).toMatchObject({
    waiting: 0,
    heldBack: 1,
  })
  expect(await ensurePolls(db)).toEqual([])
  await runner.stop()
})
