import { expect, test } from 'vitest'
import { decideNews } from '../../src/alerts/decideNews.ts'

const told = [{ text: 'Twelve ships left the port of Elsin on Monday, the harbour master said.' }]

test('a sentence that was told in almost the same words is not news', () => {
  const same = { text: 'The harbour master said twelve ships left the port of Elsin on Monday.' }
  expect(decideNews([same], told)).toEqual([])
})

test('a sentence with another number is news', () => {
  const [before, after] = [{ text: 'Rescuers found 12 people.' }, { text: 'Rescuers found 13 people.' }]
  expect(decideNews([after], [before])).toEqual([after])
})

test('of two equivalent sentences of one report the first is told', () => {
  const first = { text: 'The bridge is closed.' }
  expect(decideNews([first, { text: 'The bridge is closed!' }], [])).toEqual([first])
})
