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
