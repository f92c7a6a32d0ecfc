import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideNext, restAfter } from '../../src/delivery/decideNext.ts'

const now = new Date('2026-05-04T07:10:00Z')
const failed = { kind: 'failed', why: 'It answered 500.' } as const

function waitOf(before: number, random: number): number {
  const next = decideNext(failed, before, now, random)
  return next.kind === 'again' ? next.at.getTime() - now.getTime() : Number.NaN
}

test('ten attempts are made over some three days, each wait longer than the last', () => {
  const waits = Array.from({ length: 9 }, (_, before) => waitOf(before, 0))
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  expect(waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000).toBeCloseTo(75.6, 0)
  expect(decideNext(failed, 9, now, 0)).toEqual({ kind: 'settled', outcome: 'dead' })
})

test('a wait is up to a fifth longer, and never before the time the receiver asked for', () => {
  fc.assert(
    fc.property(fc.nat(8), fc.double({ min: 0, max: 1, noNaN: true }), (before, random) => {
      expect(waitOf(before, random)).toBeGreaterThanOrEqual(waitOf(before, 0))
      expect(waitOf(before, random)).toBeLessThanOrEqual(waitOf(before, 0) * 1.2)
    }),
  )
  const notBefore = new Date(now.getTime() + 3_600_000)
  expect(decideNext({ ...failed, notBefore }, 0, now, 0)).toEqual({ kind: 'again', at: notBefore })
})

test('what is refused or gone is not tried again', () => {
  expect(decideNext({ kind: 'refused', why: '' }, 0, now, 0)).toEqual({ kind: 'settled', outcome: 'dead' })
  expect(decideNext({ kind: 'gone', why: '' }, 0, now, 0)).toEqual({ kind: 'settled', outcome: 'dead' })
})

test('a channel rests a second after its first failure and a quarter of an hour at most', () => {
  expect(restAfter(0, now).getTime() - now.getTime()).toBe(1000)
  expect(restAfter(40, now).getTime() - now.getTime()).toBe(900_000)
})
