import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressKey } from '../../src/domain/addressKey.ts'
import { newId, type ReportId } from '../../src/domain/ids.ts'
import { decideIdentity, type Identifying, sameText } from '../../src/reading/identity/decideIdentity.ts'
import { identifying, textHash } from '../../src/reading/identity/identifying.ts'
import { likeness, likenessKeys, runsOf } from '../../src/reading/identity/likeness.ts'
import { reportTime } from '../../src/reading/identity/reportTime.ts'
import { readText } from '../../src/reading/readText.ts'

const words = Array.from({ length: 400 }, (_, at) => `word${at}`)
const textOfWords = (count: number, from = 0) => words.slice(from, from + count).join(' ')

function known(text: string, ...keys: string[]): Identifying & { reportId: ReportId } {
  const runs = runsOf(text)
  return { reportId: newId('report'), keys: [...keys, ...likenessKeys(runs)], runs }
}

function incoming(text: string, ...keys: string[]): Identifying {
  const runs = runsOf(text)
  return { keys: [...keys, ...likenessKeys(runs)], runs }
}

test('an address decides before an id, and an id before the text', () => {
  const byAddress = known(textOfWords(100), 'url:a.example/1')
  const byId = known(textOfWords(100, 150), 'id:7')
  const byText = known(textOfWords(100, 280))
  const all = [byText, byId, byAddress]
  expect(decideIdentity(incoming(textOfWords(100, 280), 'url:a.example/1', 'id:7'), all)).toEqual({
    reportId: byAddress.reportId,
    because: 'address',
  })
  expect(decideIdentity(incoming(textOfWords(100, 280), 'id:7'), all)?.because).toBe('id')
  expect(decideIdentity(incoming(textOfWords(100, 280)), all)).toEqual({
    reportId: byText.reportId,
    because: 'text',
  })
})

test('a text that a few words were changed in is the same, one that half was changed in is another', () => {
  const before = known(textOfWords(200))
  const fewChanged = textOfWords(200).replace('word20 ', 'other ').replace('word120 ', 'another ')
  expect(decideIdentity(incoming(fewChanged), [before])?.because).toBe('text')
  expect(decideIdentity(incoming(textOfWords(200, 100)), [before])).toBeUndefined()
})

test('two short texts are never taken for one by their words', () => {
  const before = known('The pier is closed today.')
  expect(decideIdentity(incoming('The pier is closed today.'), [before])).toBeUndefined()
})

test('near-same texts share a key, so that the database can find them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 399 }), fc.integer({ min: 0, max: 399 }), (one, other) => {
      const edited = words.map((word, at) => (at === one || at === other ? `${word}x` : word)).join(' ')
      const [a, b] = [runsOf(words.join(' ')), runsOf(edited)]
      expect(likeness(a, b)).toBeGreaterThan(sameText)
      const keys = new Set(likenessKeys(a))
      expect(likenessKeys(b).some((key) => keys.has(key))).toBe(true)
    }),
  )
})

test('likeness is 1 for the same text, 0 for texts with nothing in common, and the same both ways', () => {
  const [a, b, c] = [runsOf(textOfWords(100)), runsOf(textOfWords(100, 200)), runsOf(textOfWords(100, 50))]
  expect(likeness(a, a)).toBe(1)
  expect(likeness(a, b)).toBe(0)
  expect(likeness(a, c)).toBe(likeness(c, a))
})

test.each([
  ['https://www.a.example/x/?utm_source=feed&id=3#top', 'http://a.example/x?id=3'],
  ['https://m.a.example/x/amp', 'https://a.example/x'],
  ['https://a.example/x/index.html', 'https://a.example/x'],
  ['https://a.example/x?b=2&a=1', 'https://a.example/x?a=1&b=2'],
])('%s and %s are one address', (one, other) => {
  expect(addressKey(one)).toBe(addressKey(other))
})

test('a site’s front page and what is no web address say nothing of a report', () => {
  expect(addressKey('https://a.example/')).toBeUndefined()
  expect(addressKey('mailto:desk@a.example')).toBeUndefined()
  expect(addressKey('not an address')).toBeUndefined()
  expect(addressKey('https://a.example/x?id=1')).not.toBe(addressKey('https://a.example/x?id=2'))
})

test('what stands around a report does not make a new revision, a word of it does', () => {
  const body = `Old pier to close\n\nThe council voted on Tuesday to close the pier.\n\nIt will cost 4 million crowns.`
  const plain = textHash(readText(body))
  expect(textHash(readText(`${body}\n\nNEXT Heron freed from the town hall`))).toBe(plain)
  expect(textHash(readText(`${body}\n\nSubscribe to our newsletter for more.`))).toBe(plain)
  expect(textHash(readText(body.replace('4', '5')))).not.toBe(plain)
})

test('a reading is known by its addresses, its ids and its words', () => {
  const reading = readText(`Title\n\n${textOfWords(60)}`)
  const { keys } = identifying(reading, { url: 'https://a.example/1', guid: 'g', externalId: 'e' })
  expect(keys).toEqual(expect.arrayContaining(['url:a.example/1', 'id:g', 'id:e']))
  expect(keys.filter((key) => key.startsWith('text:'))).toHaveLength(8)
})

test('a report’s time is its printed one, unless that cannot be', () => {
  const seen = new Date('2026-03-05T12:00:00Z')
  expect(reportTime(new Date('2026-03-01T00:00:00Z'), seen)).toEqual(new Date('2026-03-01T00:00:00Z'))
  expect(reportTime(new Date('2026-03-06T11:00:00Z'), seen)).toEqual(new Date('2026-03-06T11:00:00Z'))
  for (const at of ['2026-03-07T00:00:00Z', '1989-12-31T00:00:00Z', 'nonsense']) {
    expect(reportTime(new Date(at), seen)).toEqual(seen)
  }
  expect(reportTime(undefined, seen)).toEqual(seen)
})
