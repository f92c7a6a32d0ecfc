import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashWord, isDense, scan } from '../../src/text/scan.ts'

const wordsOf = (text: string) => {
  const { count, starts, ends } = scan(text)
  return Array.from({ length: count }, (_, i) => text.slice(starts[i], ends[i]))
}

test('words are runs of letters and digits, in the order of the text', () => {
  expect(wordsOf('Café “naïve” costs 3.5 €, don’t')).toEqual(['Café', 'naïve', 'costs', '3', '5', 'don', 't'])
})

test('case, accents, vowel points and full-width forms do not tell words apart', () => {
  for (const [a, b] of [
    ['CAFÉ', 'cafe\u0301'],
    ['كِتَاب', 'كتاب'],
    ['أحمد', 'احمد'],
    ['２０２６', '2026'],
    ['co\u00adoperate', 'cooperate'],
  ] as const) {
    expect(hashWord(a)).toBe(hashWord(b))
  }
  expect(hashWord('home')).not.toBe(hashWord('hone'))
})

test('each character of a script written without spaces is a word', () => {
  expect(wordsOf('他们说AI好')).toEqual(['他', '们', '说', 'AI', '好'])
  expect(wordsOf('𠀀𠀁 😀 ok')).toEqual(['𠀀', '𠀁', 'ok'])
  expect(isDense(hashWord('好'))).toBe(true)
  expect(isDense(hashWord('good'))).toBe(false)
  expect(hashWord('𠀀')).not.toBe(hashWord('𠀁'))
})

test('words lie inside the text, in order, and none is empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { count, starts, ends } = scan(text)
      for (let i = 0; i < count; i++) {
        expect(ends[i]!).toBeGreaterThan(starts[i]!)
        expect(ends[i]!).toBeLessThanOrEqual(text.length)
        if (i > 0) expect(starts[i]!).toBeGreaterThanOrEqual(ends[i - 1]!)
      }
    }),
  )
})

test('a scan keeps its own words while others are made, short and long', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3000 }), { minLength: 2, maxLength: 40 }), (sizes) => {
      const texts = sizes.map((size, i) => `w${i} `.repeat(size))
      const scans = texts.map((text) => scan(text))
      scans.forEach(({ count, words, starts, ends }, i) => {
        const word = hashWord(`w${i}`)
        expect([count, words.length]).toEqual([sizes[i], sizes[i]])
        expect(words.every((one) => one === word)).toBe(true)
        const gap = `w${i} `.length
        expect(starts.every((start, k) => start === k * gap && ends[k] === start + gap - 1)).toBe(true)
      })
    }),
    { numRuns: 30 },
  )
})

test('plain words have the same hashes before and after anything that is not plain', () => {
  const plain = fc.stringMatching(/^[a-z0-9 ,.]{0,40}$/)
  const other = fc.constantFrom('地', 'co\u00adop', 'é', '\u0301', 'كِتَاب', '😀', '𐌰𐌱')
  fc.assert(
    fc.property(plain, other, plain, (before, special, after) => {
      const { text, words, starts, ends, count } = scan(`${before} ${special} ${after}`)
      for (let i = 0; i < count; i++) expect(words[i]).toBe(hashWord(text.slice(starts[i], ends[i])))
      const whole = [...scan(before).words, ...scan(special).words, ...scan(after).words]
      expect([...words]).toEqual(whole)
    }),
  )
})
