import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blankOutside } from '../../src/text/blanked.ts'

test('only the spans are left, in their places, and the lines stay', () => {
  expect(
    blankOutside('One two\n\nthree four', [
      { start: 4, end: 7 },
      { start: 15, end: 19 },
    ]),
  ).toBe('    two\n\n      four')
})

test('a text keeps its length, and what is within the spans', () => {
  const someSpans = fc.array(fc.tuple(fc.nat(40), fc.nat(10)), { maxLength: 5 })
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), someSpans, (text, pairs) => {
      const spans = pairs
        .map(([start, length]) => ({
          start: Math.min(start, text.length),
          end: Math.min(start + length, text.length),
        }))
        .sort((a, b) => a.start - b.start)
      const left = blankOutside(text, spans)
      expect(left).toHaveLength(text.length)
      for (const { start, end } of spans) expect(left.slice(start, end)).toBe(text.slice(start, end))
    }),
  )
})
