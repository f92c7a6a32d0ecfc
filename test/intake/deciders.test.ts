import fc from 'fast-check'
import { expect, test } from 'vitest'
import { silenceOf } from '../../src/domain/feedHealth.ts'
import { decideNextPoll, type PollFindings } from '../../src/intake/decideNextPoll.ts'
import { decidePageRetry } from '../../src/intake/decidePageRetry.ts'
import { decidePublisher } from '../../src/intake/decidePublisher.ts'
import { rhythmOf } from '../../src/intake/rhythm.ts'

const now = new Date('2030-01-10T12:00:00Z')
const bounds = { now, minS: 300, maxS: 21_600, chance: 0.5 }
const secondsUntil = (at: Date) => (at.getTime() - now.getTime()) / 1000
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)

const aPoll = (changes: Partial<PollFindings> = {}): PollFindings => ({
  outcome: 'changed',
  of: 'feed',
  failures: 0,
  ...changes,
})

const anyFindings: fc.Arbitrary<PollFindings> = fc.record({
  outcome: fc.constantFrom('changed', 'unchanged', 'failed'),
  of: fc.constantFrom('feed', 'page'),
  why: fc.constantFrom('timeout', 'robots', 'server-error', 'not-found', 'gone'),
  freshS: fc.option(fc.nat(1e9), { nil: undefined }),
  ttlS: fc.option(fc.nat(1e9), { nil: undefined }),
  usualGapS: fc.option(fc.nat(1e8), { nil: undefined }),
  lastItemAt: fc.option(fc.integer({ min: -1e6, max: 1e8 }).map(ago), { nil: undefined }),
  retryAt: fc.option(fc.integer({ min: -1e8, max: 0 }).map(ago), { nil: undefined }),
  failures: fc.nat(1000),
  intervalS: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
})
const anyBounds = fc
  .record({
    minS: fc.integer({ min: 1, max: 5000 }),
    more: fc.nat(100_000),
    chance: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ minS, more, chance }) => ({ now, minS, maxS: minS + more, chance }))

test('a feed that works is polled again between the shortest and the longest interval', () => {
  fc.assert(
    fc.property(anyFindings, anyBounds, (found, within) => {
      fc.pre(found.outcome !== 'failed' && found.of === 'feed')
      const next = decideNextPoll(found, within)
      expect(next).toMatchObject({ status: 'active', failures: 0 })
      expect(secondsUntil(next.at)).toBeGreaterThanOrEqual(within.minS)
      expect(secondsUntil(next.at)).toBeLessThanOrEqual(within.maxS + 0.001)
    }),
  )
})

test('nothing is polled sooner than the shortest interval, nor later than a week and a tenth', () => {
  fc.assert(
    fc.property(anyFindings, anyBounds, (found, within) => {
      const seconds = secondsUntil(decideNextPoll(found, within).at)
      expect(seconds).toBeGreaterThanOrEqual(within.minS)
      expect(seconds).toBeLessThanOrEqual(7 * 86_400 * 1.1)
    }),
  )
})

test('a feed that fails once more is not asked sooner, unless it is not asked at all', () => {
  fc.assert(
    fc.property(anyFindings, anyBounds, (found, within) => {
      fc.pre(found.why !== 'gone')
      const failed = { ...found, outcome: 'failed' as const }
      const once = decideNextPoll(failed, within)
      const twice = decideNextPoll({ ...failed, failures: once.failures }, within)
      expect(twice.at.getTime()).toBeGreaterThanOrEqual(once.at.getTime())
      expect(once.failures).toBe(found.failures + 1)
    }),
  )
})

test('a site that says when to come again is not asked before, up to a week', () => {
  fc.assert(
    fc.property(anyFindings, fc.integer({ min: 1, max: 7 * 86_400 }), (found, seconds) => {
      const retryAt = new Date(now.getTime() + seconds * 1000)
      const next = decideNextPoll({ ...found, outcome: 'failed', why: 'slow-down', retryAt }, bounds)
      expect(next.at.getTime()).toBeGreaterThanOrEqual(retryAt.getTime())
    }),
  )
})

test('a feed is polled twice in its usual gap, and less often the longer it is quiet', () => {
  const busy = decideNextPoll(aPoll({ usualGapS: 3600, lastItemAt: ago(600) }), bounds)
  const quiet = decideNextPoll(aPoll({ usualGapS: 3600, lastItemAt: ago(86_400) }), bounds)
  expect(busy.intervalS).toBe(1800)
  expect(quiet.intervalS).toBe(10_800)
})

test('a feed that says that its copy stays fresh is not asked before', () => {
  expect(decideNextPoll(aPoll({ usualGapS: 600, freshS: 3600 }), bounds).intervalS).toBe(3600)
  expect(decideNextPoll(aPoll({ usualGapS: 600, ttlS: 7200 }), bounds).intervalS).toBe(7200)
  expect(decideNextPoll(aPoll({ usualGapS: 600, freshS: 31_536_000 }), bounds).intervalS).toBe(21_600)
})

test('failures are tried at doubling intervals up to a day, a gone feed not again', () => {
  const afterFailures = (failures: number) =>
    decideNextPoll(aPoll({ outcome: 'failed', why: 'timeout', failures }), bounds).intervalS
  expect([0, 1, 2, 3, 20].map(afterFailures)).toEqual([300, 600, 1200, 2400, 86_400])
  expect(decideNextPoll(aPoll({ outcome: 'failed', why: 'gone' }), bounds).status).toBe('gone')
  expect(decideNextPoll(aPoll({ outcome: 'failed', why: 'robots' }), bounds).intervalS).toBe(86_400)
})

test('a single page is looked at ever less often while it stays as it is', () => {
  const first = decideNextPoll(aPoll({ of: 'page' }), bounds)
  expect(first.intervalS).toBe(900)
  let intervalS = first.intervalS
  for (let look = 0; look < 20; look++) {
    const next = decideNextPoll(aPoll({ of: 'page', outcome: 'unchanged', intervalS }), bounds)
    expect(next.intervalS).toBeGreaterThanOrEqual(intervalS)
    intervalS = next.intervalS
  }
  expect(intervalS).toBe(7 * 86_400)
  expect(decideNextPoll(aPoll({ of: 'page', intervalS }), bounds).intervalS).toBe(900)
})

test('a rhythm is the middle gap, and is not told from two gaps', () => {
  const hourly = [0, 1, 2, 3, 4, 5].map((hours) => ago(hours * 3600))
  expect(rhythmOf(hourly)).toEqual({ usualGapS: 3600, quietAfterS: 86_400 })
  expect(rhythmOf([...hourly, ...hourly].reverse())).toEqual(rhythmOf(hourly))
  expect(rhythmOf(hourly.slice(0, 3))).toEqual({})
  expect(rhythmOf(Array.from({ length: 20 }, () => now))).toEqual({})
})

test('a source is silent when it is quiet for longer than twice its longest gap, and a day', () => {
  const weekly = rhythmOf([0, 7, 14, 21, 28].map((days) => ago(days * 86_400)))
  const feed = (days: number) => ({
    lastItemAt: ago(days * 86_400),
    quietAfterS: weekly.quietAfterS,
    rhythmS: weekly.usualGapS,
  })
  expect(silenceOf(feed(13), now)).toEqual({ kind: 'usual' })
  expect(silenceOf(feed(15), now)).toEqual({
    kind: 'silent',
    since: ago(15 * 86_400),
    forS: 15 * 86_400,
    usualGapS: 7 * 86_400,
  })
  expect(silenceOf({ lastItemAt: ago(1e7) }, now)).toEqual({ kind: 'unknown' })
})

test('a page is asked for again only when its failure may pass, and not for ever', () => {
  expect(decidePageRetry({ why: 'robots', tries: 0 }, now, 0.5)).toEqual({ kind: 'give-up' })
  expect(decidePageRetry({ why: 'gone', tries: 0 }, now, 0.5)).toEqual({ kind: 'give-up' })
  const waits = [0, 1, 2, 3, 4].map((tries) => {
    const next = decidePageRetry({ why: 'timeout', tries }, now, 0.5)
    return next.kind === 'again' ? secondsUntil(next.at) : undefined
  })
  expect(waits).toEqual([300, 1200, 4800, 19_200, 76_800])
  expect(decidePageRetry({ why: 'timeout', tries: 5 }, now, 0.5)).toEqual({ kind: 'give-up' })
  expect(decidePageRetry({ why: 'not-found', tries: 1 }, now, 0.5)).toEqual({ kind: 'give-up' })
  const asked = new Date(now.getTime() + 7_200_000)
  expect(decidePageRetry({ why: 'slow-down', tries: 0, retryAt: asked }, now, 0.5)).toEqual({
    kind: 'again',
    at: asked,
  })
})

test('a page is of its feed’s source, but that of a feed which gathers many sites’ work of its own site', () => {
  const onSites = (...hosts: string[]) => hosts.map((host) => `https://${host}/x`)
  const own = {
    sourceHost: 'post.example',
    itemUrls: onSites('post.example', 'www.post.example', 'post.test'),
  }
  expect(decidePublisher('https://news.post.example/1', own)).toEqual({ kind: 'feed-source' })
  expect(decidePublisher('https://post.test/1', own)).toEqual({ kind: 'feed-source' })
  const gathering = {
    sourceHost: 'planet.example',
    itemUrls: onSites('a.test', 'b.test', 'c.test', 'd.test'),
  }
  expect(decidePublisher('https://www.a.test/1', gathering)).toEqual({ kind: 'own-site', host: 'a.test' })
  expect(decidePublisher('https://planet.example/1', gathering)).toEqual({ kind: 'feed-source' })
})
