import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithin, minuteOfDay, minutesOf, nextAt, nextHour } from '../../src/alerts/clock.ts'
import { type Candidate, decideAlert } from '../../src/alerts/decideAlert.ts'
import { decideWhen } from '../../src/alerts/decideWhen.ts'
import { defaultRules, Rules } from '../../src/domain/rules.ts'
import { DevelopmentKind } from '../../src/domain/story.ts'

const zones = [
  'UTC',
  'Europe/Vienna',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
]
const aZone = fc.constantFrom(...zones)
const anInstant = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
const aClock = fc
  .integer({ min: 0, max: 1439 })
  .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
const someRules = fc.record({
  pace: fc.oneof(
    fc.constant({ kind: 'at-once' as const }),
    fc.constant({ kind: 'hourly' as const }),
    aClock.map((at) => ({ kind: 'daily' as const, at })),
  ),
  quiet: fc.option(
    fc.record({ from: aClock, to: aClock, corrections: fc.constantFrom('wait' as const, 'pass' as const) }),
    { nil: undefined },
  ),
  mostAnHour: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  origins: fc.integer({ min: 1, max: 4 }),
  only: fc.constantFrom('all' as const, 'figures' as const, 'corrections' as const),
})
const hourMs = 3_600_000

test.each([
  [
    'Europe/Vienna',
    '2026-03-28T12:00:00Z',
    '02:30',
    '2026-03-29T01:00:00Z',
    'left out when clocks go forward',
  ],
  ['Europe/Vienna', '2026-10-24T22:00:00Z', '02:30', '2026-10-25T00:30:00Z', 'the first of two'],
  ['Europe/Vienna', '2026-10-25T00:30:00Z', '02:30', '2026-10-25T01:30:00Z', 'the second of two'],
  ['Asia/Kathmandu', '2026-05-04T02:00:00Z', '08:00', '2026-05-04T02:15:00Z', 'an odd offset'],
  ['UTC', '2026-05-04T08:00:00Z', '08:00', '2026-05-05T08:00:00Z', 'now is past'],
])('in %s after %s, %s comes at %s: %s', (zone, after, clock, expected) => {
  expect(nextAt(new Date(after), clock, zone)).toEqual(new Date(expected))
})

test('the next time of the day is ahead, within a day and its change of clocks, and shown then', () => {
  fc.assert(
    fc.property(anInstant, aClock, aZone, (at, clock, zone) => {
      const next = nextAt(at, clock, zone)
      expect(next.getTime()).toBeGreaterThan(at.getTime())
      expect(next.getTime() - at.getTime()).toBeLessThanOrEqual(26 * hourMs)
      const late = minuteOfDay(next, zone) - minutesOf(clock)
      // Only where clocks jump over it is another time shown.
      expect(late === 0 || (late > 0 && late <= 60)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('the next full hour is shown within an hour', () => {
  fc.assert(
    fc.property(anInstant, fc.constantFrom('UTC', 'Europe/Vienna', 'Asia/Kathmandu'), (at, zone) => {
      const next = nextHour(at, zone)
      expect(minuteOfDay(next, zone) % 60).toBe(0)
      expect(next.getTime() - at.getTime()).toBeGreaterThan(0)
      expect(next.getTime() - at.getTime()).toBeLessThanOrEqual(hourMs)
    }),
    { numRuns: 200 },
  )
})

test('nothing goes out in quiet hours, nor is it set to; only a correction that may pass', () => {
  fc.assert(
    fc.property(anInstant, someRules, aZone, fc.boolean(), (now, rules, zone, corrects) => {
      fc.pre(rules.quiet !== undefined)
      const { from, to, corrections } = rules.quiet!
      const when = decideWhen(rules, { zone, sent: [] }, now, corrects)
      const at = when.kind === 'now' ? now : when.at
      if (corrects && corrections === 'pass') {
        expect(when).toEqual({ kind: 'now' })
        return
      }
      expect(isWithin(at, from, to, zone)).toBe(false)
      expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime())
    }),
    { numRuns: 300 },
  )
})

test('no more than so many an hour are sent, whenever they come', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 60 }),
      (mostAnHour, gaps) => {
        const rules = { ...defaultRules, mostAnHour }
        const sent: Date[] = []
        let at = Date.parse('2026-05-04T07:00:00Z')
        for (const gap of gaps) {
          at += gap * 1000
          if (decideWhen(rules, { zone: 'UTC', sent }, new Date(at)).kind === 'now') sent.push(new Date(at))
        }
        for (const one of sent) {
          const within = sent.filter((other) => other >= one && other.getTime() < one.getTime() + hourMs)
          expect(within.length).toBeLessThanOrEqual(mostAnHour)
        }
      },
    ),
  )
})

const aCandidate: fc.Arbitrary<Candidate> = fc.record({
  kind: fc.constantFrom(...DevelopmentKind.options),
  told: fc.constantFrom(undefined, 'here' as const, 'elsewhere' as const, 'awaited' as const),
  corrects: fc.constantFrom(undefined, undefined, 'alt_1'),
  origins: fc.integer({ min: 1, max: 5 }),
})

test('each thing is sent, waits, or is held for a reason; what was told is never sent; corrections always are', () => {
  fc.assert(
    fc.property(
      fc.array(aCandidate, { maxLength: 6 }),
      someRules,
      anInstant,
      fc.boolean(),
      fc.boolean(),
      (candidates, rules, now, muted, matches) => {
        const asked = { matches, muted, rules, pace: { zone: 'UTC', sent: [] } }
        const { send, waiting, tooFew, held } = decideAlert(candidates, asked, now)
        const going = [...send, ...waiting.flatMap(({ what }) => what)]
        const moved = [...going, ...tooFew]
        expect(new Set(moved).size).toBe(moved.length)
        expect(moved.every((one) => one.told === undefined)).toBe(true)
        const correcting = candidates.filter((one) => one.corrects && one.told === undefined)
        expect(correcting.every((one) => going.includes(one))).toBe(true)
        if (moved.length === 0 && matches) expect(held).toBeDefined()
        else expect(held).toBeUndefined()
        if (!matches || muted) expect(moved.length).toBe(correcting.length)
        expect(going.every((one) => one.corrects || one.origins >= rules.origins)).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

test('rules that were never set are none', () => {
  expect(Rules.parse({})).toEqual({ pace: { kind: 'at-once' }, origins: 1, only: 'all' })
})
