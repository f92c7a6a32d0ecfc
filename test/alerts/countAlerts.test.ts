import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Added, countAlerts } from '../../src/alerts/countAlerts.ts'
import { defaultRules, Rules } from '../../src/domain/rules.ts'
import { DevelopmentKind } from '../../src/domain/story.ts'

const noon = Date.parse('2026-05-04T12:00:00Z')
const minute = 60_000

/** Reports that added something, so many minutes after noon UTC. */
function after(minutes: readonly number[], changes: Partial<Added> = {}): Added[] {
  return minutes.map((at) => ({
    at: new Date(noon + at * minute),
    kinds: ['new-information'],
    voices: 1,
    ...changes,
  }))
}

const count = (added: readonly Added[], rules: object) =>
  countAlerts(added, Rules.parse(rules), 'Europe/Vienna')

test('by default each is an alert', () => {
  expect(count(after([0, 1, 2, 600]), {})).toBe(4)
})

test('a digest gathers those of its time, in the subscriber’s zone', () => {
  // 12:10, 12:50 and 13:10 UTC.
  expect(count(after([10, 50, 70]), { pace: { kind: 'hourly' } })).toBe(2)
  // In Vienna it is 14:10, 14:50 and, on the next day, 08:30; the digest of 08:00 is out by then.
  expect(count(after([10, 50, 18 * 60 + 30]), { pace: { kind: 'daily', at: '08:00' } })).toBe(2)
})

test('more than wanted in an hour are gathered into one', () => {
  expect(count(after([0, 1, 2, 3, 4, 200]), { mostAnHour: 2 })).toBe(4)
})

test('what comes in quiet hours is gathered at their end', () => {
  expect(count(after([0, 10, 20, 90]), { quiet: { from: '14:00', to: '15:00' } })).toBe(2)
})

test('only the kinds and the stories asked for count', () => {
  const added = [...after([0, 1], { kinds: ['first-report', 'new-figure'] }), ...after([2])]
  expect(count(added, { only: 'figures' })).toBe(2)
  expect(count(added, { only: 'corrections' })).toBe(0)
  expect(count([...after([0], { voices: 3 }), ...after([1])], { origins: 2 })).toBe(1)
})

test('rules never make more alerts than there would be without', () => {
  const someAdded = fc.array(
    fc.record({
      at: fc.date({ min: new Date(noon), max: new Date(noon + 5 * 1440 * minute), noInvalidDate: true }),
      kinds: fc.array(fc.constantFrom(...DevelopmentKind.options), { minLength: 1, maxLength: 3 }),
      voices: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 60 },
  )
  const someRules = fc.record(
    {
      pace: fc.constantFrom({ kind: 'hourly' }, { kind: 'daily', at: '03:30' }, { kind: 'at-once' }),
      mostAnHour: fc.integer({ min: 1, max: 4 }),
      quiet: fc.constant({ from: '22:00', to: '07:00' }),
      origins: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['pace'] },
  )
  fc.assert(
    fc.property(someAdded, someRules, (added, rules) => {
      const all = countAlerts(added, defaultRules, 'UTC')
      expect(all).toBe(added.length)
      expect(count(added, rules)).toBeLessThanOrEqual(all)
      expect(count(added, rules) > 0).toBe(added.some((one) => one.voices >= (rules.origins ?? 1)))
    }),
  )
})
