import { expect, test } from 'vitest'
import { namesIn } from '../../src/alerts/names.ts'

test('names of several words are found where they stand', () => {
  const text = 'The mayor, Anna de la Cruz, met Omar al-Hadi and Jean-Luc O’Brien.'
  expect(namesIn(text).map(({ passage }) => text.slice(passage!.start, passage!.end))).toEqual([
    'Anna de la Cruz',
    'Omar al-Hadi',
    'Jean-Luc O’Brien',
  ])
})
