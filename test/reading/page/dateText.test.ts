import { describe, expect, test } from 'vitest'
import { dateInAddress, localDay, readDate } from '../../../src/reading/page/dateText.ts'

const hints = { basis: 'text', dayFirst: true } as const

describe('a printed date is read with its time and zone', () => {
  test.each([
    ['2026-03-03T08:15:30+01:00', '2026-03-03T07:15:30.000Z', '+01:00'],
    ['2026-03-03 08:15', '2026-03-03T08:15:00.000Z', undefined],
    ['20260303T081500Z', '2026-03-03T08:15:00.000Z', '+00:00'],
    ['1772525730', '2026-03-03T08:15:30.000Z', '+00:00'],
    ['Tue, 03 Mar 2026 08:15:30 GMT', '2026-03-03T08:15:30.000Z', '+00:00'],
    ['March 3, 2026 at 8:15 p.m. EST', '2026-03-04T01:15:00.000Z', '-05:00'],
    ['Updated 3rd March, 2026', '2026-03-03T00:00:00.000Z', undefined],
    ['3. März 2026, 08:15 Uhr', '2026-03-03T08:15:00.000Z', undefined],
    ['03.03.2026 - 8 Uhr', '2026-03-03T08:00:00.000Z', undefined],
    ['le 3 mars 2026 à 08h15', '2026-03-03T08:15:00.000Z', undefined],
    ['3 de marzo de 2026', '2026-03-03T00:00:00.000Z', undefined],
    ['3 março 2026', '2026-03-03T00:00:00.000Z', undefined],
    ['3 marzo 2026', '2026-03-03T00:00:00.000Z', undefined],
    ['3 maart 2026', '2026-03-03T00:00:00.000Z', undefined],
    ['3 marca 2026', '2026-03-03T00:00:00.000Z', undefined],
    ['2026. március 3.', '2026-03-03T00:00:00.000Z', undefined],
    ['3 марта 2026, 11:15 МСК', '2026-03-03T08:15:00.000Z', '+03:00'],
    ['٣ مارس ٢٠٢٦', '2026-03-03T00:00:00.000Z', undefined],
    ['3 آذار 2026', '2026-03-03T00:00:00.000Z', undefined],
    ['2026年3月3日 08:15', '2026-03-03T08:15:00.000Z', undefined],
    ['2026年3月3日8時15分', '2026-03-03T08:15:00.000Z', undefined],
    ['3/4/2026', '2026-04-03T00:00:00.000Z', undefined],
  ])('%s', (text, at, zone) => {
    expect(readDate(text, hints)).toMatchObject({ at, ...(zone ? { zone } : {}) })
    expect(readDate(text, hints)?.zone).toBe(zone)
  })
})

test('where months come first, 3/4/2026 is in March', () => {
  expect(readDate('3/4/2026', { ...hints, dayFirst: false })?.at).toBe('2026-03-04T00:00:00.000Z')
})

test.each(['', 'in 2026', '31 February 2026', '14 of 25 ships', 'version 2.10.3', '2026-13-45'])(
  '“%s” is no date',
  (text) => {
    expect(readDate(text, hints)).toBeUndefined()
  },
)

test('the day of a moment is that of the place it was printed for', () => {
  expect(localDay(readDate('March 3, 2026 at 8:15 p.m. EST', hints)!)).toBe('2026-03-03')
})

test('an address may tell the day', () => {
  expect(dateInAddress('https://a.example/2026/03/03/storm.html')?.at).toBe('2026-03-03T00:00:00.000Z')
  expect(dateInAddress('https://a.example/2026/mar/03/storm')?.at).toBe('2026-03-03T00:00:00.000Z')
  expect(dateInAddress('https://a.example/storm-20260303-1')?.at).toBe('2026-03-03T00:00:00.000Z')
  expect(dateInAddress('https://a.example/story/12345678')).toBeUndefined()
})
