import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLooseJson } from '../../../src/reading/page/looseJson.ts'

test.each([
  ['a comma too many', '{"a":[1,2,],}', { a: [1, 2] }],
  ['a raw line break', '{"a":"one\ntwo"}', { a: 'one\ntwo' }],
  ['quotes inside a string', '{"a":"the "best" of it","b":1}', { a: 'the "best" of it', b: 1 }],
  ['comments', '/* x */ {"a":1, // y\n "b":2}', { a: 1, b: 2 }],
  ['single quotes', "{'a':'b'}", { a: 'b' }],
  ['an end cut off', '{"a":{"b":"c"', { a: { b: 'c' } }],
  ['text around it', '<!-- {"a":true} -->', { a: true }],
])('JSON with %s is read', (_, text, value) => {
  expect(readLooseJson(text)).toEqual({ values: [value], mended: true })
})

test('several values in a row are all read', () => {
  expect(readLooseJson('{"a":1}{"b":2}').values).toEqual([{ a: 1 }, { b: 2 }])
})

test('valid JSON is read as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readLooseJson(JSON.stringify(value))).toEqual({
        values: [JSON.parse(JSON.stringify(value))],
        mended: false,
      })
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\/*u1 \n\'') }),
      (text) => void readLooseJson(text),
    ),
  )
})
