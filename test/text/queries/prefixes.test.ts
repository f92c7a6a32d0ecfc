import { expect, test } from 'vitest'
import { Letters } from '../../../src/text/queries/letters.ts'
import { Prefixes } from '../../../src/text/queries/prefixes.ts'

const text = 0
const title = 1

/** Prefixes numbered from 1, with the words that are asked about. */
function somePrefixes(starts: readonly string[], mostNumbers?: number) {
  const letters = new Letters()
  const lettersOf = [0, ...starts.map((start) => letters.keep(start, text))]
  const prefixes = new Prefixes(letters, (term) => lettersOf[term]!, mostNumbers)
  const put = () => starts.map((start, i) => prefixes.put(i + 1, start, text))
  const listOf = (word: string, field = text) => {
    const list = prefixes.listFor(letters.keep(word, field)) - prefixes.firstList
    return [...prefixes.lists.subarray(list + 1, list + 1 + prefixes.lists[list]!)]
  }
  return { prefixes, put, listOf }
}

test('a word has every prefix of its field that it begins with', () => {
  const { put, listOf } = somePrefixes(['ha', 'harb', 'harbour', 'harbours', 'por'])
  put()
  expect(listOf('harbour')).toEqual([1, 2, 3])
  expect(listOf('ports')).toEqual([5])
  expect(listOf('h')).toEqual([])
  expect(listOf('harbour', title)).toEqual([])
})

test('lists of before a change have smaller numbers than any after it', () => {
  const { prefixes, put, listOf } = somePrefixes(['ha', 'harb'])
  put()
  listOf('harbour')
  const before = prefixes.firstList
  prefixes.remove(1, 'ha', text)
  expect(prefixes.firstList).toBeGreaterThan(before + 1)
  expect(listOf('harbour')).toEqual([2])
})

test('when the numbers of lists are used up, those who keep one are told to forget it', () => {
  const { prefixes, put } = somePrefixes(['ha', 'harb', 'harbour', 'por'], 4)
  expect(put()).toEqual([false, false, true, false])
  expect(prefixes.firstList).toBe(2)
})
