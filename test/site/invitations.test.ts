import { beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { aDatabase } from '../support/database.ts'
import { type ServedSite, serveSite } from '../support/site.ts'

let db: Db
let served: ServedSite
let cookie: string

const password = 'correct horse battery'
const first = { name: 'Nila Tamm', email: 'nila@example.org', password }
const second = { name: 'Oskar Lind', email: 'oskar@example.org', password }

beforeAll(async () => {
  db = (await aDatabase()).db
  served = await serveSite(db)
  const token = tokenIn(await served.firstPersonUrl())
  const made = await post('/first-person', { token, ...first })
  cookie = made.headers.getSetCookie()[0]!.split(';')[0]!
  return () => served.close()
})

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(served.url + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: { origin: served.url, ...headers },
  })
}

function tokenIn(text: string): string {
  return /token=([\w-]+)/.exec(text)![1]!
}

async function aLink(name = second.name): Promise<string> {
  return tokenIn(await (await post('/desk/people', { name }, { cookie })).text())
}

test('a link lets one other person in, once, and the list says who let whom in', async () => {
  const token = await aLink()
  expect((await fetch(`${served.url}/join?token=${token}`)).status).toBe(200)
  const joined = await post('/join', { token, ...second })
  expect([joined.status, joined.headers.get('location')]).toEqual([303, '/desk'])
  expect((await post('/join', { token, ...second, email: 'again@example.org' })).status).toBe(403)
  const list = await (await fetch(`${served.url}/desk/people`, { headers: { cookie } })).text()
  expect(list.replace(/<[^>]+>/g, '')).toMatch(/For Oskar Lind.*made by Nila Tamm.*used by Oskar Lind/s)
})

test('a revoked link opens nothing', async () => {
  const token = await aLink('Someone')
  const { id } = await db
    .selectFrom('invitations')
    .select('id')
    .where('for_name', '=', 'Someone')
    .executeTakeFirstOrThrow()
  await post(`/desk/people/${id}/revoke`, {}, { cookie })
  expect((await fetch(`${served.url}/join?token=${token}`)).status).toBe(403)
  expect((await post('/join', { token, ...second, email: 'third@example.org' })).status).toBe(403)
})

test('an expired link opens nothing', async () => {
  const token = await aLink('Late')
  await db
    .updateTable('invitations')
    .set({ expires_at: new Date(0) })
    .where('for_name', '=', 'Late')
    .execute()
  expect((await post('/join', { token, ...second, email: 'late@example.org' })).status).toBe(403)
})

test('an address that has an account is said so only to who holds an open link, which stays open', async () => {
  const token = await aLink('Twice')
  expect((await post('/join', { token, ...second, email: first.email })).status).toBe(422)
  expect((await fetch(`${served.url}/join?token=${token}`)).status).toBe(200)
  expect((await post('/join', { token: 'guessed', ...second, email: first.email })).status).toBe(403)
})

test('only those who are signed in make, see and revoke links, and no link can be read from the database', async () => {
  expect((await post('/desk/people', { name: 'Me' })).status).toBe(403)
  expect((await post('/desk/people/inv_x/revoke', {})).status).toBe(403)
  expect((await fetch(`${served.url}/desk/people`, { redirect: 'manual' })).status).toBe(303)
  const token = await aLink('Kept')
  expect(JSON.stringify(await db.selectFrom('invitations').selectAll().execute())).not.toContain(token)
})
