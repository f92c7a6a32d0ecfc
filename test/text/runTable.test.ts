import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostPlaces, type Places, RunTable } from '../../src/text/runTable.ts'

/** Adds each hash with its number as the place. */
function aTable(hashes: Int32Array): RunTable {
  const all: Places = { isKept: () => true, freed: 0 }
  const table = new RunTable(all)
  table.take(hashes, everyOne(hashes), hashes.length, true)
  for (let i = 0; i < hashes.length; i++) table.add(i, i)
  return table
}

function everyOne(hashes: Int32Array): Int32Array {
  return hashes.map((_, i) => i)
}

function placesOf(table: RunTable, hash: number): number[] {
  const found = new Uint32Array(mostPlaces)
  table.take(Int32Array.of(hash), Int32Array.of(0), 1, false)
  return [...found.subarray(0, table.find(0, found))]
}

/** As many hashes that differ, in no order. */
function someHashes(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => Math.imul(i + 1, 0x9e3779b1))
}

test('every run is found where it was added, in the order it was', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 200 }), (values) => {
      const hashes = Int32Array.from(values)
      const table = aTable(hashes)
      for (let hash = 1; hash <= 60; hash++) {
        const places = values.flatMap((value, i) => (value === hash ? [i] : []))
        expect(placesOf(table, hash)).toEqual(places.slice(0, mostPlaces))
      }
    }),
    { numRuns: 20 },
  )
})

test('a table that has grown many times over still holds all', () => {
  const hashes = someHashes(300_000)
  const table = aTable(hashes)
  table.take(hashes, everyOne(hashes), hashes.length, false)
  const found = new Uint32Array(mostPlaces)
  let missed = 0
  let others = 0
  for (let i = 0; i < hashes.length; i++) {
    const places = found.subarray(0, table.find(i, found))
    if (!places.includes(i)) missed++
    others += places.length - 1
  }
  expect(missed).toBe(0)
  expect(others).toBeLessThan(1000)
  expect(table.bytes / hashes.length).toBeLessThan(18)
})

test('of a common phrase a few places are remembered', () => {
  expect(placesOf(aTable(new Int32Array(1000).fill(77)), 77)).toHaveLength(mostPlaces)
})

test('what was forgotten leaves the table, which then does not grow', () => {
  let oldest = 0
  const table = new RunTable({
    isKept: (place) => place >= oldest,
    get freed() {
      return oldest
    },
  })
  const hashes = someHashes(400_000)
  table.take(hashes, everyOne(hashes), hashes.length, true)
  let bytes = 0
  for (let i = 0; i < hashes.length; i++) {
    oldest = i - 50_000
    table.add(i, i)
    if (i === 100_000) bytes = table.bytes
  }
  expect(table.bytes).toBeLessThan(bytes * 1.6)
  expect(placesOf(table, hashes[399_000]!)).toEqual([399_000])
})
