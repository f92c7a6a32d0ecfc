import { beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { aDatabase } from '../support/database.ts'
import { addDevelopment, addStory } from '../support/seedPages.ts'
import { aFollowedSite, aReport, type FollowedSite } from './followedSite.ts'
import { anOtherServer } from './otherServer.ts'

let db: Db
let site: FollowedSite
let cookie: string

beforeAll(async () => {
  db = (await aDatabase()).db
  site = await aFollowedSite(db)
  cookie = await signIn()
})

async function signIn(): Promise<string> {
  const link = new URL(await site.firstPersonUrl())
  const body = new URLSearchParams({
    token: link.searchParams.get('token') ?? '',
    name: 'Ana',
    email: 'ana@news.example',
    password: 'a long enough password',
  })
  const answer = await fetch(`${site.url}/first-person`, {
    method: 'POST',
    headers: { origin: site.url },
    body,
    redirect: 'manual',
  })
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

function post(path: string, fields: Record<string, string>, as = '') {
  const headers = { origin: site.url, cookie: as }
  return fetch(site.url + path, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
}

test('anyone can make a query a topic; the same query is the same topic, and is listed nowhere', async () => {
  const first = await post('/topics', { query: 'olm  AND flood' })
  const again = await post('/topics', { query: 'olm AND flood ' })
  const place = first.headers.get('location')!
  expect(first.status).toBe(303)
  expect(again.headers.get('location')).toBe(place)
  const page = await (await fetch(site.url + place)).text()
  const name = place.split('/').at(-1)
  expect(page).toContain(`@${name}@${site.host}`)
  expect(page).toContain(
    `<link rel="alternate" type="application/activity+json" href="${site.url}/actors/${name}"/>`,
  )
  expect(await (await fetch(`${site.url}/topics`)).text()).not.toContain(name)
})

test('whoever is signed in names a topic, which is listed; a name is given once', async () => {
  const topic = { query: 'karsa', name: 'Karsa_News', title: 'News of Karsa' }
  expect((await post('/topics', topic)).status).toBe(403)
  expect((await post('/topics', topic, cookie)).headers.get('location')).toBe('/topics/karsa_news')
  expect((await post('/topics', topic, cookie)).status).toBe(422)
  const listed = await (await fetch(`${site.url}/topics`)).text()
  expect(listed).toContain('News of Karsa')
  expect(listed).toContain(`@karsa_news@${site.host}`)
})

test.each([
  ['olm AND', 'The query cannot be read'],
  ['olm '.repeat(200), 'at most 500 characters'],
])('a query that cannot be a topic is refused with the reason: %.20s', async (query, why) => {
  const answer = await post('/topics', { query })
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(why)])
})

test.each(['story-x', 'query-1', 'mainsource', 'a', 'Ünï'])('%s is no name for a topic', async (name) => {
  const answer = await post('/topics', { query: 'olm', name }, cookie)
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('A name has 2 to 30')])
})

test('a topic is followed by its handle and says what meets its query, until it is ended', async () => {
  const other = await anOtherServer()
  await post('/topics', { query: 'volcano', name: 'volcano' }, cookie)
  await other.follow('ana', `@volcano@${site.host}`)
  await site.work()
  const publish = async (words: string) => {
    const report = await aReport(db, [words])
    const story = await addStory(db, 'Volcano', [report])
    await addDevelopment(db, story, report, 'first-report', words)
    await site.publish(report)
  }
  await publish('The volcano above Karsa woke at noon.')
  await publish('The harbour of Karsa is closed.')
  expect(other.taken.map((one) => one.type)).toEqual(['Accept', 'Create'])
  expect(JSON.stringify(other.taken[1]!.json)).toContain('you follow “volcano” (found: volcano)')

  expect((await post('/topics/volcano/end', {})).status).toBe(403)
  expect((await post('/topics/volcano/end', {}, cookie)).status).toBe(303)
  await publish('The volcano above Karsa fell asleep at midnight.')
  expect(other.taken).toHaveLength(2)
  const actor = await fetch(`${site.url}/actors/volcano`, {
    headers: { accept: 'application/activity+json' },
  })
  expect([actor.status, await actor.json()]).toEqual([410, expect.objectContaining({ type: 'Tombstone' })])
  expect(await (await fetch(`${site.url}/topics/volcano`)).text()).toContain('This topic has ended')
  expect((await post('/topics', { query: 'volcano', name: 'volcano' }, cookie)).status).toBe(422)
})
