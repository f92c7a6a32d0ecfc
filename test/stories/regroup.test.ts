import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterSilence, goesOnAs, regroup } from '../../src/stories/regroup.ts'

/** Likenesses of each two reports, given as the rows below the diagonal. */
function alike(rows: readonly (readonly number[])[], days?: readonly number[]) {
  const count = rows.length + 1
  const likeness = new Float64Array(count * count)
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      likeness[(i + 1) * count + j] = value
      likeness[j * count + i + 1] = value
    })
  })
  return {
    count,
    likeness,
    days: Float64Array.from(days ?? Array.from({ length: count }, () => Number.NaN)),
    tied: [] as [number, number][],
  }
}

test('reports that are alike on average are one group, and the others are apart', () => {
  const four = alike([[0.6], [0.1, 0.1], [0.1, 0.2, 0.5]])
  expect([...regroup(four, 0.3)]).toEqual([0, 0, 2, 2])
})

test('one likeness alone joins no two groups', () => {
  const four = alike([[0.6], [0.5, 0], [0, 0, 0.6]])
  expect([...regroup(four, 0.3)]).toEqual([0, 0, 2, 2])
})

test('tied reports stay together, however unlike they are', () => {
  const three = { ...alike([[0], [0, 0.6]]), tied: [[0, 1]] as const }
  expect([...regroup(three, 0.3)]).toEqual([0, 0, 0])
})

test('a pair of which nothing can be said is left out of the average', () => {
  const three = alike([[0.5], [Number.NaN, 0.5]])
  expect([...regroup(three, 0.4)]).toEqual([0, 0, 0])
})

test('a long silence parts reports that would be together on one day', () => {
  expect([...regroup(alike([[0.3]], [1, 1]), 0.3)]).toEqual([0, 0])
  expect([...regroup(alike([[0.3]], [1, 60]), 0.3)]).toEqual([0, 1])
  expect(afterSilence(undefined)).toBe(1)
})

test('a story goes on as the group that holds most of its reports', () => {
  const named = goesOnAs(Int32Array.of(0, 0, 2, 0, 2), Int32Array.of(0, 0, 0, 1, 1))
  expect([...named].sort()).toEqual([
    [0, 0],
    [2, 1],
  ])
})

test('a group that holds most of no story is a new one', () => {
  expect([...goesOnAs(Int32Array.of(0, 0, 2), Int32Array.of(0, 0, 0))]).toEqual([[0, 0]])
})

test('no two groups go on as one story, each group names itself by its first report, and nothing is left to chance', () => {
  const reports = fc.array(
    fc.record({
      story: fc.nat(3),
      row: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
    }),
    { minLength: 2, maxLength: 12 },
  )
  fc.assert(
    fc.property(reports, (given) => {
      const hood = alike(given.slice(1).map(({ row }, i) => row.slice(0, i + 1)))
      const groups = regroup(hood, 0.4)
      expect([...regroup(hood, 0.4)]).toEqual([...groups])
      groups.forEach((group, i) => {
        expect(group).toBeLessThanOrEqual(i)
        expect(groups[group]).toBe(group)
      })
      const named = [
        ...goesOnAs(
          groups,
          Int32Array.from(given, ({ story }) => story),
        ).values(),
      ]
      expect(new Set(named).size).toBe(named.length)
    }),
  )
})
