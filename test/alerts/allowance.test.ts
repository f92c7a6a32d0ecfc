import { expect, test } from 'vitest'
import { Allowance } from '../../src/publishing/subscriptions/allowance.ts'

test('a peer may do something so often within an hour, and again after it; others are not counted with it', () => {
  const allowance = new Allowance(2)
  const at = (minute: number) => new Date(minute * 60_000)
  expect([0, 10, 20].map((minute) => allowance.take('a', at(minute)))).toEqual([true, true, false])
  expect(allowance.take('b', at(20))).toBe(true)
  expect(allowance.take('a', at(61))).toBe(true)
})
