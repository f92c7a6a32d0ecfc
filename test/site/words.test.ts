import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlace, writePlace } from '../../src/publishing/site/place.ts'
import { isZone, localeOf } from '../../src/publishing/site/reader.ts'
import { dirOf, duration, percent, webAddress } from '../../src/publishing/site/words.ts'

test('a duration is told in its two largest units', () => {
  expect(duration(0)).toBe('less than a second')
  expect(duration(61_000)).toBe('1 minute 1 second')
  expect(duration(2 * 3_600_000 + 4 * 60_000 + 9000)).toBe('2 hours 4 minutes')
  expect(duration(86_400_000)).toBe('1 day')
})

test('only all is 100 % and only nothing is 0 %', () => {
  expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual(['0%', '1%', '50%', '99%', '100%'])
})

test('the locale is the most wanted one that dates can be written in', () => {
  expect(localeOf('xx-invented, fr;q=0.8, de;q=0.9')).toBe('de')
  expect(localeOf('*;q=0.1')).toBe('en-GB')
  expect(localeOf(undefined)).toBe('en-GB')
})

test('any Accept-Language header gives a locale that works', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      new Intl.DateTimeFormat(localeOf(header)).format(new Date())
    }),
  )
})

test('only zones that exist are taken from the cookie', () => {
  expect(isZone('Europe/Paris')).toBe(true)
  expect(isZone('Mars/Olympus')).toBe(false)
})

test('languages written from the right are known, with or without a region', () => {
  expect(['ar', 'he-IL', 'fa', 'en', 'ru', undefined].map(dirOf)).toEqual([
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'auto',
  ])
})

test('only web addresses become links', () => {
  expect(webAddress('https://example.org/a')).toBe('https://example.org/a')
  expect(webAddress('javascript:alert(1)')).toBeUndefined()
  expect(webAddress('data:text/html,x')).toBeUndefined()
  expect(webAddress('http://')).toBeUndefined()
  expect(webAddress(null)).toBeUndefined()
})

test('a place in a list survives its address; anything else is no place', () => {
  const place = { at: new Date('2026-11-23T10:00:00.123Z'), id: 'sto_01k' }
  expect(readPlace(writePlace(place))).toEqual(place)
  expect(readPlace("2026-11-23~sto_'; drop table")).toBeUndefined()
  expect(readPlace('nonsense')).toBeUndefined()
})
