import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { newId } from '../../src/domain/ids.ts'
import { verifyIntent } from '../../src/publishing/hub/verifyIntent.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addReport, addSource, addStory } from '../support/seedPages.ts'
import { type ServedSite, serveSite } from '../support/site.ts'
import { type ACallback, aCallback } from './aCallback.ts'

let db: Db
let served: ServedSite
let callback: ACallback

beforeAll(async () => {
  db = (await aDatabase()).db
  served = await serveSite(db, { ownHub: true, allowPrivateAddresses: true })
  return () => served.close()
})
beforeEach(async () => {
  served.handed.length = 0
  await db.deleteFrom('hub_requests').execute()
  callback = await aCallback()
})

async function ask(changes: Record<string, string>, site = served.url) {
  const form = {
    'hub.mode': 'subscribe',
    'hub.topic': `${served.url}/stories.atom`,
    'hub.callback': callback.url,
    ...changes,
  }
  const answer = await fetch(`${site}/hub`, { method: 'POST', body: new URLSearchParams(form) })
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text: await answer.text(),
    pause: answer.headers.get('retry-after'),
  }
}

/** Lets the callback be asked for the newest request. Gives what follows. */
async function beAsked() {
  const handoff = served.handed.findLast((one) => one.to === 'hubRequest.due')!
  const config = aConfig({ siteUrl: served.url, ownHub: true, allowPrivateAddresses: true })
  return runStage(verifyIntent(), handoff.message as never, db, aContext({ config }))
}

const plain = 'text/plain; charset=UTF-8'

test.each([
  [{ 'hub.mode': 'publish' }, 400, 'hub.mode must be'],
  [{ 'hub.topic': 'https://elsewhere.example/stories.atom' }, 404, 'hub.topic must be the address'],
  [{ 'hub.topic': 'not an address' }, 404, 'hub.topic must be the address'],
  [{ 'hub.callback': 'ftp://files.example/' }, 400, 'hub.callback must be'],
  [{ 'hub.callback': 'https://ada:secret@reader.example/' }, 400, 'without a name and password'],
  [{ 'hub.callback': `https://reader.example/${'a'.repeat(2000)}` }, 400, 'characters at most'],
  [{ 'hub.secret': 'ü'.repeat(100) }, 400, 'shorter than 200 bytes'],
  [{ 'hub.lease_seconds': 'soon' }, 400, 'whole number of seconds'],
])('what is wrong is refused in words, case %#', async (changes, status, words) => {
  expect(await ask(changes as unknown as Record<string, string>)).toMatchObject({
    status,
    type: plain,
    text: expect.stringContaining(words),
  })
  expect(served.handed).toEqual([])
})

test.each([
  '/stories.xml',
  '/stories.atom?page=2',
  '/stories.atom#top',
  '/reports.atom?query=(olm',
  '/reports.atom?query=olm&more=1',
  '/stories/sto_1.atom',
  '/subscriptions/feed/secret.atom',
])('%s is no topic', async (path) => {
  expect(await ask({ 'hub.topic': served.url + path })).toMatchObject({ status: 404, type: plain })
})

test('a story that is not there, or is part of another now, is no topic', async () => {
  const unknown = `${served.url}/stories/${newId('story')}.atom`
  expect((await ask({ 'hub.topic': unknown })).text).toBe('There is no such story.\n')
  const source = await addSource(db, 'The Post')
  const stories = ['Olm', 'Flood'].map(async (headline) => {
    const report = await addReport(db, { source, at: new Date(), headline, paragraphs: ['It rose.'] })
    return addStory(db, headline, [report])
  })
  const [from, into] = await Promise.all(stories)
  await db.updateTable('stories').set({ merged_into: into }).where('id', '=', from!).execute()
  const answer = await ask({ 'hub.topic': `${served.url}/stories/${from}.rss` })
  expect(answer).toMatchObject({ status: 404, text: expect.stringContaining(`/stories/${into}.rss`) })
})

test('a private address is refused as a callback where it can be seen', async () => {
  const strict = await serveSite(db, { ownHub: true })
  const topic = { 'hub.topic': `${strict.url}/stories.atom` }
  for (const callbackUrl of ['http://127.0.0.1:9/', 'http://[::1]/', 'http://192.168.1.7/in']) {
    const answer = await ask({ ...topic, 'hub.callback': callbackUrl }, strict.url)
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('not a public address') })
  }
  await strict.close()
})

test.each([
  ['60', '3600'],
  ['86400', '86400'],
  ['999999999', '2592000'],
])('of a lease of %s seconds %s are granted', async (asked, granted) => {
  expect((await ask({ 'hub.lease_seconds': asked })).status).toBe(202)
  await beAsked()
  expect(callback.asked[0]!.get('hub.lease_seconds')).toBe(granted)
})

test('a query is the same topic however it is written, and is called as it was asked for', async () => {
  const topics = ['/reports.rss?query=olm%20karsa', '/reports.rss?query=olm+karsa'].map(
    (path) => served.url + path,
  )
  for (const topic of topics) {
    await ask({ 'hub.topic': topic })
    await beAsked()
    expect(callback.asked.at(-1)!.get('hub.topic')).toBe(topic)
  }
  const rows = await db
    .selectFrom('hub_topics')
    .innerJoin('hub_subscribers', 'topic_id', 'hub_topics.id')
    .select(['url', 'topic'])
    .where('callback', '=', callback.url)
    .execute()
  expect(rows).toEqual([{ url: topics[0], topic: topics[1] }])
})

test.each([
  ['says no', () => ({ status: 404, body: '' }), 1],
  ['echoes something else', () => ({ status: 200, body: 'challenge' }), 1],
  [
    'echoes with an error',
    (asked: URLSearchParams) => ({ status: 300, body: asked.get('hub.challenge')! }),
    1,
  ],
  ['has an error of its own', () => ({ status: 500, body: '' }), 3],
])('a callback that %s is no subscriber', async (_what, confirm, times) => {
  callback.confirm = confirm
  await ask({})
  for (let time = 1; time < times; time++)
    expect(await beAsked()).toMatchObject([{ to: 'hubRequest.due', after: expect.any(Date) }])
  expect(await beAsked()).toEqual([])
  expect(await beAsked()).toEqual([])
  expect(callback.asked).toHaveLength(times)
  const rows = await db.selectFrom('hub_subscribers').where('callback', '=', callback.url).execute()
  expect(rows).toEqual([])
})

test('of two requests of a callback for a topic the later one counts', async () => {
  await ask({})
  const first = served.handed.find((one) => one.to === 'hubRequest.due')!.message
  expect((await ask({ 'hub.mode': 'unsubscribe' })).status).toBe(202)
  const config = aConfig({ siteUrl: served.url, ownHub: true, allowPrivateAddresses: true })
  expect(await runStage(verifyIntent(), first as never, db, aContext({ config }))).toEqual([])
  expect(callback.asked).toEqual([])
  await beAsked()
  expect(callback.asked.map((asked) => asked.get('hub.mode'))).toEqual(['unsubscribe'])
})

test('the callback’s own query is kept as it is', async () => {
  await ask({ 'hub.callback': `${callback.url}in?a=%2F&b#part` })
  await beAsked()
  expect(callback.paths[0]).toMatch(/^\/in\?a=%2F&b&hub\.mode=subscribe&/)
})

test('nobody can have a host asked without end', async () => {
  for (let times = 0; times < 300; times++) await ask({})
  expect(await ask({})).toMatchObject({ status: 429, pause: '60', type: plain })
  const other = callback.url.replace('127.0.0.1', 'localhost')
  expect((await ask({ 'hub.callback': other })).status).toBe(202)
})

test('a form that is too large is refused', async () => {
  expect(await ask({ 'hub.secret': 'a'.repeat(40_000) })).toMatchObject({ status: 413, type: plain })
})

test('a site without a hub says so, and its feeds name none', async () => {
  const without = await serveSite(db)
  expect(await ask({}, without.url)).toMatchObject({
    status: 404,
    text: expect.stringContaining('MAINSOURCE_SITE_URL'),
  })
  const link = (await fetch(`${without.url}/stories.atom`)).headers.get('link')
  expect(link).toBe(`<${without.url}/stories.atom>; rel="self"`)
  await without.close()
  const elsewhere = await serveSite(db, { hubUrl: 'https://hub.example/' })
  expect((await ask({}, elsewhere.url)).text).toContain('https://hub.example/')
  await elsewhere.close()
})
