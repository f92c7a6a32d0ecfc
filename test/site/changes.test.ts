import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calledOut, inContext, piecesOf } from '../../src/publishing/site/report/changes.ts'
import { namesOf } from '../../src/publishing/site/report/changesBox.tsx'
import { decideDifference } from '../../src/tracing/decideDifference.ts'

function changesBetween(later: string, earlier: string) {
  const whole = (text: string) => ({ start: 0, end: text.length })
  const passages = [{ here: whole(later), there: whole(earlier), kind: 'edited' as const }]
  return calledOut(later, earlier, decideDifference({ text: later }, { text: earlier }, passages))
}

describe('what is called out of a comparison', () => {
  test('a changed number, with the words around it', () => {
    const [change] = changesBetween('Some 19 people were hurt.', 'Some 14 people were hurt.')
    expect(namesOf(change!)).toBe('Number changed')
    expect(change!.earlier).toEqual({ before: 'Some ', words: '14', after: ' people were hurt.' })
    expect(change!.later.words).toBe('19')
  })

  test('a quotation that lost its negation says both, quotation first', () => {
    const [change] = changesBetween('“We know the cause,” she said.', '“We do not know the cause,” she said.')
    expect(namesOf(change!)).toBe('Quotation and negation changed')
  })

  test('a negation that only one of them has was added or dropped', () => {
    expect(namesOf(changesBetween('It will not close.', 'It will close.')[0]!)).toBe('Negation added')
    expect(namesOf(changesBetween('It will close.', 'It will not close.')[0]!)).toBe('Negation dropped')
  })

  test('other words are not called out', () => {
    expect(changesBetween('It began late in the evening.', 'It started late in the evening.')).toEqual([])
  })

  test('context stays within its paragraph', () => {
    const text = 'Above.\n\nThe toll is 19 now.\n\nBelow.'
    const at = text.indexOf('19')
    expect(inContext(text, { start: at, end: at + 2 })).toEqual({
      before: 'The toll is ',
      words: '19',
      after: ' now.',
    })
  })
})

test('pieces of a stretch are all of it, in order, and each mark begins once', () => {
  const span = fc
    .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
    .map(([start, length]) => ({ start, end: start + length }))
  fc.assert(
    fc.property(span, span, fc.nat(30), (change, loose, from) => {
      if (change.start < loose.end && loose.start < change.end) return
      const stretch = { start: from, end: from + 40 }
      const pieces = piecesOf(stretch, { changes: [{ ...change, number: 1 }], loose: [loose] })
      expect(pieces[0]!.start).toBe(stretch.start)
      expect(pieces.at(-1)!.end).toBe(stretch.end)
      pieces.slice(1).forEach((piece, index) => {
        expect(piece.start).toBe(pieces[index]!.end)
      })
      expect(pieces.filter((piece) => piece.isFirst && piece.as === 'change').length).toBeLessThanOrEqual(1)
    }),
  )
})

test('a translated passage is not called out for numbers and names that are only written otherwise', () => {
  const later = 'Погибли не менее 14 человек, сообщил губернатор Марент.'
  const earlier = 'At least 14 people were killed, Governor Marent said.'
  const passage = {
    here: { start: 0, end: later.length },
    there: { start: 0, end: earlier.length },
    kind: 'translated' as const,
    similarity: 0.8,
  }
  const found = decideDifference({ text: later }, { text: earlier }, [passage])
  expect(found.changed).toHaveLength(1)
  expect(calledOut(later, earlier, found, [passage])).toEqual([])
})
