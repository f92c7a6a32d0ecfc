import { expect, test } from 'vitest'
import { openMatcher } from '../../src/alerts/matchArchive.ts'
import { readQueries } from '../../src/alerts/readQueries.ts'
import { findClaims } from '../../src/claims/findClaims.ts'

async function* lines(...all: string[]): AsyncGenerator<string> {
  yield* all
}

const claims = (text: string, lang?: string) => findClaims(text, [{ start: 0, end: text.length }], lang)

test('a row says which queries it meets, and where', async () => {
  const queries = await readQueries(
    lines(
      '{"id":"near","query":"flood near/3 Karsa"}',
      '{"id":2,"query":"source:post title:olm"}',
      '{"id":"no","query":"drought"}',
    ),
    'q.jsonl',
  )
  const match = openMatcher(queries, claims)
  expect(match({ id: '7', text: 'A flood hit Karsa.', title: 'Olm rises', source: 'The Post' })).toEqual({
    id: '7',
    matches: [
      {
        query: 'near',
        passages: [
          { start: 2, end: 7 },
          { start: 12, end: 17 },
        ],
      },
      { query: '2', passages: [{ start: 0, end: 3, in: 'title' }] },
    ],
  })
})

test('who says what is found where a query asks for it', async () => {
  const queries = await readQueries(lines('{"id":"1","query":"says:varnow"}'), 'q.jsonl')
  const text = '“The dam held,” governor Ilse Varnow told reporters on Monday.'
  const [met] = openMatcher(queries, claims)({ id: '1', text, lang: 'en' }).matches
  expect(text.slice(met!.passages[0]!.start, met!.passages[0]!.end)).toContain('The dam held')
})

test('every line that cannot be used is named, with the character', async () => {
  const read = readQueries(
    lines('{"id":"1","query":"flood ("}', '', 'x', '{"id":"2","query":"a1"}', '{"id":2,"query":"b1"}'),
    'q.jsonl',
  )
  await expect(read).rejects.toThrow(/line 1: .*\n.*flood \(\n.*\^ character 8/)
  await expect(
    readQueries(lines('x', '{"id":"2","query":"a1"}', '{"id":2,"query":"b1"}'), 'q.jsonl'),
  ).rejects.toThrow(/line 1: each line must be JSON.*\n.*line 3: there is another query of the id “2”/)
})
