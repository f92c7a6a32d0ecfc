import { Hono } from 'hono'
import { contextStorage } from 'hono/context-storage'
import { beforeAll, expect, test } from 'vitest'
import { previewQuery } from '../../src/alerts/preview.ts'
import { saveAlerts } from '../../src/db/alerts.ts'
import type { Db } from '../../src/db/open.ts'
import { findSubscription, mutedStories } from '../../src/db/subscriptions.ts'
import { newId, type StoryId } from '../../src/domain/ids.ts'
import { openLog } from '../../src/log.ts'
import { showError } from '../../src/publishing/site/errors.tsx'
import { strictHeaders } from '../../src/publishing/site/guards/headers.ts'
import { ownFormsOnly } from '../../src/publishing/site/guards/origin.ts'
import type { SiteEnv } from '../../src/publishing/site/reader.ts'
import { isOneClick, subscriptionRoutes } from '../../src/publishing/subscriptions/routes.ts'
import type { Handoff } from '../../src/stage.ts'
import { anAlert } from '../delivery/aDelivery.ts'
import { aConfig } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addDevelopment, addReport, addSource, addStory } from '../support/seedPages.ts'
import { subscribe } from './aSubscription.ts'

const siteUrl = 'http://127.0.0.1:8080'
const now = new Date('2026-05-05T00:00:00Z')
const handed: Handoff[] = []
let db: Db
let story: string
let pages: Hono<SiteEnv>

beforeAll(async () => {
  db = (await aDatabase()).db
  const at = new Date('2026-05-04T07:10:00Z')
  const source = await addSource(db, 'The Wire')
  const report = await addReport(db, {
    source,
    at,
    headline: 'Olm floods Karsa',
    paragraphs: ['The Olm rose by 4 metres.'],
  })
  await addReport(db, { source, at, headline: 'Budget passed', paragraphs: ['Parliament passed it.'] })
  const id = await addStory(db, 'Flood at Karsa', [report])
  await addDevelopment(db, id, report, 'first-report', 'The Olm rose by 4 metres.')
  story = id
  const config = aConfig({ siteUrl, smtpUrl: 'smtp://127.0.0.1:1' })
  pages = new Hono<SiteEnv>()
  pages.onError(showError(openLog('silent')))
  pages.use(contextStorage(), strictHeaders(), ownFormsOnly(config, isOneClick))
  pages.route(
    '/subscriptions',
    subscriptionRoutes({
      db,
      config,
      now: () => now,
      alerts: {
        preview: (query, heeded) => previewQuery(db, query, now, heeded),
        inTransaction: async (act) => {
          const done = await db.transaction().execute(act)
          handed.push(...done.handoffs)
          return done
        },
      },
    }),
  )
})

async function get(path: string) {
  const response = await pages.request(`${siteUrl}${path}`, { headers: { host: '127.0.0.1:8080' } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

async function post(path: string, fields: Record<string, string>, origin: string | undefined = siteUrl) {
  const response = await pages.request(`${siteUrl}${path}`, {
    method: 'POST',
    headers: { host: '127.0.0.1:8080', ...(origin ? { origin } : {}) },
    body: new URLSearchParams(fields),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('a query is tried on the last 30 days before one subscribes', async () => {
  const { status, text } = await get('/subscriptions/new?query=olm')
  expect(status).toBe(200)
  expect(text).toContain('<strong>1 report</strong>')
  expect(text).toContain('<strong>1 alert at most</strong>')
  expect(text).toContain('Olm floods Karsa')
  expect(text).not.toContain('Budget passed')
})

test('the rules and the story that are asked for are heeded in what is tried', async () => {
  const withRules = (more: string) => get(`/subscriptions/new?query=olm&${more}`)
  expect((await withRules('only=figures')).text).toContain('<strong>no alert</strong>')
  expect((await withRules('origins=2')).text).toContain('<strong>no alert</strong>')
  expect((await withRules('origins=many')).text).toContain('<strong>1 alert at most</strong>')
  expect((await withRules(`story=${story}`)).text).toContain('<strong>1 report</strong>')
  const other = await addReport(db, {
    source: await addSource(db, 'Elsewhere'),
    at: new Date('2026-04-01T07:10:00Z'),
    headline: 'Olm regatta',
    paragraphs: ['Rowers met on the Olm.'],
  })
  const regatta = await addStory(db, 'Regatta', [other])
  expect((await withRules(`story=${regatta}`)).text).toContain('<strong>0 reports</strong>')
})

test('a query that cannot be read is shown with the character', async () => {
  const { text } = await get(`/subscriptions/new?query=${encodeURIComponent('olm (')}`)
  expect(text).toContain('(Character 6.)')
  expect(text).toMatch(/Here: <code class="query-wrong" dir="auto">olm \(<mark class="hit">…<\/mark>/)
})

test('a feed is subscribed to in one step, and the feed holds what was told', async () => {
  const { status, headers } = await post('/subscriptions', { query: 'olm', kind: 'atom' })
  expect(status).toBe(303)
  const page = await get(headers.get('location')!)
  expect(page.headers.get('cache-control')).toBe('no-store')
  const feed = /href="http:\/\/127\.0\.0\.1:8080(\/subscriptions\/feed\/[\w-]{43}\.atom)"/.exec(
    page.text,
  )![1]!
  const subscription = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('query', '=', 'olm')
    .executeTakeFirstOrThrow()
  const revision = await db
    .selectFrom('revisions')
    .selectAll()
    .where('headline', '=', 'Olm floods Karsa')
    .executeTakeFirstOrThrow()
  await saveAlerts(db, [
    {
      subscriptionId: subscription.id,
      storyId: story as never,
      reportId: revision.report_id,
      revisionId: revision.id,
      body: anAlert(),
      tells: [],
      at: now,
    },
  ])
  const { text, headers: of } = await get(feed)
  expect(of.get('content-type')).toContain('application/atom+xml')
  expect(text).toContain('The Olm rose by 4 metres.')
  expect(text).toContain('Main source: The Wire')
})

test('mail waits for a confirmation that only the button gives', async () => {
  const { status, text } = await post('/subscriptions', {
    query: 'karsa',
    kind: 'email',
    email: 'ana@Example.org',
  })
  expect([status, text]).toEqual([200, expect.stringContaining('ana@example.org')])
  expect(text).not.toContain('/subscriptions/feed/')
  const channel = await db
    .selectFrom('channels')
    .selectAll()
    .where('kind', '=', 'email')
    .executeTakeFirstOrThrow()
  expect(handed).toContainEqual({ to: 'channel.made', message: { channelId: channel.id } })
  const link = `/subscriptions/confirm/${channel.confirm_token}`
  expect((await get(link)).text).toContain('Yes, send them')
  const confirmed = () =>
    db.selectFrom('channels').select('confirmed_at').where('id', '=', channel.id).executeTakeFirstOrThrow()
  expect((await confirmed()).confirmed_at).toBeNull()
  expect((await post(link, {})).status).toBe(303)
  expect((await confirmed()).confirmed_at).toEqual(now)
})

test('one address is asked three times an hour at most', async () => {
  const ask = () => post('/subscriptions', { query: 'karsa', kind: 'email', email: 'bo@example.org' })
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 200])
  const fourth = await ask()
  expect([fourth.status, fourth.text]).toEqual([
    422,
    expect.stringContaining('several times within the hour'),
  ])
})

test.each([
  [{ query: '', kind: 'atom' }, 'The query cannot be read.'],
  [{ query: 'olm', kind: 'email', email: 'ana' }, 'This is no mail address.'],
  [{ query: 'olm', kind: 'webhook', webhook: 'ftp://example.org/' }, 'begins with https://'],
  [{ query: 'olm', kind: 'webhook', webhook: 'http://10.0.0.1/' }, 'not a public address'],
  [{ query: 'olm', kind: 'webhook', webhook: 'http://u:p@example.org/' }, 'no user and password'],
])('%o is refused', async (fields, message) => {
  const { status, text } = await post('/subscriptions', fields)
  expect([status, text]).toEqual([422, expect.stringContaining(message)])
})

test('what is to be heeded is set with the subscription, and stands on its page', async () => {
  const { headers } = await post('/subscriptions', {
    query: 'olm',
    kind: 'atom',
    pace: 'daily',
    'daily-at': '07:30',
    'quiet-from': '22:00',
    'quiet-to': '06:00',
    zone: 'Europe/Vienna',
    most: '',
    origins: '2',
    only: 'figures',
  })
  const token = headers.get('location')!.split('/').at(-1)!
  const { rules, zone } = (await findSubscription(db, { manageToken: token }))!
  expect(rules).toEqual({
    pace: { kind: 'daily', at: '07:30' },
    quiet: { from: '22:00', to: '06:00', corrections: 'wait' },
    origins: 2,
    only: 'figures',
  })
  expect(zone).toBe('Europe/Vienna')
  const { text } = await get(headers.get('location')!)
  expect(text).toContain('Gathered each day at 07:30 (Europe/Vienna)')
  expect(text).toMatch(/name="quiet-from" type="time" value="22:00"/)
})

test('a query is tried and changed on the page of its subscription', async () => {
  const subscription = await subscribe(db, 'volcano')
  const page = `/subscriptions/${subscription.manageToken}`
  const now = async () => (await findSubscription(db, { id: subscription.id }))!
  const tried = await post(`${page}/query`, { query: 'olm', preview: 'yes' })
  expect(tried.status).toBe(200)
  expect(tried.text).toContain('<strong>1 alert at most</strong>')
  expect(tried.text).toMatch(/<textarea id="query"[^>]*>olm<\/textarea>/)
  const unread = await post(`${page}/query`, { query: 'olm (' })
  expect(unread.status).toBe(422)
  expect(unread.text).toContain('(Character 6.)')
  expect((await now()).query).toBe('volcano')
  const changed = await post(`${page}/query`, { query: 'olm ' })
  expect([changed.status, changed.headers.get('location')]).toEqual([303, page])
  expect(await now()).toMatchObject({ query: 'olm', title: 'olm' })
})

test('a name that someone gave stays when the query changes; a followed story has no query to change', async () => {
  const named = await subscribe(db, 'volcano', { title: 'Mine' })
  await post(`/subscriptions/${named.manageToken}/query`, { query: 'olm' })
  expect(await findSubscription(db, { id: named.id })).toMatchObject({ query: 'olm', title: 'Mine' })
  const following = await subscribe(db, '', { storyId: story as StoryId })
  expect((await get(`/subscriptions/${following.manageToken}`)).text).not.toContain('/query"')
})

test('rules that cannot be used stay in the form, with what would do', async () => {
  const { manageToken } = await subscribe(db, 'olm')
  const page = `/subscriptions/${manageToken}`
  const refused = await post(`${page}/rules`, { pace: 'daily', 'daily-at': '07:30', most: 'few' })
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('from 1 to 1000')])
  expect(refused.text).toMatch(/name="daily-at" type="time" value="07:30"/)
  const changed = await post(`${page}/rules`, { pace: 'hourly', zone: 'Asia/Tokyo' })
  expect([changed.status, changed.headers.get('location')]).toEqual([303, `${page}#rules`])
  expect((await get(page)).text).toContain('Gathered each full hour.')
})

test('a preview keeps what was filled in, with its rules unfolded', async () => {
  const { text } = await post('/subscriptions', { query: 'olm', kind: 'atom', most: '3', preview: 'yes' })
  expect(text).toMatch(/<details class="more" open/)
  expect(text).toMatch(/name="most" type="number" min="1" max="1000" value="3"|name="most"[^>]*value="3"/)
  expect((await get('/subscriptions/new')).text).not.toMatch(/<details class="more" open/)
})

test.each([
  [{ 'quiet-from': '22:00' }, 'Quiet hours have a beginning and an end'],
  [{ pace: 'daily', 'daily-at': '25:00' }, 'at a time like 08:00'],
  [{ pace: 'weekly' }, 'at-once, hourly or daily'],
  [{ most: '0' }, 'from 1 to 1000'],
  [{ most: '2.5' }, 'from 1 to 1000'],
  [{ origins: 'many' }, 'from 1 to 20'],
  [{ only: 'news' }, 'Only figures, only corrections'],
  [{ zone: 'Vienna' }, 'There is no time zone Vienna'],
])('rules like %o are refused with what would do', async (fields, message) => {
  const { status, text } = await post('/subscriptions', { query: 'olm', kind: 'atom', ...fields })
  expect([status, text]).toEqual([422, expect.stringContaining(message)])
})

test('a story is followed without a query', async () => {
  expect((await get(`/subscriptions/new?story=${story}`)).text).toContain('Follow this story')
  const { headers } = await post('/subscriptions', { story, query: '', kind: 'atom' })
  expect((await get(headers.get('location')!)).text).toContain('All that is new in a story.')
})

test('a mail program unsubscribes by one click from no page of ours; opening the link only asks', async () => {
  const { id, manageToken, feedToken } = await subscribe(db, 'olm')
  const link = `/subscriptions/${manageToken}/unsubscribe`
  expect((await get(link)).text).toContain('No more alerts about')
  const ended = () =>
    db.selectFrom('subscriptions').select('ended_at').where('id', '=', id).executeTakeFirstOrThrow()
  expect((await ended()).ended_at).toBeNull()
  const { status } = await post(link, { 'List-Unsubscribe': 'One-Click' }, 'https://mail.example')
  expect(status).toBe(200)
  expect((await ended()).ended_at).toEqual(now)
  expect((await get(`/subscriptions/feed/${feedToken}.atom`)).status).toBe(410)
})

test('a story is muted and heard of again', async () => {
  const { manageToken } = await subscribe(db, 'olm')
  const page = `/subscriptions/${manageToken}`
  expect((await post(`${page}/mute/${story}`, {})).status).toBe(303)
  expect((await get(page)).text).toContain('Muted stories')
  await post(`${page}/unmute/${story}`, {})
  expect((await get(page)).text).not.toContain('Muted stories')
})

test('the link that mutes a story mutes what it became part of', async () => {
  const { id, manageToken } = await subscribe(db, 'olm')
  const told = newId('story')
  await db
    .insertInto('stories')
    .values({ id: told, headline: 'Told', first_at: now, last_at: now, merged_into: story as StoryId })
    .execute()
  const link = `/subscriptions/${manageToken}/mute/${told}`
  expect((await get(link)).text).toContain('Flood at Karsa')
  await post(link, {})
  expect((await mutedStories(db, id)).map((one) => one.id)).toEqual([story])
})

test('who has no token sees nothing, and other forms need a page of ours', async () => {
  expect((await get('/subscriptions/nonsense')).status).toBe(404)
  expect((await get('/subscriptions/confirm/nonsense')).status).toBe(404)
  expect((await get('/subscriptions/feed/nonsense.atom')).status).toBe(404)
  const { manageToken } = await subscribe(db, 'olm')
  const foreign = await post(`/subscriptions/${manageToken}/mute/${story}`, {}, 'https://evil.example')
  expect(foreign.status).toBe(403)
})
