import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PassageIndex, type SavedIndex } from '../../src/text/passageIndex.ts'
import { scan } from '../../src/text/scan.ts'
import { readSnapshot, snapshotParts } from '../../src/text/snapshot.ts'

const flood =
  'The river rose by four metres on Tuesday night and flooded the lower town of Karvenna, officials said. About 1,200 ' +
  'people were moved to schools and a sports hall, the mayor Ilse Brandvold told reporters. Water is to fall by Friday.'
const strike =
  'Dock workers at Port Ellesmar voted on Monday to walk out for three days over pay, their union said. The port ' +
  'handles a third of the grain that leaves the country each autumn, and millers warned of shortages within weeks.'

function anIndex(texts: Record<string, string>): PassageIndex {
  const index = new PassageIndex()
  for (const [key, text] of Object.entries(texts)) index.add(key, scan(text), { at: 0, group: key })
  return index
}

test('a text taken whole is found whole', () => {
  const [found] = anIndex({ flood, strike }).ask(scan(`  ${flood.toUpperCase()}`)).alignments
  expect(found).toMatchObject({ key: 'flood', share: 1, passages: [{ kind: 'exact', similarity: 1 }] })
  expect(found?.passages[0]?.there).toEqual({ start: 0, end: flood.length - 1 })
})

test('a sentence inside another text is found with its span on both sides', () => {
  const sentence =
    'About 1,200 people were moved to schools and a sports hall, the mayor Ilse Brandvold told reporters'
  const text = `Storms crossed the whole north. ${sentence}. Roads are closed, and trains wait at the border.`
  const [found] = anIndex({ flood, strike }).ask(scan(text)).alignments
  const [passage] = found?.passages ?? []
  expect(text.slice(passage?.here.start, passage?.here.end)).toBe(sentence)
  expect(flood.slice(passage?.there.start, passage?.there.end)).toBe(sentence)
})

test('changed, added and dropped words make an edited passage, not several', () => {
  const edited =
    'The river rose by some five metres on Tuesday night and flooded the old lower town of Karvenna, a spokesman said. ' +
    'About 1,500 people were moved to schools and one hall, the mayor Ilse Brandvold told reporters.'
  const [found] = anIndex({ flood, strike }).ask(scan(edited)).alignments
  expect(found?.passages).toHaveLength(1)
  expect(found?.passages[0]).toMatchObject({ kind: 'edited' })
  expect(found?.share).toBeGreaterThan(0.9)
})

test('two texts that share only common phrases share nothing', () => {
  const index = anIndex({ flood })
  expect(
    index.ask(scan('He told reporters on Tuesday night that a third of the town was without power.'))
      .alignments,
  ).toEqual([])
})

test('a text written without spaces is aligned by its characters', () => {
  const first = '国家主席在北京会见了来访的法国总统，双方就气候变化问题交换了意见。会谈持续了三个小时。'
  const second = '据报道，国家主席在北京会见了来访的法国总统，双方就能源问题交换了看法。'
  const [found] = anIndex({ first }).ask(scan(second)).alignments
  const [passage] = found?.passages ?? []
  expect(second.slice(passage?.here.start, passage?.here.end)).toContain(
    '国家主席在北京会见了来访的法国总统，双方就',
  )
})

test('a replaced text is found as it is now, and a removed or forgotten one no more', () => {
  const index = anIndex({ one: flood })
  index.add('one', scan(strike), { at: 5, group: 'one' })
  expect(index.size).toBe(1)
  expect(index.ask(scan(flood)).alignments).toEqual([])
  expect(index.ask(scan(strike)).alignments[0]?.share).toBe(1)
  index.add('two', scan(flood), { at: 9, group: 'two' })
  index.forget(9)
  expect(index.ask(scan(strike)).alignments).toEqual([])
  index.remove('two')
  expect(index.ask(scan(flood)).alignments).toEqual([])
})

test('a text is not aligned with itself', () => {
  const index = anIndex({ flood })
  expect(index.ask(scan(flood), { except: 'flood' }).alignments).toEqual([])
})

const word = fc.stringMatching(/^[a-zé]{1,9}$/)
const someText = fc.array(word, { minLength: 12, maxLength: 120 }).map((words) => words.join(' '))

test('spans lie inside both texts, and exact passages are the same words', () => {
  const folded = (text: string) => [...scan(text).words]
  fc.assert(
    fc.property(someText, someText, someText, fc.nat(60), (shared, before, after, cut) => {
      const there = `${after}. ${shared}! ${before}`
      const here = `${before.slice(cut)}; ${shared}: ${shared.slice(cut)}`
      for (const { passages } of anIndex({ there }).ask(scan(here)).alignments) {
        for (const passage of passages) {
          for (const [text, span] of [
            [here, passage.here],
            [there, passage.there],
          ] as const) {
            expect(span.start).toBeGreaterThanOrEqual(0)
            expect(span.end).toBeGreaterThan(span.start)
            expect(span.end).toBeLessThanOrEqual(text.length)
          }
          if (passage.kind !== 'exact') continue
          expect(folded(here.slice(passage.here.start, passage.here.end))).toEqual(
            folded(there.slice(passage.there.start, passage.there.end)),
          )
        }
      }
    }),
  )
})

test('any text of fifteen words or more is found whole in a window of others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(word, { minLength: 15, maxLength: 80 }), { minLength: 1, maxLength: 8 }),
      (texts) => {
        const index = anIndex(Object.fromEntries(texts.map((words, i) => [`${i}`, words.join(' ')])))
        for (const words of texts) expect(index.ask(scan(words.join(', '))).alignments[0]?.share).toBe(1)
      },
    ),
  )
})

test('many texts, forgotten in turn, keep the memory bounded and the rest found', () => {
  const index = new PassageIndex()
  const textOf = (i: number) =>
    Array.from({ length: 400 }, (_, j) => `w${((i * 7919 + j * 104729) ^ (j << 7)) % 50021}`).join(' ')
  for (let i = 0; i < 3000; i++) {
    index.add(`${i}`, scan(textOf(i)), { at: i, group: 'g' })
    index.forget(i - 700)
  }
  expect(index.size).toBeLessThan(2100)
  expect(index.bytes).toBeLessThan(20e6)
  expect(index.ask(scan(textOf(2900))).alignments[0]).toMatchObject({ key: '2900', share: 1 })
  expect(index.ask(scan(textOf(2000))).alignments.filter((one) => one.key === '2000')).toEqual([])
})

const about =
  'The Karvenna Post is read by farmers and fishers on both banks of the river since 1891; write to us at the old mill.'
const harvest =
  'Apple growers on the northern slopes expect the smallest harvest in twenty years after hail broke branches in May. ' +
  'Cider makers said they would buy fruit abroad, and the growers’ association asked the ministry for seed loans.'

test('what a publisher prints under each of its reports is not reuse', () => {
  const index = new PassageIndex()
  index.add('flood', scan(`${flood} ${about}`), { at: 0, group: 'post' })
  const text = `${harvest} ${about}`
  const { alignments, common } = index.ask(scan(text), { group: 'post' })
  expect(alignments).toEqual([])
  expect(common.map(({ start, end }) => text.slice(start, end))).toEqual([about.slice(0, -1)])
})

test('a paragraph taken by a report on the same thing is reuse, at the end and by one publisher too', () => {
  const index = new PassageIndex()
  const paragraph =
    'About 1,200 people were moved to schools and a sports hall, the mayor Ilse Brandvold told reporters.'
  index.add('flood', scan(flood), { at: 0, group: 'post' })
  const text = `Karvenna counts its losses: the lower town is under water, and the mayor wants officials to open the weir. ${paragraph}`
  expect(index.ask(scan(text), { group: 'post' }).alignments).toHaveLength(1)
})

test('an index read back from its snapshot knows what it knew, and goes on', () => {
  const index = anIndex({ flood, strike })
  index.add('gone', scan(harvest), { at: 0, group: 'g' })
  index.remove('gone')
  const bytes = Buffer.concat([...snapshotParts(index.save(), 1)])
  const read = new PassageIndex(readSnapshot<SavedIndex>(new Uint8Array(bytes), 1))
  expect(read.size).toBe(2)
  expect(read.ask(scan(flood)).alignments).toEqual(index.ask(scan(flood)).alignments)
  expect(read.ask(scan(harvest)).alignments).toEqual([])
  read.add('harvest', scan(harvest), { at: 1, group: 'g' })
  expect(read.ask(scan(harvest)).alignments[0]?.key).toBe('harvest')
})

test('a torn snapshot, or one of another version, is told from a whole one', () => {
  const bytes = new Uint8Array(Buffer.concat([...snapshotParts(anIndex({ flood }).save(), 1)]))
  expect(readSnapshot(bytes, 1)).toBeDefined()
  expect(readSnapshot(bytes, 2)).toBeUndefined()
  expect(readSnapshot(bytes.slice(0, bytes.length - 1000), 1)).toBeUndefined()
  expect(readSnapshot(new Uint8Array(0), 1)).toBeUndefined()
  bytes[bytes.length >> 1]! ^= 1
  expect(readSnapshot(bytes, 1)).toBeUndefined()
})
