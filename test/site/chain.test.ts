import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChainNode, chainRows, isChain } from '../../src/publishing/site/chain/graph.ts'
import { timeScale } from '../../src/publishing/site/chain/timeScale.ts'

const noon = Date.UTC(2026, 10, 23, 12)

function aNode(id: string, minutes: number, of?: string): ChainNode {
  return { id, name: id, kind: of ? 'whole' : 'own', of, at: new Date(noon + minutes * 60_000) }
}

const nodes = fc
  .array(
    fc.record({
      of: fc.option(fc.nat(70), { nil: undefined }),
      minutes: fc.integer({ min: -500, max: 9000 }),
    }),
    {
      maxLength: 70,
    },
  )
  .map((all) =>
    all.map(({ of, minutes }, index) => aNode(`n${index}`, minutes, of === undefined ? undefined : `n${of}`)),
  )

describe('the rows of a picture', () => {
  test('a copy stands below what it was taken from, before the next main source', () => {
    const rows = chainRows([
      aNode('late', 60),
      aNode('copy', 30, 'wire'),
      aNode('third', 45, 'copy'),
      aNode('wire', 0),
    ])
    expect(rows.map((row) => row.node.id)).toEqual(['wire', 'copy', 'third', 'late'])
    expect(rows.map((row) => row.parent)).toEqual([undefined, 0, 1, undefined])
    expect(rows.map((row) => row.sinceMainMs / 60_000)).toEqual([0, 30, 45, 0])
    expect(rows[2]!.lagMs).toBe(15 * 60_000)
  })

  test('a copy whose main source is not drawn begins a tree of its own', () => {
    expect(chainRows([aNode('copy', 5, 'elsewhere')])[0]!.parent).toBeUndefined()
  })

  test('of two that were found to come from each other, the earlier is its own', () => {
    const rows = chainRows([aNode('a', 5, 'b'), aNode('b', 0, 'a')])
    expect(rows.map((row) => [row.node.id, row.parent])).toEqual([
      ['b', undefined],
      ['a', 0],
    ])
  })

  test('one report alone is no chain', () => {
    expect(isChain(chainRows([aNode('alone', 0)]))).toBe(false)
  })

  test('the report that the page is about is drawn among the sixty, whatever else is', () => {
    const copies = Array.from({ length: 99 }, (_, index) => aNode(`c${index}`, index + 1, 'wire'))
    const rows = chainRows([aNode('wire', 0), ...copies], 60, 'c98')
    expect(rows).toHaveLength(60)
    expect(rows.map((row) => row.node.id)).toEqual(expect.arrayContaining(['wire', 'c0', 'c98']))
  })

  test('whatever was found, each node is drawn once, below what it was taken from and not before it in time', () => {
    fc.assert(
      fc.property(nodes, (given) => {
        const rows = chainRows(given, 1000)
        expect(new Set(rows.map((row) => row.node.id))).toEqual(new Set(given.map((node) => node.id)))
        expect(rows).toHaveLength(given.length)
        rows.forEach((row, index) => {
          if (row.parent === undefined) return
          expect(row.parent).toBeLessThan(index)
          expect(rows[row.parent]!.node.id).toBe(row.node.of)
          expect(row.sinceMainMs).toBeGreaterThanOrEqual(rows[row.parent]!.sinceMainMs)
        })
      }),
    )
  })
})

describe('the time scale', () => {
  test('a later time stands further to the right, all of them inside the picture', () => {
    fc.assert(
      fc.property(fc.nat(4e9), fc.nat(4e9), (one, other) => {
        const scale = timeScale(Math.max(one, other))
        const [early, late] = [Math.min(one, other), Math.max(one, other)]
        expect(scale.at(early)).toBeLessThanOrEqual(scale.at(late))
        expect(scale.at(early)).toBeGreaterThanOrEqual(3)
        expect(scale.at(late)).toBeLessThanOrEqual(95)
      }),
    )
  })

  test('its labels never touch', () => {
    for (const days of [0.001, 0.01, 0.5, 2, 44, 400]) {
      const { ticks } = timeScale(days * 86_400_000)
      ticks.slice(1).forEach((tick, index) => {
        expect(tick.at - ticks[index]!.at).toBeGreaterThanOrEqual(15)
      })
    }
  })
})
