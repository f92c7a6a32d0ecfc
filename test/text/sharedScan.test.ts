import { expect, test } from 'vitest'
import { scan } from '../../src/text/scan.ts'
import { sharedScan } from '../../src/text/sharedScan.ts'

test('a text that is asked for again is not scanned again', () => {
  const first = sharedScan('The ferry sailed at noon.')
  expect(sharedScan(['The ferry', 'sailed at noon.'].join(' '))).toBe(first)
  expect(first).toEqual(scan('The ferry sailed at noon.'))
})

test('only the newest few are kept', () => {
  const first = sharedScan('The ferry stayed.')
  for (let other = 0; other < 300; other++) sharedScan(`Text number ${other}.`)
  expect(sharedScan('The ferry stayed.')).not.toBe(first)
})
