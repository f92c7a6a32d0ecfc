import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scan } from '../../../src/text/scan.ts'
import { alignTranslated } from '../../../src/text/translated/align.ts'
import { type Translatable, translatable } from '../../../src/text/translated/anchors.ts'
import { findTranslated, type TranslationWindow } from '../../../src/text/translated/findTranslated.ts'
import { lexicon, stemOf } from '../../../src/text/translated/lexicon.ts'
import { TranslationIndex } from '../../../src/text/translated/translationIndex.ts'
import { others, quarry, sameEvent } from './reports.ts'

const read = (sentences: readonly string[], language: string) =>
  translatable(scan(sentences.join('\n\n')), language)
const asked = (sentences: readonly string[], language: string) => ({
  scan: scan(sentences.join('\n\n')),
  language,
})

function windowOf(texts: Readonly<Record<string, Translatable>>): TranslationWindow {
  const index = new TranslationIndex()
  for (const [key, text] of Object.entries(texts)) index.add(key, text)
  return { index, textOf: (key) => texts[key] }
}

const unrelated = Object.fromEntries(others.map((sentences, i) => [`other ${i}`, read(sentences, 'en')]))
const languages = ['fr', 'ru', 'zh'] as const

describe('aligning translated sentences', () => {
  test.each(languages)('finds each sentence of the %s translation', (language) => {
    const { pairs } = alignTranslated(read(quarry[language], language), read(quarry.en, 'en'))
    expect(pairs.map((pair) => [pair.a, pair.b])).toEqual(quarry.en.map((_, i) => [i, i]))
  })

  test.each(languages)('leaves out what the %s translation leaves out', (language) => {
    const kept = [0, 2, 3, 6]
    const copy = kept.map((i) => quarry[language][i]!)
    const { pairs } = alignTranslated(read(copy, language), read(quarry.en, 'en'))
    expect(pairs.map((pair) => [pair.a, pair.b])).toEqual(kept.map((original, i) => [i, original]))
  })

  test('one sentence may become two', () => {
    const parted: string[] = [...quarry.en]
    parted.splice(
      0,
      1,
      'A wall of the Sorvik quarry gave way on Tuesday night.',
      'It buried 14 lorries, Nordstein said.',
    )
    const { pairs } = alignTranslated(read(quarry.fr, 'fr'), read(parted, 'en'))
    expect(pairs.filter((pair) => pair.a === 0).map((pair) => pair.b)).toEqual([0, 1])
  })

  test('spans are those of the sentences, and chances are chances', () => {
    const pieces = fc.array(fc.constantFrom(...quarry.fr, ...quarry.zh, ...quarry.en, '', '12'), {
      maxLength: 9,
    })
    fc.assert(
      fc.property(pieces, pieces, (one, other) => {
        const here = read(one, 'fr')
        const there = read(other, 'en')
        for (const pair of alignTranslated(here, there).pairs) {
          expect(pair.here).toEqual(here.sentences[pair.a]!.span)
          expect(pair.there).toEqual(there.sentences[pair.b]!.span)
          expect(pair.similarity).toBeGreaterThan(0)
          expect(pair.similarity).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('finding what a text translates', () => {
  test.each(languages)('finds the original of the %s report, and its passages', async (language) => {
    const window = windowOf({ ...unrelated, quarry: read(quarry.en, 'en') })
    const [found, ...more] = await findTranslated(asked(quarry[language], language), window)
    expect(more).toEqual([])
    expect(found?.key).toBe('quarry')
    expect(found?.share).toBeGreaterThan(0.7)
    const text = quarry[language].join('\n\n')
    const [first] = found!.passages
    expect(text.slice(first!.here.start, first!.here.end).startsWith(quarry[language][0])).toBe(true)
    expect(quarry.en.join('\n\n').slice(first!.there.start, first!.there.end).startsWith(quarry.en[0])).toBe(
      true,
    )
  })

  test('finds a translation from the original, too', async () => {
    const window = windowOf({ quarry: read(quarry.ru, 'ru') })
    expect((await findTranslated(asked(quarry.en, 'en'), window)).map((one) => one.key)).toEqual(['quarry'])
  })

  test.each(languages)('says nothing of the %s report where the original is not there', async (language) => {
    const window = windowOf({ ...unrelated, sameEvent: read(sameEvent, 'en') })
    expect(await findTranslated(asked(quarry[language], language), window)).toEqual([])
  })

  test('a text in the same language is no translation', async () => {
    const window = windowOf({ quarry: read(quarry.en, 'en') })
    expect(await findTranslated(asked(quarry.en, 'en-GB'), window)).toEqual([])
  })

  test('what is forgotten is not found, and what is replaced is found as it is now', async () => {
    const { index } = windowOf({ quarry: read(quarry.en, 'en') })
    index.forget('quarry')
    expect(index.size).toBe(0)
    expect(index.candidates(read(quarry.fr, 'fr'))).toEqual([])
    index.add('quarry', read(quarry.en, 'en'))
    index.add('quarry', read(others[0]!, 'en'))
    expect(index.size).toBe(1)
    expect(index.candidates(read(others[0]!, 'de'))[0]?.key).toBe('quarry')
  })

  test('an index that forgets and adds without end still finds', () => {
    const index = new TranslationIndex()
    index.add('quarry', read(quarry.en, 'en'))
    const other = read(others[1]!, 'en')
    for (let i = 0; i < 1500; i++) {
      index.add(`passing ${i}`, other)
      if (i >= 20) index.forget(`passing ${i - 20}`)
    }
    expect(index.size).toBe(21)
    expect(index.candidates(read(quarry.ru, 'ru'))[0]?.key).toBe('quarry')
  })

  test('an empty text translates nothing', async () => {
    expect(await findTranslated(asked([], 'fr'), windowOf(unrelated))).toEqual([])
  })
})

test('countries, months and units are one concept in every language and case', () => {
  const conceptOf = (language: string, words: string) =>
    lexicon(language).phrases.get(words.split(' ').map(stemOf).join(' '))
  for (const word of ['Германия', 'Германией', 'Германии']) expect(conceptOf('ru', word)).toBe('region DE')
  expect(conceptOf('en', 'Germany')).toBe('region DE')
  expect(conceptOf('fr', 'Pays Bas')).toBe('region NL')
  expect(lexicon('zh-CN').runs.get('荷兰')).toBe('region NL')
  expect(conceptOf('fr', 'octobre')).toBe(conceptOf('ru', 'октября'))
  expect(conceptOf('de', 'Kilometern')).toBe(conceptOf('en', 'kilometers'))
  expect(lexicon('not a language').phrases.size).toBe(0)
})
