import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newFrom, newness, newnessMeasures } from '../../src/stories/newness.ts'
import { newnessWeights, statingWeights } from '../../src/stories/noveltyWeights.ts'
import { Said } from '../../src/stories/said.ts'
import { sentencesOfText } from '../../src/stories/sentences.ts'
import { statingChances, statingMeasures } from '../../src/stories/stating.ts'
import { Vocabulary } from '../../src/stories/vocabulary.ts'
import { scan } from '../../src/text/scan.ts'

const ferry = 'A passenger ferry sank off Port Calder, and divers searched the wreck for the captain.'
const inquiry = 'Magistrate Oona Pellard opens a hearing into lifeboat inspections.'

/** A story that has said `before`, and a way to take sentences apart for it. */
function storyOf(...before: string[]) {
  const vocabulary = new Vocabulary()
  const said = new Said(vocabulary)
  const ask = (text: string) => sentencesOfText('later', scan(text), vocabulary)[0]!
  before.forEach((text, i) => {
    for (const sentence of sentencesOfText(`report-${i}`, scan(text), vocabulary)) said.add(sentence)
  })
  return { said, ask, newnessOf: (text: string) => newness(ask(text).placed, said) }
}

/** The part of a sentence’s pairs of words that the story has not said, every word weighing the same. */
function unsaidPairs(text: string, ...before: string[]) {
  const { said, ask } = storyOf(...before)
  const { placed } = ask(text)
  return newnessMeasures(placed, said, new Float64Array(placed.words.length).fill(0.5))[0]!
}

test('what was said is not new, and what was not is', () => {
  const { newnessOf } = storyOf(ferry)
  expect(newnessOf(ferry)).toBeLessThan(newFrom)
  expect(newnessOf(inquiry)).toBeGreaterThan(newFrom)
})

test('words that were said apart are newer together than words that were said together', () => {
  const apart = [
    'The captain left Port Calder.',
    'A magistrate opens a hearing.',
    'Divers searched a lifeboat.',
  ]
  const text = 'The magistrate searched the lifeboat of the captain.'
  expect(unsaidPairs(text, ...apart)).toBeGreaterThan(unsaidPairs(text, ...apart, text))
  expect(unsaidPairs(text, text)).toBe(0)
  expect(unsaidPairs(text, 'Captain, lifeboat, magistrate: all searched.')).toBe(0)
  expect(unsaidPairs(text, inquiry.replace('Magistrate', 'Lawyer'))).toBe(1)
})

test('a pair counts as said where one sentence has both words, not two sentences of one report', () => {
  const pair = 'Captain arrested.'
  expect(unsaidPairs(pair, 'The captain swam. Police arrested nobody.')).toBe(1)
  expect(unsaidPairs(pair, 'Police arrested nobody but the captain.')).toBe(0)
})

test('a sentence with one telling word has no pairs, and is as new as its word', () => {
  expect(unsaidPairs('Divers again.', ferry)).toBe(0)
  expect(unsaidPairs('Lifeboats again.', ferry)).toBe(1)
})

test('what a report said is new again when the report has left the story', () => {
  const { said, newnessOf } = storyOf(ferry, inquiry)
  const told = newnessOf(inquiry)
  said.forget('report-1')
  expect(newnessOf(inquiry)).toBeGreaterThan(told + 0.3)
})

test('words in running text state what happened more likely than words of a menu', () => {
  const { said, ask } = storyOf(ferry)
  const chanceOf = (text: string) => {
    const { placed } = ask(text)
    const at = text.indexOf('inspections')
    return statingChances(placed, said)[placed.words.findIndex(({ start }) => start === at)]!
  }
  const prose = chanceOf('She opened a hearing into the inspections of the lifeboats by the owner.')
  const menu = chanceOf(
    'Home World Business Sport Login Register inspections Markets Weather Travel Video Photos',
  )
  expect(prose).toBeGreaterThan(menu + 0.1)
})

test('places count all words of a sentence, wherever it stands in its text', () => {
  const { words, length } = sentencesOfText(
    'report',
    scan('First of all, this. The ferry of the Tarrow line carried 82,000 tonnes.'),
    new Vocabulary(),
  )[1]!.placed
  expect(words.map(({ place }) => place)).toEqual([1, 4, 5, 6, 7, 9])
  expect(words.map(({ number }) => number)).toEqual([false, false, false, false, true, false])
  expect(words.map(({ start }) => start)).toEqual([4, 17, 24, 29, 37, 44])
  expect(length).toBe(10)
})

test('each model has one weight for each value it looks at, and gives a chance for any text', () => {
  const { said, ask } = storyOf(ferry)
  const { placed } = ask(inquiry)
  expect(statingMeasures(placed, said).map((values) => values.length)).toEqual(
    placed.words.map(() => statingWeights.length),
  )
  expect(newnessMeasures(placed, said, statingChances(placed, said))).toHaveLength(newnessWeights.length)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ minLength: 1 }), (text, before) => {
      const story = storyOf(before)
      for (const sentence of sentencesOfText('any', scan(text), new Vocabulary())) {
        const value = newness(sentence.placed, story.said)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
      }
    }),
  )
})
