import { foldLatin } from '../../src/text/names/fold.ts'
import { hanReading } from '../../src/text/names/hanReadings.ts'
import type { NamePair } from './names.ts'

const letters = [...'abcdefghijklmnopqrstuvwxyz']
const two = letters.flatMap((one) => letters.map((other) => one + other))
const three = two.flatMap((one) => letters.map((other) => one + other))
const chineseEnding = /(?:群岛|共和国|标准时间|时间|语|岛|港|国|州|市|文)$/
const englishEnding = / (?:islands?|republic|time|atoll)$/

/**
 * Names that Chinese writes by sound, with the English ones: regions, languages and the cities of time zones from the
 * language data of the runtime. Those written by meaning fall out where their characters are not used for sounds.
 */
export function hanNames(): NamePair[] {
  const pairs = new Map<string, string>()
  const add = (english: string | undefined, chinese: string | undefined) => {
    if (!english || !chinese) return
    const native = hanReading(chinese.replace(chineseEnding, ''))
    const latin = foldLatin(english).replace(englishEnding, '').replaceAll(/[ -]/g, '')
    if (native && /^[a-z']{3,}$/.test(latin) && !pairs.has(native)) pairs.set(native, latin)
  }
  for (const code of two)
    add(named('en', 'region', code.toUpperCase()), named('zh', 'region', code.toUpperCase()))
  for (const code of [...two, ...three]) add(named('en', 'language', code), named('zh', 'language', code))
  for (const zone of Intl.supportedValuesOf('timeZone'))
    add(zone.split('/').at(-1)!.replaceAll('_', ' '), chineseZone(zone))
  return [...pairs].map(([native, latin]) => ({ latin, native }))
}

/** Every tenth name is not trained on. */
export function isHeldOut(number: number): boolean {
  return number % 10 === 9
}

function named(language: string, type: 'region' | 'language', code: string): string | undefined {
  let names = known.get(language + type)
  if (!names)
    known.set(language + type, (names = new Intl.DisplayNames(language, { type, fallback: 'none' })))
  return names.of(code)
}
const known = new Map<string, Intl.DisplayNames>()

function chineseZone(timeZone: string): string | undefined {
  const formatter = new Intl.DateTimeFormat('zh-CN', { timeZone, timeZoneName: 'shortGeneric' })
  return formatter.formatToParts().find((part) => part.type === 'timeZoneName')?.value
}
