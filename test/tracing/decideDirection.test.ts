import { expect, test } from 'vitest'
import { decideDirection } from '../../src/tracing/decideDirection.ts'
import { aReport, hourMs, noon } from './aReport.ts'

const wire = aReport({ id: 'wire', sourceName: 'Ellesmar Wire', url: 'https://wire.example/a?utm_source=x' })

test('an hour between printed times tells which came first', () => {
  const later = aReport({ at: noon + hourMs })
  expect(decideDirection(later, wire)).toMatchObject({ basis: ['time'] })
  expect(decideDirection(later, wire).earlier).toBeGreaterThan(0.95)
  expect(decideDirection(wire, later).earlier).toBeLessThan(0.05)
})

test('two dates without hours tell nothing on one day', () => {
  const day = { uncertainMs: 24 * hourMs, arrived: 0 }
  expect(decideDirection(aReport(day), { ...wire, ...day }).earlier).toBeCloseTo(0.5)
})

test('a credit outweighs inexact times', () => {
  const copy = aReport({ at: noon - 2 * hourMs, uncertainMs: 24 * hourMs, credits: ['The Ellesmar Wire'] })
  expect(decideDirection(copy, wire).earlier).toBeGreaterThan(0.9)
  expect(decideDirection(copy, wire).basis).toContain('credit')
})

test('a link to the other is evidence, whatever is added to the address', () => {
  const copy = aReport({ links: ['https://www.wire.example/a/'] })
  expect(decideDirection(copy, wire).basis).toContain('link')
  expect(decideDirection(copy, wire).earlier).toBeGreaterThan(0.95)
})

test('where nothing else tells, the one that arrived first was first', () => {
  const late = aReport({ at: undefined, arrived: 2 })
  expect(decideDirection(late, aReport({ at: undefined, arrived: 1 })).earlier).toBeGreaterThan(0.5)
})

test('a date without hours tells little against a time on that day, and much against one days away', () => {
  const midnight = Date.parse('2026-03-04T00:00:00Z')
  const dated = aReport({ at: midnight, uncertainMs: 24 * hourMs, arrived: 0 })
  const timed = (hours: number) => ({ ...wire, at: midnight + hours * hourMs, arrived: 0 })
  const { earlier } = decideDirection(dated, timed(9))
  expect(earlier).toBeGreaterThan(0.4)
  expect(earlier).toBeLessThan(0.6)
  expect(decideDirection(dated, timed(-48)).earlier).toBeGreaterThan(0.95)
  expect(decideDirection(dated, timed(72)).earlier).toBeLessThan(0.05)
})
