import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldLatin, foldNative } from '../../../src/text/names/fold.ts'
import { hanReading } from '../../../src/text/names/hanReadings.ts'
import { chunkPairsOf, letterModel, nameEvidence, nameScriptOf } from '../../../src/text/names/names.ts'
import { hanSkeleton, latinSkeletonForHan, skeletonsOf } from '../../../src/text/names/skeleton.ts'

const pairs = [
  ['Halvard', 'Халвард'],
  ['Oosting', 'Остинг'],
  ['Grete', 'Грете'],
  ['Marchenko', 'Марченко'],
  ['Tchernova', 'Чернова'],
  ['Halvard', 'هالفارد'],
  ['Karimi', 'كريمي'],
  ['Mansour', 'منصور'],
  ['Andrup', 'أندروب'],
  ['Halvorsen', '哈尔沃森'],
  ['Wilkowski', '维尔科夫斯基'],
  ['Klintoren', '克林托伦'],
] as const

describe('names across scripts', () => {
  test.each(pairs)('%s is %s, and no other name of the list is more', (latin, native) => {
    const own = nameEvidence(latin, native)!
    expect(own).toBeGreaterThan(6)
    const others = pairs.map(([name]) => name).filter((name) => name !== latin)
    for (const other of others) expect(nameEvidence(other, native)!).toBeLessThan(own)
  })

  test('names that have nothing in common speak against being one', () => {
    expect(nameEvidence('Oosting', 'Марченко')!).toBeLessThan(0)
    expect(nameEvidence('Halvard', 'منصور')!).toBeLessThan(0)
  })

  test('accents and letters of neighbouring languages do not part a name', () => {
    expect(foldLatin('Milošević’s Łódź')).toBe("milosevic's lodz")
    expect(foldNative('Їжак')).toBe('йижак')
    expect(foldNative('گُل')).toBe(foldNative('گل'))
    expect(nameEvidence('Milica', 'Милица')).toBe(nameEvidence('Milicá', 'милица'))
  })

  test('a script that cannot be compared has no evidence', () => {
    expect(nameScriptOf('Ωμέγα')).toBeUndefined()
    expect(nameEvidence('Omega', 'Ωμέγα')).toBeUndefined()
  })

  test('any two strings of letters give a finite number', () => {
    const latin = fc.stringMatching(/^[a-zß-ÿ' -]{0,60}$/)
    const native = fc.stringMatching(/^[а-яёءئا-ي]{0,60}$/)
    fc.assert(
      fc.property(latin, native, fc.constantFrom('arabic', 'cyrillic'), (one, other, script) => {
        const model = letterModel(script)
        expect(Number.isFinite(model.evidence(model.cutLatin(one), model.cutNative(other)))).toBe(true)
      }),
    )
  })

  test('weights are read as they are written', () => {
    const { latin, native, chance } = chunkPairsOf('\n- ь23\nsh ш5 щ30\n')
    expect(latin).toEqual(['', 'sh'])
    expect(native).toEqual(['', 'ь', 'ш', 'щ'])
    expect(chance[4 + 2]).toBeCloseTo(Math.exp(-0.5))
    expect(chance[4 + 1]).toBe(0)
  })
})

const bySound = [
  ['Klintoren', '克林托伦'],
  ['Katarina', '卡塔丽娜'],
  ['Solanido', '索拉尼多'],
] as const
const inLetters = pairs.filter(([, native]) => nameScriptOf(native) !== 'han')

describe('skeletons', () => {
  test.each(bySound)('%s and the reading of %s share a coarse one', (latin, native) => {
    expect(latinSkeletonForHan(latin)).toBe(hanSkeleton(hanReading(native)!))
    expect(latinSkeletonForHan(latin)).not.toBe('')
  })

  test('a character that no foreign name is written with has no reading', () => {
    expect(hanReading('哈尔的')).toBeUndefined()
    expect(hanReading('哈尔')).toBe('haer')
  })

  test.each(inLetters)('%s and %s share one', (latin, native) => {
    const keys = skeletonsOf(native)
    expect(skeletonsOf(latin).some((key) => keys.includes(key))).toBe(true)
  })

  test('are few, and made of kinds of consonants only', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const keys = skeletonsOf(name)
        expect(keys.length).toBeGreaterThan(0)
        expect(keys.length).toBeLessThanOrEqual(4)
        for (const key of keys) expect(key).toMatch(/^[pftskmnlr]*$/)
      }),
    )
  })
})
