import { spelledNumbers } from './spelledNumbers.ts'

/**
 * A number in a text. `key` is the same however the number is written: its significant digits ("1,997", "1.997" and
 * "1 997" are "1997"; "3.5 million" and "350万" are "35"), and the whole value where there is only one ("30,000" and
 * "3万" are "3e4").
 */
export interface FoundNumber {
  readonly key: string
  readonly start: number
  readonly end: number
}

const digitRun = /\p{Nd}+(?:[.,٫٬'’ \u00a0\u202f]\p{Nd}{3}(?!\p{Nd}))*(?:[.,٫]\p{Nd}+)?/gu
const afterScale = /^[\s\u00a0-]*(\p{L}+)/u
const denseScale = /^[\s\u00a0]*([十百千万萬亿億兆]+)/u
const denseNumeral = /[〇零一二两兩三四五六七八九十百千万萬亿億]+/gu
const word = /\p{L}+/gu

/** Word beginnings that multiply the number before them. */
const scales: readonly (readonly [beginning: RegExp, power: number])[] = [
  [/^(thousand|mille$|mil$|miles$|tausend|тысяч|тыс$|тисяч|ألف|آلاف|هزار|bin$|duizend)/u, 3],
  [
    /^(millions?$|millones$|millón$|milli?onen$|milhões|milhão|milion|миллион|млн$|мільйон|مليون|ملايين|میلیون|milyon|mln$|mio$)/u,
    6,
  ],
  [/^(billions?$|milliards?$|milliarden$|миллиард|млрд$|мільярд|مليار|بليون|میلیارد|milyar|bn$|mrd$)/u, 9],
]

const denseDigits: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const denseUnits: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const denseLarge: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8, 兆: 1e12 }

/**
 * The numbers of a text in order: digits of any script with their scale word, Chinese numerals, and those spelled in
 * the language (a plain code such as "fr") where it is given.
 */
export function numbersIn(text: string, language = ''): FoundNumber[] {
  return [...writtenNumbers(text), ...spelled(text, spelledNumbers(language)), ...denseNumerals(text)].sort(
    (a, b) => a.start - b.start,
  )
}

function writtenNumbers(text: string): FoundNumber[] {
  return Array.from(text.matchAll(digitRun), (match) => {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 16)
    const scale = scaleOf(after)
    return {
      key: keyOf(plainDigits(match[0]), scale.power),
      start: match.index,
      end: match.index + match[0].length + scale.length,
    }
  })
}

function scaleOf(after: string): { power: number; length: number } {
  const dense = denseScale.exec(after)
  if (dense) {
    const value = [...dense[1]!].reduce((sum, unit) => sum * (denseUnits[unit] ?? denseLarge[unit] ?? 1), 1)
    return { power: Math.round(Math.log10(value)), length: dense[0].length }
  }
  const found = afterScale.exec(after)
  const beginning = found?.[1]?.toLowerCase()
  const scale = beginning && scales.find(([pattern]) => pattern.test(beginning))
  return found && scale ? { power: scale[1], length: found[0].length } : { power: 0, length: 0 }
}

/** Digits 0 to 9 with a point before the decimals, from digits of any script and either way to write the point. */
function plainDigits(written: string): string {
  const digits = Array.from(written, (character) => {
    const code = character.codePointAt(0)!
    if (!/\p{Nd}/u.test(character)) return /[.,٫]/.test(character) ? '.' : ''
    let zero = code
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
    return String(code < 0x80 ? code - 48 : code - zero)
  }).join('')
  const parts = digits.split('.')
  const last = parts.at(-1)!
  const isGrouped = parts.length > 1 && last.length === 3 && parts[0]!.length <= 3 && parts[0] !== '0'
  return parts.length === 1 || isGrouped ? parts.join('') : `${parts.slice(0, -1).join('')}.${last}`
}

function keyOf(digits: string, power: number): string {
  const significant = digits.replace('.', '').replace(/^0+/, '').replace(/0+$/, '')
  if (significant.length > 1) return significant
  const value = Number(digits) * 10 ** power
  return value === 0 ? '0' : `${significant}e${Math.floor(Math.log10(value) + 1e-9)}`
}

function spelled(text: string, known: ReadonlyMap<string, number>): FoundNumber[] {
  if (known.size < 2) return []
  return Array.from(text.matchAll(word)).flatMap((match) => {
    const value = known.get(match[0].toLowerCase())
    if (value === undefined) return []
    const end = match.index + match[0].length
    const scale = scaleOf(text.slice(end, end + 16))
    return [{ key: keyOf(String(value), scale.power), start: match.index, end: end + scale.length }]
  })
}

function denseNumerals(text: string): FoundNumber[] {
  return Array.from(text.matchAll(denseNumeral)).flatMap((match) => {
    // One alone is mostly part of a word ("一个" is "a", "统一" is "unite").
    if (match[0].length === 1 && !'两兩三四五六七八九十'.includes(match[0])) return []
    const value = denseValue(match[0])
    return value > 0
      ? [{ key: keyOf(String(value), 0), start: match.index, end: match.index + match[0].length }]
      : []
  })
}

/** 0 where it is no number. Digits in a row are read by place, as in years. */
function denseValue(numeral: string): number {
  let total = 0
  let part = 0
  let digit = -1
  for (const character of numeral) {
    const unit = denseUnits[character]
    const large = denseLarge[character]
    const value = denseDigits[character]
    if (value !== undefined) digit = digit < 0 ? value : digit * 10 + value
    else if (unit !== undefined) {
      part += (digit < 0 ? 1 : digit) * unit
      digit = -1
    } else if (large !== undefined) {
      total += (part + Math.max(0, digit)) * large
      part = 0
      digit = -1
    }
  }
  return total + part + Math.max(0, digit)
}
