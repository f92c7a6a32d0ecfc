import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fault } from '../../../src/intake/fetching/fetched.ts'
import { fetchPolitely } from '../../../src/intake/fetching/fetchPolitely.ts'
import { freshSeconds, retryAfter } from '../../../src/intake/fetching/freshness.ts'
import { HostTurns } from '../../../src/intake/fetching/hostTurns.ts'
import { parseRobots, robotsAllow, robotsDelay } from '../../../src/intake/fetching/robots.ts'
import { RobotsMemory } from '../../../src/intake/fetching/robotsMemory.ts'
import { aConfig, aContext } from '../../support/context.ts'
import { aSite } from '../aSite.ts'

const aReader = (changes = {}) =>
  aContext({ config: aConfig({ allowPrivateAddresses: true, hostDelaySeconds: 0, ...changes }) })

test('it says who it is and where whoever runs it can be reached', async () => {
  const site = await aSite()
  site.on('/', 'hello')
  await fetchPolitely(`${site.origin}/`, aReader({ contact: 'https://desk.example/about' }))
  expect(site.asked[0]!.headers['user-agent']).toBe('Mainsource/0.1 (+https://desk.example/about)')
})

test('what robots.txt refuses is not asked for, and robots.txt is asked for once', async () => {
  const site = await aSite()
  let robots = 0
  site.on('/robots.txt', (_, response) => {
    robots++
    response.end(
      'User-agent: *\nDisallow: /\n\nUser-agent: mainsource\nDisallow: /private\nAllow: /private/press',
    )
  })
  for (const path of ['/', '/private/x', '/private/press/1']) site.on(path, 'hello')
  const reader = aReader()
  expect(await fetchPolitely(`${site.origin}/`, reader)).toMatchObject({ kind: 'ok' })
  expect(await fetchPolitely(`${site.origin}/private/x`, reader)).toMatchObject({
    kind: 'failed',
    why: 'robots',
  })
  expect(await fetchPolitely(`${site.origin}/private/press/1`, reader)).toMatchObject({ kind: 'ok' })
  expect(robots).toBe(1)
  expect(site.asked.map((one) => one.path)).toEqual(['/', '/private/press/1'])
})

test('a redirect onto a path that robots.txt refuses ends there', async () => {
  const site = await aSite()
  site.on('/robots.txt', 'User-agent: *\nDisallow: /in')
  site.on('/out', (_, response) => response.writeHead(302, { location: '/in' }).end())
  expect(await fetchPolitely(`${site.origin}/out`, aReader())).toMatchObject({
    kind: 'failed',
    why: 'robots',
  })
})

test('a robots.txt with an error of the server refuses everything, one that is not there nothing', async () => {
  const broken = await aSite()
  broken.on('/', 'hello')
  broken.on('/robots.txt', (_, response) => response.writeHead(503).end())
  expect(await fetchPolitely(`${broken.origin}/`, aReader())).toMatchObject({ why: 'robots-unreachable' })
  const without = await aSite()
  without.on('/', 'hello')
  without.on('/robots.txt', (_, response) => response.writeHead(403).end())
  expect(await fetchPolitely(`${without.origin}/`, aReader())).toMatchObject({ kind: 'ok' })
})

test('a robots.txt without end is read in part', async () => {
  const site = await aSite()
  site.on('/', 'hello')
  site.on('/robots.txt', (_, response) => {
    response.write('User-agent: *\nDisallow: /no\n')
    const comment = `#${'x'.repeat(65_000)}\n`
    const more = () => {
      while (!response.destroyed) if (!response.write(comment)) return
    }
    response.on('drain', more)
    more()
  })
  const reader = aReader()
  expect(await fetchPolitely(`${site.origin}/`, reader)).toMatchObject({ kind: 'ok' })
  expect(await fetchPolitely(`${site.origin}/no`, reader)).toMatchObject({ why: 'robots' })
})

test('robots.txt is kept for a day, and its old copy for as long as it cannot be reached, up to a week', () => {
  const memory = new RobotsMemory()
  const rules = { kind: 'rules', rules: parseRobots('User-agent: *\nDisallow: /x') } as const
  const down = fault('robots-unreachable', 'It is down.')
  const hour = (hours: number) => new Date(Date.UTC(2030, 0, 1, hours))
  memory.remember('https://a.example', rules, hour(0))
  expect(memory.recall('https://a.example', hour(23))).toBe(rules)
  expect(memory.recall('https://a.example', hour(25))).toBeUndefined()
  expect(memory.remember('https://a.example', down, hour(25))).toBe(rules)
  expect(memory.recall('https://a.example', hour(26))).toBeUndefined()
  expect(memory.remember('https://a.example', down, hour(24 * 8))).toBe(down)
  expect(memory.remember('https://b.example', down, hour(0))).toBe(down)
  expect(memory.recall('https://b.example', hour(0))).toBe(down)
  memory.remember('https://c.example', fault('refused', 'It is not there.'), hour(0))
  expect(memory.recall('https://c.example', new Date(hour(0).getTime() + 31_000))).toBeUndefined()
})

test('a crawl delay counts for the agent it is given to', () => {
  const rules = parseRobots('User-agent: *\nCrawl-delay: 30\n\nUser-agent: Mainsource\nCrawl-delay: 2.5\n')
  expect(robotsDelay(rules, 'Mainsource')).toBe(2.5)
  expect(robotsDelay(rules, 'Other')).toBe(30)
  expect(robotsDelay(parseRobots('Crawl-delay: 9'), 'Mainsource')).toBeUndefined()
})

test('robots.txt: any text is read, in time linear to its length, and an empty one allows all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.webPath(), (text, path) => {
      expect(typeof robotsAllow(parseRobots(text), 'Mainsource', `https://a.example${path}`)).toBe('boolean')
      expect(robotsAllow(parseRobots(''), 'Mainsource', `https://a.example${path}`)).toBe(true)
    }),
  )
  const stars = parseRobots(`User-agent: *\nDisallow: /${'*a'.repeat(3000)}b`)
  const began = performance.now()
  expect(robotsAllow(stars, 'Mainsource', `https://a.example/${'a'.repeat(2000)}`)).toBe(true)
  expect(performance.now() - began).toBeLessThan(2000)
})

test('a host is asked by one at a time, and not again before its delay has passed', async () => {
  const site = await aSite()
  let at = 0
  let most = 0
  const starts: number[] = []
  site.on('/slow', (_, response) => {
    starts.push(Date.now())
    most = Math.max(most, ++at)
    setTimeout(() => {
      at--
      response.end('hello')
    }, 30)
  })
  const reader = aReader({ hostDelaySeconds: 0.1 })
  const all = await Promise.all([1, 2, 3, 4].map(() => fetchPolitely(`${site.origin}/slow`, reader)))
  expect(all.map((one) => one.kind)).toEqual(['ok', 'ok', 'ok', 'ok'])
  expect(most).toBe(1)
  for (const [index, start] of starts.slice(1).entries()) expect(start - starts[index]!).toBeGreaterThan(80)
})

test('whoever would wait too long for a host is told when to come, and gets their turn then', async () => {
  const turns = new HostTurns(200)
  const first = await turns.enter('a.example', 'first', 0)
  expect(first.kind).toBe('turn')
  if (first.kind === 'turn') first.leave()
  const second = await turns.enter('a.example', 'second', 50)
  const third = await turns.enter('a.example', 'third', 50)
  if (second.kind !== 'busy' || third.kind !== 'busy') throw new Error('both should be told to come back')
  expect(third.until.getTime() - second.until.getTime()).toBeGreaterThanOrEqual(200)
  await new Promise((resolve) => setTimeout(resolve, second.until.getTime() - Date.now() + 5))
  expect((await turns.enter('a.example', 'second', 50)).kind).toBe('turn')
})

test('a host that asks to be left alone is, for everything on it', async () => {
  const site = await aSite()
  site.on('/', (_, response) => response.writeHead(429, { 'retry-after': '120' }).end())
  site.on('/other', 'hello')
  const reader = aReader()
  const [first, alongside] = await Promise.all(
    ['/', '/other'].map((path) => fetchPolitely(site.origin + path, reader)),
  )
  expect(alongside).toMatchObject({ kind: 'failed', why: 'busy' })
  expect(first).toMatchObject({ kind: 'failed', why: 'slow-down', status: 429 })
  const waitMs = first?.kind === 'failed' ? first.retryAt!.getTime() - Date.now() : 0
  expect(Math.round(waitMs / 1000)).toBe(120)
  expect(await fetchPolitely(`${site.origin}/other`, reader)).toMatchObject({ kind: 'failed', why: 'busy' })
  expect(site.asked.map((one) => one.path)).toEqual(['/'])
})

test('freshness is read from Cache-Control, else from Expires', () => {
  const now = new Date('2030-01-01T00:00:00Z')
  expect(freshSeconds({ 'cache-control': 'public, max-age=600', age: '100' }, now)).toBe(500)
  expect(freshSeconds({ 'cache-control': 'max-age=600, no-cache' }, now)).toBe(0)
  expect(freshSeconds({ expires: 'Tue, 01 Jan 2030 00:10:00 GMT' }, now)).toBe(600)
  expect(freshSeconds({ expires: '0' }, now)).toBe(0)
  expect(freshSeconds({}, now)).toBeUndefined()
})

test('Retry-After is read as seconds and as a date, and nonsense is passed over', () => {
  const now = new Date('2030-01-01T00:00:00Z')
  expect(retryAfter({ 'retry-after': '60' }, now)).toEqual(new Date('2030-01-01T00:01:00Z'))
  expect(retryAfter({ 'retry-after': 'Tue, 01 Jan 2030 00:10:00 GMT' }, now)).toEqual(
    new Date('2030-01-01T00:10:00Z'),
  )
  for (const nonsense of ['-5', 'soon', '', '0', 'Tue, 01 Jan 2019 00:10:00 GMT']) {
    expect(retryAfter({ 'retry-after': nonsense }, now)).toBeUndefined()
  }
})
