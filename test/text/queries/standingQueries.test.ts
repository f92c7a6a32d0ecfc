import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../../src/text/queries/parse.ts'
import type { Query } from '../../../src/text/queries/query.ts'
import type { MatchableReport } from '../../../src/text/queries/report.ts'
import { StandingQueries } from '../../../src/text/queries/standingQueries.ts'
import { scan } from '../../../src/text/scan.ts'
import { isMetBy } from './naive.ts'

function read(text: string): Query {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message} at ${parsed.at}`)
  return parsed.query
}

function aReport(text: string, changes: Partial<MatchableReport> = {}): MatchableReport {
  return { text: scan(text), ...changes }
}

function matches(query: string, report: MatchableReport): boolean {
  const queries = new StandingQueries()
  queries.add('q', read(query))
  return queries.matching(report).length === 1
}

/** The words by which a query was met, or undefined when it was not. */
function found(query: string, text: string): string[] | undefined {
  const queries = new StandingQueries()
  queries.add('q', read(query))
  const [match] = queries.match(aReport(text))
  return match?.passages.map(({ start, end }) => text.slice(start, end))
}

describe('a query says where it was met', () => {
  test('a phrase, with the case and accents of the text', () => {
    expect(found('"etat d urgence"', 'L’État d’urgence est levé.')).toEqual(['État d’urgence'])
  })

  test('each word of an AND, and of an OR those that are there', () => {
    expect(found('flood (river OR sea)', 'The river rose; the flood came.')).toEqual(['river', 'flood'])
  })

  test('near/ gives only the words that are near each other', () => {
    expect(found('quake near/1 Kabul', 'A quake. Far away in the plain lies Kabul, a quake city.')).toEqual([
      'Kabul',
      'quake',
    ])
  })

  test('what NOT leaves out has no place', () => {
    expect(found('flood NOT sea', 'A flood of the river')).toEqual(['flood'])
    expect(found('flood NOT sea', 'A flood of the sea')).toBeUndefined()
  })

  test('a prefix gives the whole word', () => {
    expect(found('displac*', 'Thousands were DISPLACED again.')).toEqual(['DISPLACED'])
  })
})

describe('fields', () => {
  const report = aReport('The mayor spoke.', {
    title: scan('Harbour closed after storm'),
    source: ['The Coast Courier', 'coastcourier.example'],
    lang: 'en-GB',
    places: [{ name: 'Port Elsin' }],
    persons: [{ name: 'Marta Quill' }],
    speakers: [{ name: 'Mayor Marta Quill', passage: { start: 0, end: 16 } }],
    figures: [{ name: 'people killed', low: 12, high: null, passage: { start: 4, end: 9 } }],
  })

  test.each([
    'title:storm',
    'title:"harbour closed"',
    'storm',
    'source:courier',
    'source:"coast courier"',
    'lang:en',
    'lang:en-GB',
    'place:elsin',
    'person:"marta quill"',
    'says:quill',
    'figure:killed>11',
    'figure:killed>=12',
    'mayor figure:killed',
    'source:courier lang:en NOT title:flood',
  ])('%s is met', (query) => expect(matches(query, report)).toBe(true))

  test.each([
    'title:mayor',
    'courier',
    'lang:fr',
    'place:quill',
    'says:courier',
    'figure:killed>12',
    'figure:killed<100',
    'figure:killed=12',
    'figure:injured',
  ])('%s is not', (query) => expect(matches(query, report)).toBe(false))

  test('words of two names are not next to each other', () => {
    const two = aReport('', { persons: [{ name: 'Anna Lind' }, { name: 'Berg Holm' }] })
    expect(matches('person:"lind berg"', two)).toBe(false)
    expect(matches('person:lind near/100 person:berg', two)).toBe(false)
  })
})

describe('queries come and go', () => {
  test('a removed query is not met, and its number is used again', () => {
    const queries = new StandingQueries()
    queries.add('a', read('"high water" OR flood*'))
    queries.add('b', read('high near/2 water'))
    expect(queries.remove('a')).toBe(true)
    expect(queries.remove('a')).toBe(false)
    expect(queries.matching(aReport('high water floods'))).toEqual(['b'])
    queries.add('c', read('floods'))
    expect(queries.matching(aReport('high water floods')).sort()).toEqual(['b', 'c'])
    expect(queries.size).toBe(2)
  })

  test('adding under an id that is there takes its place', () => {
    const queries = new StandingQueries()
    queries.add('a', read('flood'))
    queries.add('a', read('storm'))
    expect(queries.matching(aReport('flood'))).toEqual([])
    expect(queries.matching(aReport('storm'))).toEqual(['a'])
  })

  test('a query that comes and goes a thousand times leaves no room taken', () => {
    const queries = new StandingQueries()
    queries.add('stays', read('harbour'))
    const change = (i: number) => {
      queries.add(
        'goes',
        read(`"the ${i % 7} harbours" OR flood* OR (storm near/3 coast${i % 5}) OR title:x${i % 3}`),
      )
      queries.remove('goes')
    }
    for (let i = 0; i < 50; i++) change(i)
    const before = queries.bytes
    for (let i = 0; i < 1000; i++) change(i)
    expect(queries.bytes).toBe(before)
    expect(queries.matching(aReport('harbour'))).toEqual(['stays'])
  })
})

const vocabulary = ['Ab', 'àb', 'abc', 'abcd', 'b', 'Bc', 'c', 'cd', 'd', '地', '震', '12', 'ÉE', 'ee']
const word = fc.constantFrom(...vocabulary)
const field = fc.constantFrom('', '', '', '', 'title:', 'source:', 'person:', 'lang:')
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(' ')}"`)
const prefix = fc.constantFrom('ab*', 'abc*', 'cd*', 'ee*')
const place = fc.oneof(word, phrase, prefix)
const figure = fc
  .tuple(word, fc.constantFrom('>', '>=', '<', '<=', '='), fc.nat(4))
  .map(([of, sign, value]) => `figure:"${of}"${sign}${value}`)
const near = fc
  .tuple(
    place,
    fc.nat(3),
    fc.oneof(
      place,
      fc.tuple(place, place).map(([a, b]) => `(${a} OR ${b})`),
    ),
  )
  .map(([a, within, b]) => `(${a} near/${within} ${b})`)
const leaf = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(field, fc.oneof(word, phrase, prefix)).map(([name, term]) => name + term),
  },
  { weight: 1, arbitrary: figure },
  { weight: 2, arbitrary: near },
)
const { query: someQuery } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} ${b})`),
    fc.tuple(tie('query'), tie('query'), tie('query')).map((all) => `(${all.join(' OR ')})`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} NOT ${b})`),
  ),
}))
const words = fc.array(word, { maxLength: 14 }).map((all) => all.join(' '))
const names = fc.array(words, { maxLength: 2 }).map((all) => all.map((name) => ({ name })))
const someReport: fc.Arbitrary<MatchableReport> = fc
  .record({
    text: words,
    title: fc.option(words, { nil: undefined }),
    source: fc.array(words, { maxLength: 1 }),
    lang: fc.option(word, { nil: undefined }),
    persons: names,
    figures: fc.array(fc.record({ name: word, low: fc.option(fc.nat(4)), high: fc.option(fc.nat(4)) })),
  })
  .map((parts) => ({
    ...parts,
    text: scan(parts.text),
    title: parts.title === undefined ? undefined : scan(parts.title),
  }))

test('the index finds exactly what trying every query finds, while queries come and go', () => {
  fc.assert(
    fc.property(
      fc.array(someQuery, { minLength: 1, maxLength: 12 }),
      fc.array(someReport, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.boolean()),
      (texts, reports, removes) => {
        const queries = new StandingQueries<number>()
        const parsed = texts.map(read)
        for (const report of reports) {
          parsed.forEach((query, id) => {
            if (removes.next().value) queries.remove(id)
            else queries.add(id, query)
          })
          const expected = parsed.flatMap((query, id) =>
            queries.has(id) && isMetBy(query, report) ? [id] : [],
          )
          expect(queries.matching(report).sort((a, b) => a - b)).toEqual(expected)
          expect(
            queries
              .match(report)
              .map(({ id }) => id)
              .sort((a, b) => a - b),
          ).toEqual(expected)
        }
      },
    ),
    { numRuns: 400 },
  )
})
