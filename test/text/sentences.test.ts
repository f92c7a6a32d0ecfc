import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentencesOf } from '../../src/text/sentences.ts'

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

test('a closing quote belongs to the sentence it ends', () => {
  expect(split('“It is over.” He left. “Why?” she asked.')).toEqual([
    '“It is over.”',
    'He left.',
    '“Why?” she asked.',
  ])
})

test('abbreviations, initials and decimal points end nothing', () => {
  expect(
    split('Mr. J. Smith paid $3.5 million on Jan. 4 to Acme Inc. officials. He left at 6 p.m. on Monday.'),
  ).toEqual([
    'Mr. J. Smith paid $3.5 million on Jan. 4 to Acme Inc. officials.',
    'He left at 6 p.m. on Monday.',
  ])
})

test('an empty line ends a sentence without a stop', () => {
  expect(split('A headline\n\nthe text goes\non here. Then more')).toEqual([
    'A headline',
    'the text goes\non here.',
    'Then more',
  ])
})

test('Chinese, Arabic and Hindi stops end sentences', () => {
  expect(split('他们说：“好。”然后走了！')).toEqual(['他们说：“好。”', '然后走了！'])
  expect(split('هل ذهب؟ نعم، ذهب. ثم عاد')).toEqual(['هل ذهب؟', 'نعم، ذهب.', 'ثم عاد'])
  expect(split('वह गया। वह आया।')).toEqual(['वह गया।', 'वह आया।'])
})

test('sentences lie in order inside the text and leave only white space out', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '.', ' ', '\n', '”', '。', '1') }), (text) => {
      let from = 0
      for (const { start, end } of sentencesOf(text)) {
        expect(text.slice(from, start).trim()).toBe('')
        expect(end).toBeGreaterThan(start)
        from = end
      }
      expect(text.slice(from).trim()).toBe('')
    }),
  )
})
