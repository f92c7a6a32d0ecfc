import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDate } from '../../../src/intake/feeds/dates.ts'

describe('a date is read however a feed prints it', () => {
  test.each([
    ['Tue, 05 Mar 2024 08:30:00 GMT', '2024-03-05T08:30:00Z', 'second'],
    ['Tue, 05 Mar 2024 08:30:00 +0200', '2024-03-05T06:30:00Z', 'second'],
    ['Tue, 5 Mar 24 8:30 EST', '2024-03-05T13:30:00Z', 'minute'],
    ['Tuesday, March 5, 2024 8:30 PM', '2024-03-05T20:30:00Z', 'minute'],
    ['05-Mar-2024', '2024-03-05T00:00:00Z', 'day'],
    ['Tue Mar  5 08:30:00 PST 2024', '2024-03-05T16:30:00Z', 'second'],
    ['2024-03-05T08:30:00.250-05:00', '2024-03-05T13:30:00.250Z', 'second'],
    ['2024-03-05T08:30Z', '2024-03-05T08:30:00Z', 'minute'],
    ['2024-03-05 08:30:00 +01:00', '2024-03-05T07:30:00Z', 'second'],
    ['20240305T083000Z', '2024-03-05T08:30:00Z', 'second'],
    ['2024-03-05', '2024-03-05T00:00:00Z', 'day'],
    ['2024-03', '2024-03-01T00:00:00Z', 'month'],
    ['2024-065', '2024-03-05T00:00:00Z', 'day'],
    ['2024-W10-2', '2024-03-05T00:00:00Z', 'day'],
    ['1709627400', '2024-03-05T08:30:00Z', 'second'],
    ['1709627400000', '2024-03-05T08:30:00Z', 'second'],
    ['13/03/2024 08:30', '2024-03-13T08:30:00Z', 'minute'],
    ['3/5/2024 8:30:00 PM', '2024-03-05T20:30:00Z', 'second'],
    ['05.03.2024 08:30', '2024-03-05T08:30:00Z', 'minute'],
    ['2024년 03월 05일 오후 8:30:00', '2024-03-05T11:30:00Z', 'second'],
    ['2024-03-05 오전 8:30:00', '2024-03-04T23:30:00Z', 'second'],
    ['2024年3月5日 8時30分', '2024-03-05T08:30:00Z', 'minute'],
    ['Τρι, 05 Μάρ 2024 08:30:00 GMT', '2024-03-05T08:30:00Z', 'second'],
    ['2024-március-05T8:30+01:00', '2024-03-05T07:30:00Z', 'minute'],
    ['вт, 05 марта 2024 08:30:00 +0300', '2024-03-05T05:30:00Z', 'second'],
    ['mar. 5 mars 2024 08:30', '2024-03-05T08:30:00Z', 'minute'],
    ['martes, 5 de marzo de 2024', '2024-03-05T00:00:00Z', 'day'],
    ['٥ مارس ٢٠٢٤', '2024-03-05T00:00:00Z', 'day'],
    ['Thu, 31 Apr 2024 08:30:00 GMT', '2024-04-30T08:30:00Z', 'second'],
  ])('%s', (printed, at, precision) => {
    const found = readDate(printed)
    expect(found && new Date(found.at).getTime()).toBe(new Date(at).getTime())
    expect(found?.precision).toBe(precision)
  })
})

test.each([
  '',
  'soon',
  '03/04/2024',
  '32 Foo 2024',
  '2024-13-45',
  '0000-00-00',
  '99:99',
  'Mon, 00 Jan 0000 00:00:00 GMT',
])('%j is no date', (printed) => {
  expect(readDate(printed)).toBeUndefined()
})

test('the zone is kept as it was printed, and none is made up', () => {
  expect(readDate('Tue, 05 Mar 2024 08:30:00 EST')?.zone).toBe('EST')
  expect(readDate('2024-03-05T08:30:00+05:30')?.zone).toBe('+05:30')
  expect(readDate('2024-03-05 08:30:00')?.zone).toBeUndefined()
})

test('every instant is read back from the forms that feeds print most', () => {
  const instants = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, (date) => {
      const second = Math.floor(date.getTime() / 1000) * 1000
      expect(new Date(readDate(date.toISOString())!.at).getTime()).toBe(date.getTime())
      expect(new Date(readDate(date.toUTCString())!.at).getTime()).toBe(second)
    }),
  )
})

test('no text makes it throw', () => {
  const bits = fc.constantFrom(
    'Mar',
    '2024',
    '05',
    ':',
    '-',
    '/',
    'T',
    ' ',
    'PM',
    '+01',
    'GMT',
    'W',
    '년',
    '오후',
    ',',
    '.',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(bits).map((list) => list.join('')),
      ),
      (text) => void readDate(text),
    ),
  )
})
