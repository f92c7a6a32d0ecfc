import type { Moment } from '../../domain/moment.ts'
import { dayPart, monthNumbers, weekdays } from './month-names.ts'

/** A date taken apart. `month` is 1 to 12; what was not printed is absent. */
interface Parts {
  year: number
  month?: number
  day?: number
  hour?: number
  minute?: number
  second?: number
  milli?: number
  zone?: string
}

const maxLength = 120

/**
 * Reads a date in any of the ways that feeds print them: RFC 822 and its misspellings, ISO 8601 and its parts, the C
 * library's form, month names in some forty languages, Korean and Japanese, seconds since 1970.
 * Undefined when it cannot be read, or could be read in two ways (03/04/2024).
 */
export function readDate(printed: string | undefined): Moment | undefined {
  if (!printed || printed.length > maxLength * 4) return undefined
  return plainDate(printed) ?? anyDate(tidy(printed).slice(0, maxLength))
}

function anyDate(text: string): Moment | undefined {
  const parts =
    isoDate(text) ??
    isoWeekDate(text) ??
    eastAsianDate(text) ??
    epoch(text) ??
    namedDate(text) ??
    slashDate(text)
  return parts && momentOf(parts)
}

const rfc822 = /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (GMT|[+-]\d{4})$/
const w3c = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?(Z|[+-]\d\d:\d\d)$/
const english = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** What nearly every feed prints, read without trying all the rest first: a third of the time of a feed was its dates. */
function plainDate(text: string): Moment | undefined {
  const named = rfc822.exec(text)
  const found = named ?? w3c.exec(text)
  if (!found) return undefined
  const month = named ? english.indexOf(found[2]!) + 1 : Number(found[2])
  const day = Number(named ? found[1] : found[3])
  return momentOf({
    year: Number(named ? found[3] : found[1]),
    month,
    day,
    hour: Number(found[4]),
    minute: Number(found[5]),
    second: Number(found[6]),
    milli: named ? 0 : millisOf(found[7]),
    zone: named ? found[7] : found[8],
  })
}

function tidy(printed: string): string {
  return printed
    .replace(/[\u200e\u200f\u202a-\u202e\ufeff]/g, '')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .trim()
}

const time = '(\\d{1,2})[:.h](\\d{1,2})(?:[:.](\\d{1,2})(?:[.,](\\d{1,9}))?)?'
const iso = new RegExp(
  `^(\\d{4})(?:[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?)?(?:(?:[T _]|, )+${time} ?(am|pm)?)?(?: ?(.*))?$`,
  'i',
)
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?(?: ?(.*))?$/i

function isoDate(text: string): Parts | undefined {
  const found = text.match(compact) ?? text.match(iso)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second, fraction] = found
  const half = found.length > 9 ? found[8] : undefined
  const zone = found[found.length - 1]
  if (zone && !isZone(zone)) return undefined
  return {
    year: Number(year),
    month: numberOf(month),
    day: numberOf(day),
    hour: hourOf(numberOf(hour), half),
    minute: numberOf(minute),
    second: numberOf(second),
    milli: millisOf(fraction),
    zone: zone || undefined,
  }
}

/** Week dates (2003-W01-3), days of the year (2003-365) and years in two digits (03-12-31), as ISO 8601 had them. */
function isoWeekDate(text: string): Parts | undefined {
  const found = text.match(/^(\d{4})-?W(\d{2})(?:-?(\d))?$/i)
  if (found) {
    const start = new Date(Date.UTC(Number(found[1]), 0, 4))
    const monday = start.getUTCDate() - ((start.getUTCDay() + 6) % 7)
    return fromDay(Number(found[1]), monday + (Number(found[2]) - 1) * 7 + Number(found[3] ?? 1) - 1)
  }
  const ordinal = text.match(/^(\d{4})-?(\d{3})$/)
  if (ordinal) return fromDay(Number(ordinal[1]), Number(ordinal[2]))
  const short = text.match(/^(\d{2})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?(?: ?(.*))?$/)
  if (!short || Number(short[2]) > 12 || (short[7] && !isZone(short[7]))) return undefined
  return {
    year: fullYear(short[1]!),
    month: Number(short[2]),
    day: Number(short[3]),
    hour: numberOf(short[4]),
    minute: numberOf(short[5]),
    second: numberOf(short[6]),
    zone: short[7] || undefined,
  }
}

function fromDay(year: number, dayOfYear: number): Parts {
  const date = new Date(Date.UTC(year, 0, dayOfYear))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

const koreanHalf = '(오전|오후|午前|午後|上午|下午)?'
const eastAsian = new RegExp(
  `^(\\d{4}) ?(?:년|年|-|\\.|/) ?(\\d{1,2}) ?(?:월|月|-|\\.|/) ?(\\d{1,2}) ?(?:일|日|\\.)?` +
    `(?: ?\\(?(?:[월화수목금토일月火水木金土日]|星期.)\\)?)? ?` +
    `(?:${koreanHalf} ?(\\d{1,2}) ?(?:시|時|时|:) ?(\\d{1,2}) ?(?:분|分)?(?: ?:? ?(\\d{1,2}) ?(?:초|秒)?)?)?(?: ?(.*))?$`,
)

/** "2004년 05월 28일 오후 11:31:15": where no zone is printed it is the one all of the country keeps. */
function eastAsianDate(text: string): Parts | undefined {
  if (!/[년年월月일日오午]/.test(text)) return undefined
  const found = text.match(eastAsian)
  if (!found || (found[8] && !isZone(found[8]))) return undefined
  const half = found[4] && /오후|午後|下午/.test(found[4]) ? 'pm' : found[4] ? 'am' : undefined
  const hour = hourOf(numberOf(found[5]), half)
  return {
    year: Number(found[1]),
    month: Number(found[2]),
    day: Number(found[3]),
    hour,
    minute: numberOf(found[6]),
    second: numberOf(found[7]),
    zone: found[8] || (hour === undefined || !/[년월일오]/.test(text) ? undefined : '+09:00'),
  }
}

function epoch(text: string): Parts | undefined {
  if (!/^\d{9,10}$|^\d{12,13}$/.test(text)) return undefined
  const date = new Date(text.length > 10 ? Number(text) : Number(text) * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    zone: 'Z',
  }
}

const clock =
  /(?:^|[ T,])(\d{1,2})[:.h](\d{1,2})(?:[:.](\d{1,2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?(?![\p{L}]))?/iu

/**
 * Anything with a month by name: "Thu, 01 Jan 2004 19:48:21 GMT", "Sun Jan  4 16:29:06 PST 2004",
 * "2004-július-13T9:15-05:00", "1er août 2023 à 10h05".
 */
function namedDate(text: string): Parts | undefined {
  const words =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? []
  const month = monthAmong(words)
  if (month === undefined) return undefined
  const hours = text.match(clock)
  const rest = hours ? `${text.slice(0, hours.index)} ~ ${text.slice(hours.index! + hours[0].length)}` : text
  const zone = hours ? zoneAmong(text.slice(hours.index! + hours[0].length)) : undefined
  const numbers = numbersIn(zone ? rest.replace(zone, ' ') : rest)
  const date = yearAndDay(numbers)
  if (!date) return undefined
  return {
    ...date,
    month,
    hour: hourOf(numberOf(hours?.[1]), hours?.[5]),
    minute: numberOf(hours?.[2]),
    second: numberOf(hours?.[3]),
    milli: millisOf(hours?.[4]),
    zone,
  }
}

function monthAmong(words: readonly string[]): number | undefined {
  const named = words.filter((word) => monthNumbers.has(word))
  const name = named.find((word) => !weekdays.has(word)) ?? named[0]
  return name === undefined ? undefined : monthNumbers.get(name)
}

function numbersIn(text: string): string[] {
  return text.match(/\d+/g) ?? []
}

/** Of the numbers beside a month's name, the year is the one of four digits, else the last. */
function yearAndDay(numbers: readonly string[]): { year: number; day?: number } | undefined {
  const long = numbers.findIndex((number) => number.length === 4)
  if (long >= 0) {
    const day = numbers.find((number, at) => at !== long && number.length <= 2)
    return { year: Number(numbers[long]), day: numberOf(day) }
  }
  if (numbers.length < 2) return undefined
  const [first, second] = numbers
  if (first!.length > 2 && second!.length <= 2) return { year: fullYear(first!), day: Number(second) }
  // "99 Jan 31" and "31 Jan 99": whichever cannot be a day is the year.
  if (Number(first) > 31 || Number(first) === 0) return { year: fullYear(first!), day: Number(second) }
  return { year: fullYear(second!), day: Number(first) }
}

/** 13/04/2024 and 04/13/2024 can be read in one way, and 4/3/2024 too where AM or PM says that it is American. */
function slashDate(text: string): Parts | undefined {
  const found = text.match(
    new RegExp(
      `^(?:\\p{L}+,? )?(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?:[ T,]+${time} ?([ap]\\.?m\\.?)?)?(?: ?(.*))?$`,
      'iu',
    ),
  )
  if (!found || (found[10] && !isZone(found[10]))) return undefined
  const first = Number(found[1])
  const second = Number(found[3])
  const american = found[2] === '/' && (found[9] !== undefined || second > 12)
  const european = found[2] === '.' || first > 12 || first === second
  if (!american && !european) return undefined
  return {
    year: fullYear(found[4]!),
    month: european && !american ? second : first,
    day: european && !american ? first : second,
    hour: hourOf(numberOf(found[5]), found[9]),
    minute: numberOf(found[6]),
    second: numberOf(found[7]),
    milli: millisOf(found[8]),
    zone: found[10] || undefined,
  }
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined || digits === '' ? undefined : Number(digits)
}

function millisOf(fraction: string | undefined): number | undefined {
  return fraction === undefined ? undefined : Math.floor(Number(`0.${fraction}`) * 1000)
}

function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length >= 4) return year
  return digits.length === 3 ? 1900 + year : year < 70 ? 2000 + year : 1900 + year
}

function hourOf(hour: number | undefined, half: string | undefined): number | undefined {
  if (hour === undefined || !half || hour > 12) return hour
  return (hour % 12) + (dayPart(half) === 'pm' ? 12 : 0)
}

/** Zones by name, in minutes east of Greenwich. Of a name that several zones go by it is the one of RFC 822. */
const namedZones: Record<string, number> = {
  ...{
    UT: 0,
    UTC: 0,
    GMT: 0,
    Z: 0,
    WET: 0,
    WEST: 60,
    BST: 60,
    CET: 60,
    CEST: 120,
    MEZ: 60,
    MESZ: 120,
    MET: 60,
  },
  ...{ EET: 120, EEST: 180, MSK: 180, MSD: 240, SAST: 120, WAT: 60, CAT: 120, EAT: 180, TRT: 180, IST: 330 },
  ...{ PKT: 300, NPT: 345, ICT: 420, WIB: 420, WITA: 480, WIT: 540, SGT: 480, MYT: 480, PHT: 480, HKT: 480 },
  ...{ JST: 540, KST: 540, AWST: 480, ACST: 570, ACDT: 630, AEST: 600, AEDT: 660, NZST: 720, NZDT: 780 },
  ...{ AST: -240, ADT: -180, NST: -210, NDT: -150, EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420 },
  ...{ MDT: -360, PST: -480, PDT: -420, AKST: -540, AKDT: -480, HST: -600, HDT: -540, BRT: -180, ART: -180 },
  ...{ CLT: -240, CLST: -180, COT: -300, PET: -300, VET: -240, ET: -300, CT: -360, MT: -420, PT: -480 },
}

const zonePattern =
  /^(?:(?:GMT|UTC?|Etc\/GMT)? ?([+−–-]) ?(\d{1,2})(?::? ?(\d{2}))?(?::\d{2})?|([A-Za-z]{1,5}))$/

/** True when all of the text is a zone, such as "+0200", "GMT+2", "PST" or "(CET)". */
function isZone(text: string): boolean {
  const bare = text.replace(/[()[\]]/g, '').trim()
  return bare === '' || offsetOf(bare) !== undefined || /^[A-Z]{1,5}$/i.test(bare)
}

/** The first zone within text that follows a time. */
function zoneAmong(text: string): string | undefined {
  const offset = text.match(/(?:\b(?:GMT|UTC?|Etc\/GMT))? ?[+−–-]\d{1,2}(?::?\d{2})?(?![\d:]|-)/i)?.[0]
  if (offset && offsetOf(offset) !== undefined) return offset.trim()
  const name = text
    .match(/(?<![\p{L}])[A-Z]{1,5}(?![\p{L}])/gu)
    ?.find((word) => namedOffset(word) !== undefined)
  return name
}

/** Minutes east of Greenwich; undefined for a zone that is not known. */
function offsetOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'GMT') return 0
  const known = offsets.get(zone)
  if (known !== undefined) return known
  const offset = readOffset(zone)
  if (offset !== undefined && offsets.size < 1000) offsets.set(zone, offset)
  return offset
}

/** The zones read so far: there are few of them. */
const offsets = new Map<string, number>()

function readOffset(zone: string): number | undefined {
  const found = zone
    .replace(/[()[\]]/g, '')
    .trim()
    .match(zonePattern)
  if (!found) return undefined
  if (found[4]) return namedOffset(found[4].toUpperCase())
  const hours = Number(found[2])
  const minutes = Number(found[3] ?? 0)
  if (hours > 15 || minutes > 59) return undefined
  return (found[1] === '+' ? 1 : -1) * (hours * 60 + minutes)
}

function namedOffset(name: string): number | undefined {
  return namedZones[name] ?? (name.length === 1 && name !== 'J' && name !== 'T' ? 0 : undefined)
}

function momentOf(parts: Parts): Moment | undefined {
  const { year, month = 1, day = 1, hour = 0, minute = 0, second = 0, milli = 0 } = parts
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return undefined
  if (hour > 24 || minute > 59 || second > 60) return undefined
  const offset = parts.zone === undefined ? 0 : (offsetOf(parts.zone) ?? 0)
  // The thirty-first of a month that has thirty days is its last one: sources that count wrong mean that day.
  const lastDay = day <= 28 ? 28 : new Date(Date.UTC(year, month, 0)).getUTCDate()
  const at = new Date(Date.UTC(year, month - 1, Math.min(day, lastDay), hour, minute - offset, second, milli))
  const zone = parts.zone && bareZone(parts.zone)
  return { at: at.toISOString(), zone, precision: precisionOf(parts), basis: 'feed' }
}

function bareZone(zone: string): string | undefined {
  return (/[()[\]\s]/.test(zone) ? zone.replace(/[()[\]]/g, '').trim() : zone) || undefined
}

function precisionOf(parts: Parts): Moment['precision'] {
  if (parts.second !== undefined) return 'second'
  if (parts.hour !== undefined) return 'minute'
  return parts.day === undefined ? 'month' : 'day'
}
