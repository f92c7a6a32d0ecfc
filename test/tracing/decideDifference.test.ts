import { expect, test } from 'vitest'
import { Difference } from '../../src/domain/difference.ts'
import { PassageIndex } from '../../src/text/passageIndex.ts'
import { scan } from '../../src/text/scan.ts'
import { decideDifference } from '../../src/tracing/decideDifference.ts'

/** The difference of a copy and its origin, with the words in place of the spans. */
function difference(copy: string, origin: string) {
  const index = new PassageIndex()
  index.add('origin', scan(origin), { at: 0, group: '' })
  const passages = index.ask(scan(copy)).alignments[0]?.passages ?? []
  const found = decideDifference({ text: copy }, { text: origin }, passages)
  expect(Difference.safeParse(found).success).toBe(true)
  return {
    added: found.added.map(({ start, end }) => copy.slice(start, end)),
    dropped: found.dropped.map(({ start, end }) => origin.slice(start, end)),
    changed: found.changed.map(({ here, there, effects }) => [
      copy.slice(here.start, here.end),
      origin.slice(there.start, there.end),
      effects,
    ]),
  }
}

const first =
  'The river rose by four metres on Tuesday night and flooded the lower town of Karvenna, officials said.'
const second =
  'About 1,200 people were moved to schools and a sports hall, the mayor Ilse Brandvold told reporters on Wednesday.'
const quoted =
  'The governor said: “We will rebuild every house that the water took from our people this spring.”'

test('an equal text has no difference', () => {
  expect(difference(first, first)).toEqual({ added: [], dropped: [], changed: [] })
})

test('what was added and dropped is told in whole', () => {
  const added = 'Nobody from the ministry came to see it.'
  expect(difference(`${first} ${added}`, `${first} ${quoted}`)).toMatchObject({
    added: [added],
    dropped: [quoted],
  })
})

test('a changed number and a changed name are called out', () => {
  const copy = second.replace('1,200', '1,500').replace('Brandvold', 'Bramstad')
  expect(difference(copy, second).changed).toEqual([
    ['1,500', '1,200', ['number']],
    ['Bramstad', 'Brandvold', ['name']],
  ])
})

test('an added negation is called out', () => {
  const copy = first.replace('and flooded', 'and never flooded')
  expect(difference(copy, first).changed).toEqual([['never', '', ['negation']]])
})

test('words changed inside quotation marks make a mutated quotation', () => {
  const copy = quoted.replace('every house', 'each home')
  expect(difference(copy, quoted).changed).toEqual([['each home', 'every house', ['quotation']]])
  const outside = quoted.replace('The governor', 'A governor')
  expect(difference(outside, quoted).changed.flatMap((one) => one[2])).not.toContain('quotation')
})
