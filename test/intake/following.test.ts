import { beforeEach, expect, test } from 'vitest'
import { findFeed, listFeeds } from '../../src/db/feeds.ts'
import type { Db } from '../../src/db/open.ts'
import { getSource, sourceHost } from '../../src/db/sources.ts'
import { healthOf } from '../../src/domain/feedHealth.ts'
import { Failure } from '../../src/failure.ts'
import { parseOpml, writeOpml } from '../../src/intake/feeds/opml.ts'
import { followList } from '../../src/intake/followList.ts'
import { everyInWords } from '../../src/intake/inWords.ts'
import { addressToFollow, type Hands, takeUrl } from '../../src/intake/takeUrl.ts'
import { declaresArticle } from '../../src/intake/understandUrl.ts'
import type { Handoff } from '../../src/stage.ts'
import { aConfig, aContext } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { aSite } from './aSite.ts'

const { db, raw } = await aDatabase()
beforeEach(() => raw('truncate sources, fetches cascade'))

const context = aContext({ config: aConfig({ allowPrivateAddresses: true, hostDelaySeconds: 0 }) })

function someHands(): Hands & { readonly handed: Handoff[] } {
  const handed: Handoff[] = []
  return { handed, hand: async (handoffs) => void handed.push(...handoffs), wake: () => {} }
}

const take = (db: Db, url: string, hands: Hands = someHands(), options: { as?: 'page' } = {}) =>
  takeUrl(db, url, context, hands, options)

const aFeed = (title: string) =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://harbour.example/</link>
  <item><guid>1</guid><title>One</title><link>https://harbour.example/1</link></item>
  <item><guid>2</guid><title>Two</title><link>https://harbour.example/2</link></item></channel></rss>`

const aPage = (head: string) => `<!doctype html><html><head>${head}</head><body><p>Words.</p></body></html>`
const advertising = (path: string) => `<link rel="alternate" type="application/rss+xml" href="${path}">`

test('a feed is followed: its items are kept, its pages wait, and it says what it understood', async () => {
  const site = await aSite()
  site.on('/feed', aFeed('The Harbour Post'))
  const hands = someHands()
  const taken = await take(db, `${site.origin}/feed`, hands)
  expect(taken).toMatchObject({ kind: 'followed', feed: { kind: 'feed', failures: 0 } })
  expect(taken.say).toMatch(
    /^Feed: The Harbour Post \(RSS 2\.0, 2 items\), polled about every 1[3-7] minutes$/,
  )
  expect(hands.handed.map((one) => one.to)).toEqual(['page.due', 'page.due', 'feed.due'])
  expect(site.asked).toHaveLength(1)
  const [feed] = await listFeeds(db)
  expect(feed).toMatchObject({ sourceName: 'The Harbour Post', sourceHost: 'harbour.example', items: 2 })
  expect(await getSource(db, feed!.sourceId)).toMatchObject({ homeUrl: 'https://harbour.example/' })
})

test('an address that is followed is not followed twice', async () => {
  const site = await aSite()
  site.on('/feed', aFeed('The Harbour Post'))
  await take(db, `${site.origin}/feed`)
  const hands = someHands()
  expect(await take(db, `${site.origin}/feed#top`, hands)).toMatchObject({ kind: 'already' })
  expect(hands.handed).toEqual([])
  expect(await listFeeds(db)).toHaveLength(1)
})

test('a front page stands for the feed it advertises, or for one at a usual address', async () => {
  const site = await aSite()
  site.on('/', aPage(advertising('/broken') + advertising('/news.rss')))
  site.on('/news.rss', aFeed('The Harbour Post'))
  const taken = await take(db, site.origin)
  expect(taken).toMatchObject({ kind: 'followed', feed: { url: `${site.origin}/news.rss` } })
  expect(taken.say).toContain(`found on ${site.origin}/`)
  const silent = await aSite()
  silent.on('/', aPage(''))
  silent.on('/rss.xml', aFeed('The Quiet Post'))
  expect(await take(db, silent.origin)).toMatchObject({ feed: { url: `${silent.origin}/rss.xml` } })
})

test('an article is followed as itself, and the feed it advertises is named', async () => {
  const site = await aSite()
  site.on(
    '/2030/bridge',
    aPage(
      `<meta property="og:type" content="article"><meta property="og:site_name" content="The Harbour Post">${advertising('/news.rss')}`,
    ),
  )
  const hands = someHands()
  const taken = await take(db, `${site.origin}/2030/bridge`, hands)
  expect(taken).toMatchObject({ kind: 'followed', feed: { kind: 'page' } })
  expect(taken.say).toContain(`${site.origin}/news.rss`)
  expect(hands.handed.map((one) => one.to)).toEqual(['capture.taken', 'feed.due'])
  expect((await listFeeds(db))[0]).toMatchObject({ sourceName: 'The Harbour Post' })
})

test('any page may be taken as itself', async () => {
  const site = await aSite()
  site.on('/', aPage(advertising('/news.rss')))
  expect(await take(db, site.origin, someHands(), { as: 'page' })).toMatchObject({ feed: { kind: 'page' } })
})

test('a news sitemap is followed as one', async () => {
  const site = await aSite()
  site.on(
    '/news.xml',
    `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${site.origin}/1</loc><news:news><news:title>One</news:title><news:publication_date>${new Date().toISOString()}</news:publication_date></news:news></url></urlset>`,
  )
  const taken = await take(db, `${site.origin}/news.xml`)
  expect(taken).toMatchObject({ kind: 'followed', feed: { kind: 'sitemap', format: 'news sitemap' } })
})

test('what cannot be followed is said with what to do about it, and the fetch is kept', async () => {
  const site = await aSite()
  site.on('/robots.txt', 'User-agent: *\nDisallow: /closed')
  site.on('/picture', '\x89PNG\0\0', 'image/png')
  const expected = {
    '/closed': ['robots', 'Ask the owner'],
    '/nothing': ['not-found', 'Open the address in a browser'],
    '/picture': ['unreadable', 'Give the address of a feed'],
  }
  for (const [path, [why, advice]] of Object.entries(expected)) {
    expect(await take(db, site.origin + path)).toMatchObject({
      kind: 'failed',
      why,
      say: expect.stringContaining(advice!),
    })
  }
  expect(await listFeeds(db)).toEqual([])
  const fetches = await db.selectFrom('fetches').select(['outcome', 'feed_id']).execute()
  expect(fetches.length).toBeGreaterThanOrEqual(2)
  expect(fetches.every((one) => one.feed_id === null)).toBe(true)
})

test('an address is kept without its fragment, with https where no scheme was given, and never with a password', () => {
  expect(addressToFollow(' Harbour.example/feed#x ')).toBe('https://harbour.example/feed')
  expect(addressToFollow('http://harbour.example')).toBe('http://harbour.example/')
  for (const address of [
    '',
    'file:///etc/passwd',
    'ftp://a.example',
    'https://me:secret@a.example/',
    'a b c',
  ]) {
    expect(() => addressToFollow(address)).toThrow(Failure)
  }
})

test('an article says so in its own marks; a front page with a list of articles does not', () => {
  expect(declaresArticle('<meta content="article" property="og:type">')).toBe(true)
  expect(declaresArticle('<script type="application/ld+json">{"@type": "NewsArticle"}</script>')).toBe(true)
  expect(declaresArticle('<meta property="article:published_time" content="2030-01-01">')).toBe(true)
  expect(
    declaresArticle(
      '<meta property="og:type" content="website"><article>One</article><article>Two</article>',
    ),
  ).toBe(false)
})

test('a list of feeds is followed at once, and given back the same', async () => {
  const feeds = Array.from({ length: 120 }, (_, at) => ({
    url: `https://paper-${at}.example/feed`,
    title: `Paper ${at}`,
    pageUrl: `https://www.paper-${at}.example/`,
    folders: [],
  }))
  const list = parseOpml(Buffer.from(writeOpml('Mine', feeds)))!
  const hands = someHands()
  const odd = { url: 'https://me:secret@a.example/feed', folders: [] }
  const twice = [...list.feeds, odd, list.feeds[0]!]
  expect(await followList(db, twice, context, hands)).toMatchObject({
    followed: 120,
    already: 1,
    refused: [{ say: expect.stringContaining('password') }],
  })
  expect(new Set(hands.handed.map((one) => one.only)).size).toBe(120)
  const kept = await listFeeds(db)
  expect(kept.map((one) => one.url).sort()).toEqual(feeds.map((one) => one.url).sort())
  expect(kept[0]).toMatchObject({ sourceHost: expect.stringMatching(/^paper-\d+\.example$/) })
})

test('two feeds of one site are of one source', async () => {
  const site = await aSite()
  site.on('/world', aFeed('The Harbour Post – World'))
  site.on('/home', aFeed('The Harbour Post – Home'))
  for (const path of ['/world', '/home']) await take(db, site.origin + path)
  expect(new Set((await listFeeds(db)).map((one) => one.sourceId)).size).toBe(1)
})

test('a host is the same with and without www, and only of http addresses', () => {
  expect(sourceHost('https://WWW.Harbour.example/x')).toBe('harbour.example')
  expect(sourceHost('http://harbour.example:8080/')).toBe('harbour.example:8080')
  expect(sourceHost('mailto:a@b.example')).toBeUndefined()
})

test('how a feed fares is said in a sentence', async () => {
  const site = await aSite()
  site.on('/feed', aFeed('The Harbour Post'))
  const taken = await take(db, `${site.origin}/feed`)
  if (taken.kind !== 'followed') throw new Error(taken.say)
  const feed = (await findFeed(db, taken.feed.id))!
  const now = new Date()
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  expect(healthOf(feed, now)).toEqual({ health: 'sound' })
  expect(healthOf({ ...feed, lastFetchedAt: undefined }, now)).toEqual({ health: 'new' })
  expect(
    healthOf({ ...feed, failures: 3, lastError: 'The site has an error of its own (500).' }, now),
  ).toEqual({
    health: 'failing',
    say: 'Failed 3 times in a row: The site has an error of its own (500).',
  })
  const quiet = { ...feed, lastItemAt: daysAgo(9), quietAfterS: 2 * 86_400, rhythmS: 7200 }
  expect(healthOf(quiet, now)).toEqual({
    health: 'silent',
    say: 'Nothing new for 9 days; it usually brings something every 2 hours.',
  })
})

test('an interval is said as people say it', () => {
  const said = [30, 60, 300, 890, 3600, 5000, 21_600, 86_400, 604_800].map(everyInWords)
  expect(said).toEqual([
    'about every 30 seconds',
    'about every minute',
    'about every 5 minutes',
    'about every 15 minutes',
    'about every hour',
    'about every 83 minutes',
    'about every 6 hours',
    'about every day',
    'about every 7 days',
  ])
})
