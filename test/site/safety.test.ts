import { request } from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { latestDecisions } from '../../src/db/decisions.ts'
import type { Db } from '../../src/db/open.ts'
import { aDatabase } from '../support/database.ts'
import { fillPagesWorld, type PagesWorld } from '../support/pagesWorld.ts'
import { type ServedSite, serveSite } from '../support/site.ts'

let db: Db
let world: PagesWorld
let served: ServedSite
let cookie = ''

const person = { name: 'Nila Tamm', email: 'nila@example.org', password: 'correct horse battery' }

beforeAll(async () => {
  db = (await aDatabase()).db
  world = await fillPagesWorld(db)
  served = await serveSite(db)
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

describe('the first person', () => {
  test('is made by the link that was printed, once, and is signed in', async () => {
    const link = await served.firstPersonUrl()
    const token = new URL(link).searchParams.get('token')!
    expect((await fetch(link)).status).toBe(200)
    const made = await post('/first-person', { token, ...person })
    expect(made.status).toBe(303)
    const [set] = made.headers.getSetCookie()
    expect(set).toMatch(/HttpOnly/i)
    expect(set).toMatch(/SameSite=Lax/i)
    cookie = set!.split(';')[0]!
    expect((await post('/first-person', { token, ...person, email: 'b@example.org' })).status).toBe(403)
    expect((await fetch(link)).status).toBe(403)
    expect(await served.firstPersonUrl()).toBe('')
  })

  test('leaves neither the token nor the password readable in the database', async () => {
    const settings = JSON.stringify(await db.selectFrom('settings').selectAll().execute())
    expect(settings).not.toContain(person.password)
    const people = JSON.stringify(await db.selectFrom('people').selectAll().execute())
    expect(people).not.toContain(person.password)
  })
})

describe('signing in', () => {
  test('nobody can sign up by themselves', async () => {
    expect((await post('/api/auth/sign-up/email', { ...person, email: 'c@example.org' })).status).toBe(404)
  })

  test('the desk sends those who are not signed in to sign in, and back', async () => {
    const response = await fetch(`${served.url}/desk`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fdesk'])
    expect((await fetch(`${served.url}/desk`, { headers: { cookie } })).status).toBe(200)
  })

  test('does not lead to another site', async () => {
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '']) {
      const response = await post('/sign-in', { ...person, to })
      expect(response.headers.get('location')).toBe('/')
    }
  })

  test('signing out ends the sign-in itself, not only the cookie', async () => {
    const mine = (await post('/sign-in', { ...person, to: '/desk' })).headers
      .getSetCookie()[0]!
      .split(';')[0]!
    expect((await fetch(`${served.url}/desk`, { headers: { cookie: mine } })).status).toBe(200)
    await post('/sign-out', {}, { cookie: mine })
    const after = await fetch(`${served.url}/desk`, { headers: { cookie: mine }, redirect: 'manual' })
    expect(after.status).toBe(303)
  })

  test('a wrong password is told without saying which part was wrong, and guessing is stopped', async () => {
    const wrong = await post('/sign-in', { email: person.email, password: 'guess' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('do not belong together')
    let told = ''
    for (let tries = 0; tries < 12 && !told.includes('Too many tries'); tries++)
      told = await (await post('/sign-in', { email: person.email, password: `guess ${tries}` })).text()
    expect(told).toContain('Too many tries')
  })
})

describe('forms', () => {
  const decide = (headers: Record<string, string>) =>
    post(`/reports/${world.wire.id}/confirm`, { why: 'Checked.' }, headers)

  test('are refused from another site, also with the right cookie', async () => {
    expect((await decide({ cookie, origin: 'https://evil.example' })).status).toBe(403)
    expect((await decide({ cookie, origin: 'null' })).status).toBe(403)
  })

  test('are refused without a sign-in', async () => {
    expect((await decide({})).status).toBe(403)
    expect((await post('/sources', { address: 'https://example.org/' })).status).toBe(403)
  })

  test('ask for a reason, which then stands on the public record', async () => {
    expect((await post(`/reports/${world.wire.id}/confirm`, { why: ' ' }, { cookie })).status).toBe(422)
    expect((await decide({ cookie })).status).toBe(303)
    const [decision] = await latestDecisions(db, 1)
    expect(decision).toMatchObject({ by: 'Nila Tamm', why: 'Checked.', action: 'confirm' })
    expect(await (await fetch(`${served.url}/decisions`)).text()).toContain('Checked.')
  })

  test('a report that is withdrawn at the desk is gone from the site', async () => {
    const response = await post(`/reports/${world.own.id}/withdraw`, { why: 'Wrong.' }, { cookie })
    expect(response.status).toBe(303)
    expect((await fetch(`${served.url}/reports/${world.own.id}`)).status).toBe(410)
  })

  test('larger than the limit are refused', async () => {
    expect((await post('/where', { what: 'x'.repeat(5_000_000) })).status).toBe(413)
  })
})

describe('requests', () => {
  const statusFor = (host: string) =>
    new Promise<number>((resolve, reject) => {
      const sent = request(`${served.url}/`, { headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      sent.on('error', reject)
      sent.end()
    })

  test('for another host are refused while the site is on loopback only', async () => {
    const { port } = new URL(served.url)
    expect(await statusFor(`evil.example:${port}`)).toBe(403)
    expect(await statusFor(`localhost:${port}`)).toBe(200)
    expect(await statusFor(`[::1]:${port}`)).toBe(200)
  })

  test('every page carries the strict policy and needs nothing inline', async () => {
    for (const path of [
      '/',
      `/stories/${world.flood}`,
      `/reports/${world.modified.id}`,
      '/where',
      '/nowhere',
    ]) {
      const response = await fetch(served.url + path)
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      const html = await response.text()
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
      expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
    }
  })

  test('assets may be kept for good under their own address only', async () => {
    const html = await (await fetch(`${served.url}/`)).text()
    const [, address] = /href="(\/assets\/site\.css\?v=\w+)"/.exec(html)!
    const headersOf = async (path: string) => (await fetch(served.url + path)).headers.get('cache-control')
    expect(await headersOf(address!)).toContain('immutable')
    expect(await headersOf('/assets/site.css?v=other')).toBe('no-cache')
    expect((await fetch(`${served.url}/assets/..%2f..%2fassets.ts`)).status).toBe(404)
  })
})

test('a source is held with a reason that its page shows, and released again', async () => {
  const address = `/sources/${world.sources.wire.id}`
  expect((await post(`${address}/hold`, { why: 'Its feed was taken over.' })).status).toBe(403)
  expect((await post(`${address}/hold`, { why: 'Its feed was taken over.' }, { cookie })).status).toBe(303)
  expect(await (await fetch(served.url + address)).text()).toContain('Its feed was taken over.')
  expect((await post(`${address}/release`, { why: 'It is theirs again.' }, { cookie })).status).toBe(303)
  expect(await (await fetch(served.url + address)).text()).not.toContain('held back since')
  expect(await (await fetch(`${served.url}/decisions`)).text()).toContain('It is theirs again.')
})
