import { expect, test } from 'vitest'
import { rewordedPassages } from '../../src/text/rewordedPassages.ts'
import { rewording, sentenceOf } from '../../src/text/rewording.ts'

const bitsOf = () => 10
const chance = (a: string, b: string) => rewording(sentenceOf(a, bitsOf), sentenceOf(b, bitsOf))

test('a sentence turned round says the same, one that counts other things does not', () => {
  const said = 'The mayor said on Monday that 340 houses in Karvenna had been damaged by the flood.'
  const turned = 'On Monday the mayor said the flood had damaged 340 houses in Karvenna.'
  const other = 'The mayor said the port of Ellesmar would open again after 12 days of strikes.'
  expect(chance(said, turned)).toBeGreaterThan(0.8)
  expect(chance(said, other)).toBeLessThan(0.3)
  expect(chance(said, turned)).toBeCloseTo(chance(turned, said), 1)
})

test('of two texts, the sentences said in other words are aligned, and those aligned already are left alone', () => {
  const here = 'On Monday the mayor said the flood had damaged 340 houses in Karvenna. Schools stay shut.'
  const there =
    'Rain fell. The mayor said on Monday that 340 houses in Karvenna had been damaged by the flood.'
  const all = (text: string) => ({ text, article: [{ start: 0, end: text.length }], aligned: [] })
  const [passage] = rewordedPassages(all(here), all(there), bitsOf)
  expect(passage?.kind).toBe('reworded')
  expect(here.slice(passage?.here.start, passage?.here.end)).toContain('On Monday the mayor')
  expect(there.slice(passage?.there.start, passage?.there.end)).toContain('340 houses')
  const taken = { ...all(here), aligned: [{ start: 0, end: 60 }] }
  expect(rewordedPassages(taken, all(there), bitsOf)).toEqual([])
})
