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

describe('what is filed under several terms', () => {
  test('a list of alternatives and one of them again need that one', () => {
    const query = '(naval OR harbour OR coast) AND harbour'
    expect(matches(query, aReport('a naval base'))).toBe(false)
    expect(matches(query, aReport('a harbour'))).toBe(true)
  })

  test('two lists that share a word are met by the word alone', () => {
    const query = '(naval OR harbour OR coast) AND (flood OR storm OR harbour OR hail)'
    expect(matches(query, aReport('a harbour'))).toBe(true)
    expect(matches(query, aReport('a naval storm'))).toBe(true)
    expect(matches(query, aReport('a naval coast'))).toBe(false)
  })
})

describe('queries that say the same', () => {
  test('are all met, however they are written, and go one by one', () => {
    const queries = new StandingQueries<number>()
    const same = ['storm flood', 'Flood AND storm', 'flood storm flood', '(flood OR flood) AND (storm)']
    for (const [id, query] of same.entries()) queries.add(id, read(query))
    const left = new Set(same.keys())
    for (const gone of [1, 3, 0, 2]) {
      expect(queries.matching(aReport('a flood after the storm')).sort()).toEqual([...left].sort())
      expect(queries.match(aReport('a flood after the storm')).length).toBe(left.size)
      queries.remove(gone)
      left.delete(gone)
    }
    expect(queries.matching(aReport('a flood after the storm'))).toEqual([])
  })

  test('a thousand of them take little more room than their numbers', () => {
    const queries = new StandingQueries<number>()
    const add = (id: number) => queries.add(id, read('"high water" NOT (tide OR ebb) harb*'))
    for (let id = 0; id < 10; id++) add(id)
    const before = queries.bytes
    for (let id = 10; id < 1010; id++) add(id)
    expect(queries.bytes - before).toBeLessThan(1000 * 30)
    expect(queries.matching(aReport('high water in the harbour')).length).toBe(1010)
  })
})

test('a word keeps no prefix that is gone, and is given each that comes', () => {
  const queries = new StandingQueries()
  queries.add('word', read('harbours'))
  const met = () => queries.matching(aReport('the harbours, and other ports')).sort()
  expect(met()).toEqual(['word'])
  queries.add('known', read('harb*'))
  queries.add('unknown', read('oth*'))
  expect(met()).toEqual(['known', 'unknown', 'word'])
  queries.add('longer', read('harbour* near/5 por*'))
  queries.remove('known')
  expect(met()).toEqual(['longer', 'unknown', 'word'])
  queries.remove('word')
  expect(met()).toEqual(['longer', 'unknown'])
})

test('letters decide between words of one length that begin alike, and what is not compared is passed over', () => {
  const text = 'aaaabbbbc aaaabbbbd AAAABBBB aaaabbbbcc co\u00adoperate 𐌰𐌱𐌲 x\udc00y'
  for (const [query, expected] of [
    ['aaaabbbbc', true],
    ['aaaabbbbd', true],
    ['aaaabbbb', true],
    ['aaaabbbbcc', true],
    ['aaaabbbbe', false],
    ['aaaabbb', false],
    ['cooperate', true],
    ['coop*', true],
    ['co\u00adop*', true],
    ['𐌰𐌱𐌲', true],
    ['𐌰𐌱𐌳', false],
    ['𐌰𐌱*', true],
    ['xy', true],
  ] as const) {
    expect([query, matches(query, aReport(text))]).toEqual([query, expected])
  }
})

const vocabulary = [
  'Ab',
  'àb',
  'abc',
  'abcd',
  'abcdefghi',
  'ABCDEFGHJ',
  'ab\u00adcd',
  'b',
  'Bc',
  'c',
  'cd',
  'd',
  '地',
  '震',
  '12',
  'ÉE',
  'ee',
  '𐌰𐌱',
]
const word = fc.constantFrom(...vocabulary)
const field = fc.constantFrom('', '', '', '', 'title:', 'source:', 'person:', 'lang:')
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(' ')}"`)
const prefix = fc.constantFrom('ab*', 'abc*', 'abcd*', 'abcdefgh*', 'cd*', 'ee*', '𐌰𐌱*')
const list = fc
  .array(fc.oneof(word, phrase), { minLength: 2, maxLength: 6 })
  .map((terms) => `(${terms.join(' OR ')})`)
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
    list,
    fc.tuple(list, fc.oneof(list, word)).map(([a, b]) => `(${a} AND ${b})`),
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

/** One thing that happens to the index: a query comes under an id or goes, or a report is matched or learned from. */
type Step =
  | { readonly kind: 'add'; readonly id: number; readonly query: string }
  | { readonly kind: 'remove'; readonly id: number }
  | { readonly kind: 'match' | 'learn'; readonly report: MatchableReport }

const id = fc.nat(11)
const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), id, query: someQuery }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), id }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('match' as const), report: someReport }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('learn' as const), report: someReport }) },
)

/** Queries are taken again under other ids, so that some are shared. */
const someSteps = fc
  .tuple(
    fc.array(someStep, { minLength: 4, maxLength: 40 }),
    fc.array(fc.nat(39), { maxLength: 8 }),
    someReport,
  )
  .map(([steps, again, report]): Step[] => {
    const repeated = again.flatMap((at, i) => {
      const step = steps[at]
      return step?.kind === 'add' ? [{ ...step, id: 12 + i }] : []
    })
    return [...steps, ...repeated, { kind: 'match', report }]
  })

test('the index finds exactly what trying every query finds, while queries come, change and go', () => {
  fc.assert(
    fc.property(someSteps, (steps) => {
      const queries = new StandingQueries<number>()
      const standing = new Map<number, Query>()
      for (const step of steps) {
        if (step.kind === 'add') {
          standing.set(step.id, read(step.query))
          queries.add(step.id, standing.get(step.id)!)
        } else if (step.kind === 'remove') {
          expect(queries.remove(step.id)).toBe(standing.delete(step.id))
        } else if (step.kind === 'learn') {
          queries.learn(step.report)
        } else {
          const met = [...standing].filter(([, query]) => isMetBy(query, step.report)).map(([one]) => one)
          expect(queries.matching(step.report).sort(byNumber)).toEqual(met.sort(byNumber))
          expect(
            queries
              .match(step.report)
              .map((match) => match.id)
              .sort(byNumber),
          ).toEqual(met)
        }
      }
      expect(queries.size).toBe(standing.size)
    }),
    { numRuns: 600 },
  )
})

function byNumber(a: number, b: number): number {
  return a - b
}
