import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numbersIn } from '../../../src/text/translated/numbers.ts'

const keysIn = (text: string, language = '') => numbersIn(text, language).map((number) => number.key)

test('a number is the same however its thousands and decimals are parted', () => {
  for (const written of ['1,997', '1.997', '1 997', '1\u202f997', '1’997', '1997', '١٩٩٧', '１９９７'])
    expect(keysIn(`${written} ships`)).toEqual(['1997'])
  expect(keysIn('4,5 %')).toEqual(keysIn('4.5 percent'))
})

test('scale words count into the value', () => {
  for (const written of ['3.5 million', '3,5 millions', '3,5 миллиона', '350万', '3 500 000'])
    expect(keysIn(written)).toEqual(['35'])
  expect(keysIn('30,000 people')).toEqual(keysIn('3万人'))
  expect(keysIn('2 billion')).toEqual(keysIn('20亿'))
})

test('Chinese numerals are read, and a lone "one" is not', () => {
  expect(keysIn('二十四人')).toEqual(['24'])
  expect(keysIn('二〇一八年')).toEqual(['2018'])
  expect(keysIn('三百五十')).toEqual(['35'])
  expect(keysIn('一个人')).toEqual([])
})

test('spelled numbers are those of the language', () => {
  expect(keysIn('twelve ships', 'en')).toEqual(keysIn('двенадцать судов', 'ru'))
  expect(keysIn('once a day', 'en')).toEqual([])
  expect(keysIn('once barcos', 'es')).toEqual(keysIn('11'))
  expect(keysIn('two million', 'en')).toEqual(keysIn('deux millions', 'fr'))
})

test('whole numbers keep their key through every way of grouping', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (value) => {
      const english = value.toLocaleString('en')
      const german = value.toLocaleString('de')
      const french = value.toLocaleString('fr')
      const plain = keysIn(String(value))
      for (const written of [english, german, french]) expect(keysIn(`of ${written} there`)).toEqual(plain)
    }),
  )
})

test('spans lie in the text, in order', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('1', '2', ',', '.', ' ', '万', '三', 'two ', 'x') }),
      (text) => {
        let last = 0
        for (const { start, end } of numbersIn(text, 'en')) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          last = start
        }
      },
    ),
  )
})
