import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery, showQueryError } from '../../../src/text/queries/parse.ts'
import type { Field, Query } from '../../../src/text/queries/query.ts'

function read(text: string): Query {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(showQueryError(text, parsed))
  return parsed.query
}

function phrase(text: string, field: Field = 'text'): Query {
  return { kind: 'phrase', field, words: text.split(' ') }
}

describe('a query is read', () => {
  test('words without an operator between them must all be there', () => {
    expect(read('Kabul earthquake')).toEqual({ kind: 'and', parts: [phrase('kabul'), phrase('earthquake')] })
    expect(read('Kabul AND earthquake')).toEqual(read('kabul EARTHQUAKE'))
  })

  test('AND binds closer than OR, and brackets closer than both', () => {
    expect(read('a1 b1 OR c1')).toEqual({
      kind: 'or',
      parts: [{ kind: 'and', parts: [phrase('a1'), phrase('b1')] }, phrase('c1')],
    })
    expect(read('a1 (b1 OR c1)')).toEqual({
      kind: 'and',
      parts: [phrase('a1'), { kind: 'or', parts: [phrase('b1'), phrase('c1')] }],
    })
  })

  test('and, or and not in small letters are words', () => {
    expect(read('search and rescue')).toEqual({
      kind: 'and',
      parts: [phrase('search'), phrase('and'), phrase('rescue')],
    })
  })

  test('letters are folded: case and accents make no difference', () => {
    expect(read('Çelik')).toEqual(read('celik'))
    expect(read('“État d’urgence”')).toEqual(phrase('etat d urgence'))
  })

  test('a word with a hyphen is the phrase of its parts', () => {
    expect(read('covid-19')).toEqual(phrase('covid 19'))
  })

  test('characters of a script without spaces stand next to one another', () => {
    expect(read('地震')).toEqual(phrase('地 震'))
  })

  test('near/5 takes words, phrases and brackets of these', () => {
    expect(read('quake near/5 (Kabul OR "Herat city")')).toEqual({
      kind: 'near',
      within: 5,
      left: phrase('quake'),
      right: { kind: 'or', parts: [phrase('kabul'), phrase('herat city')] },
    })
  })

  test('a field holds for the word, phrase or bracket after it', () => {
    expect(read('title:flood')).toEqual(phrase('flood', 'title'))
    expect(read('says:"Anna Lind"')).toEqual(phrase('anna lind', 'says'))
    expect(read('lang:(fr OR pt-BR)')).toEqual({
      kind: 'or',
      parts: [phrase('fr', 'lang'), phrase('pt br', 'lang')],
    })
  })

  test('a figure may be compared', () => {
    expect(read('figure:killed>10')).toEqual({
      kind: 'figure',
      of: phrase('killed', 'figure'),
      comparison: '>',
      value: 10,
    })
    expect(read('figure:"displaced people" >= 2,500')).toMatchObject({ comparison: '>=', value: 2500 })
    expect(read('figure:killed')).toEqual(phrase('killed', 'figure'))
  })

  test('a time of day is not a field', () => {
    expect(read('10:30')).toEqual(phrase('10 30'))
  })
})

describe('what cannot be read is pointed at', () => {
  test.each([
    ['', 0, 'at least one word'],
    ['flood (river', 6, 'never closed'],
    ['flood)', 5, 'closes nothing'],
    ['flood ()', 6, 'empty'],
    ['"high water', 0, 'never closed'],
    ['flood AND', 9, 'ends where a word was expected'],
    ['OR flood', 0, 'OR needs a word before it'],
    ['flood OR OR river', 9, 'OR needs a word before it'],
    ['NOT flood', 0, 'only what must not be there'],
    ['flood OR NOT river', 9, 'only what must not be there'],
    ['flood near/x river', 11, 'from 0 to 100'],
    ['near/5 river', 0, 'stands between two words'],
    ['(flood AND water) near/3 river', 18, 'near/ stands between words'],
    ['fl*od', 2, 'only at the end'],
    ['f*', 0, '2 letters at least'],
    ['"flo* water"', 4, 'inside a phrase'],
    ['colour:red', 0, 'no field “colour:”'],
    ['title: flood near/2', 19, 'ends where a word was expected'],
    ['title:', 6, 'right after it'],
    ['figure:killed>many', 14, 'A number must follow'],
    ['killed>10', 6, 'Only a figure has a size'],
    ['flood !!', 6, 'no letter or digit'],
  ])('%s at %i', (text, at, message) => {
    const parsed = parseQuery(text)
    expect(parsed).toMatchObject({ ok: false, at })
    expect(!parsed.ok && parsed.message).toContain(message)
  })

  test('the error is shown under the query', () => {
    expect(showQueryError('flood )', { at: 6, message: 'No.' })).toBe('No.\n  flood )\n        ^ character 7')
  })

  test('any text gives a query or an error within it', () => {
    const pieces = fc.constantFrom(
      'flood',
      '"',
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      'near/3',
      'title:',
      'a*',
      '>',
      '5',
      ' ',
      '地',
      '“',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join(' ')),
        ),
        (text) => {
          const parsed = parseQuery(text)
          return parsed.ok || (parsed.at >= 0 && parsed.at <= text.length && parsed.message.length > 0)
        },
      ),
    )
  })
})
