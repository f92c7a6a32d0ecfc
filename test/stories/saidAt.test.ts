import { expect, test } from 'vitest'
import type { Moment } from '../../src/domain/moment.ts'
import { saidAt } from '../../src/stories/saidAt.ts'

const at = new Date('2026-05-04T07:00:00Z')
const seenAt = new Date('2026-05-05T09:00:00Z')
const modifiedAt = (hour: string, precision: Moment['precision'] = 'minute') => ({
  modified: { at: `2026-05-${hour}:00Z`, precision, basis: 'metadata' as const },
})

test('what a report says at first it says when it was published', () => {
  expect(saidAt({ number: 1, at, seenAt, reading: modifiedAt('05T08:30') })).toEqual(at)
})

test('what a later revision says it says when the page says that it was changed', () => {
  const said = saidAt({ number: 2, at, seenAt, reading: modifiedAt('05T08:30') })
  expect(said.toISOString()).toBe('2026-05-05T08:30:00.000Z')
})

test.each([
  ['it says nothing', {}],
  ['it says a day alone', modifiedAt('05T00:00', 'day')],
  ['that is before it was published', modifiedAt('03T08:30')],
  ['that is after it was seen', modifiedAt('06T08:30')],
])('and when it was seen where %s', (_, reading) => {
  expect(saidAt({ number: 2, at, seenAt, reading })).toEqual(seenAt)
})

test('never before the report was published', () => {
  expect(saidAt({ number: 3, at, seenAt: new Date(at.getTime() - 1), reading: {} })).toEqual(at)
})
