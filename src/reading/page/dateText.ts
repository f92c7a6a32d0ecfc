import type { Moment } from '../../domain/moment.ts'
import { foldMonth, monthNumber, monthPattern } from './months.ts'

/** What helps to read a date that can be read in two ways. */
export interface DateHints {
  readonly basis: Moment['basis']
  /** Whether 3/4/2024 is the third of April (true) or the fourth of March. */
  readonly dayFirst: boolean
}

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Where in the text the day stands. */
  readonly start: number
  readonly end: number
}

interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second?: number
  /** Minutes east of Greenwich, where printed. */
  readonly offset?: number
}

const longestText = 400

/**
 * The first date in a text, with its time and zone where they are printed beside it: ISO 8601 in all its shapes,
 * RFC 822, seconds since 1970, and the ways the main European languages, Arabic, Chinese, Japanese and Russian write
 * dates. Undefined where there is none.
 */
export function readDate(text: string, hints: DateHints): Moment | undefined {
  const folded = foldDigits(text.slice(0, longestText)).trim()
  const epoch = readEpoch(folded)
  if (epoch) return { at: epoch.toISOString(), zone: '+00:00', precision: 'second', basis: hints.basis }
  const plain = foldMonth(folded)
  const day = findDay(plain, hints.dayFirst)
  return day && momentOf(day, findClock(plain, day), hints.basis)
}

function momentOf(day: Day, clock: Clock | undefined, basis: Moment['basis']): Moment | undefined {
  const offset = clock?.offset
  const utc = Date.UTC(
    day.year,
    day.month - 1,
    day.day,
    clock?.hour ?? 0,
    clock?.minute ?? 0,
    clock?.second ?? 0,
  )
  const at = new Date(utc - (offset ?? 0) * 60_000)
  if (Number.isNaN(at.getTime())) return undefined
  return {
    at: at.toISOString(),
    ...(offset === undefined ? {} : { zone: printOffset(offset) }),
    precision: clock === undefined ? 'day' : clock.second === undefined ? 'minute' : 'second',
    basis,
  }
}

/** Digits of Arabic, Persian and full-width writing as 0 to 9. */
function foldDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
      String(digit.charCodeAt(0) & 15).slice(-1),
    )
    .replace(/[\u200e\u200f\u202a-\u202e]/g, '')
}

function readEpoch(text: string): Date | undefined {
  if (!/^\d{10}(\d{3})?$/.test(text)) return undefined
  const at = new Date(text.length === 13 ? Number(text) : Number(text) * 1000)
  return at.getUTCFullYear() >= 1995 && at.getUTCFullYear() <= 2100 ? at : undefined
}

const isoDay = /(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/
const compactDay = /(?<![\d-])((?:19|20)\d{2})(\d{2})(\d{2})(?=t?\d{4}|\b|t\b)(?!\d{1,3}\b)/
const eastAsianDay = /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号일]?/
const dayMonthYear = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th|er|o|a|º|ª|\\.)?[\\s,./-]{0,3}(?:of |de |d')?\\s?(${monthPattern})[.,]?[\\s,./-]{0,3}(?:de |del )?\\s?(\\d{4}|'?\\d{2}(?![\\d:.]))`,
  'u',
)
const monthDayYear = new RegExp(
  `(?<!\\p{L})(${monthPattern})[.,]?[\\s-]{1,3}(\\d{1,2})(?:st|nd|rd|th)?[.,]?(?:\\s?,)?[\\s-]{0,3}(\\d{4})(?!\\d)`,
  'u',
)
const yearMonthDay = new RegExp(
  `(?<!\\d)(\\d{4})[.,]?[\\s-]{1,2}(${monthPattern})[.,]?[\\s-]{1,2}(\\d{1,2})(?!\\d)`,
  'u',
)
/** As Date prints itself: "Fri Dec 22 10:15:00 GMT 2023". */
const unixDay = new RegExp(
  `(?<!\\p{L})(${monthPattern})\\s+(\\d{1,2})\\s+\\d{2}:\\d{2}:\\d{2}\\s+[a-z+\\d:-]{1,9}\\s+(\\d{4})`,
  'u',
)
const numericDay = /(?<![\d.])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d])/

function findDay(text: string, dayFirst: boolean): Day | undefined {
  const found = [
    match(text, isoDay, ([year, , month, day]) => [Number(year), Number(month), Number(day)]),
    match(text, eastAsianDay, ([year, month, day]) => [Number(year), Number(month), Number(day)]),
    match(text, dayMonthYear, ([day, month, year]) => [fullYear(year!), monthNumber(month!), Number(day)]),
    match(text, monthDayYear, ([month, day, year]) => [Number(year), monthNumber(month!), Number(day)]),
    match(text, unixDay, ([month, day, year]) => [Number(year), monthNumber(month!), Number(day)]),
    match(text, yearMonthDay, ([year, month, day]) => [Number(year), monthNumber(month!), Number(day)]),
    match(text, numericDay, ([a, mark, b, year]) =>
      numeric(Number(a), Number(b), fullYear(year!), dayFirst || mark === '.'),
    ),
    match(text, compactDay, ([year, month, day]) => [Number(year), Number(month), Number(day)]),
  ].filter((day) => day !== undefined)
  return found.sort((a, b) => a.start - b.start || b.end - a.end)[0]
}

function numeric(a: number, b: number, year: number, dayFirst: boolean): [number, number, number] {
  if (a > 12) return [year, b, a]
  if (b > 12) return [year, a, b]
  return dayFirst ? [year, b, a] : [year, a, b]
}

function match(
  text: string,
  pattern: RegExp,
  read: (groups: string[]) => [number, number | undefined, number],
): Day | undefined {
  const found = pattern.exec(text)
  if (!found) return undefined
  const [year, month, day] = read(found.slice(1))
  if (month === undefined || !isDay(year, month, day)) return undefined
  return { year, month, day, start: found.index, end: found.index + found[0].length }
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1700 || year > 2100 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function fullYear(text: string): number {
  const year = Number(text.replace("'", ''))
  return text.length > 3 ? year : year < 70 ? 2000 + year : 1900 + year
}

const clockPattern =
  /(?<![\d.,])(\d{1,2})(?::|\.|h| h |時|时|点|點|시)\s?(\d{2})(?:分|분)?(?::(\d{2})(?:[.,]\d{1,9})?)?(?!\d|[.]\d)\s{0,2}([ap]\.?\s?m\b\.?|uhr|h\b)?/
const hourPattern = /(?<![\d.,:])(\d{1,2})\s?([ap]\.?m\b\.?|uhr)/
const compactClock = /^t?(\d{2})(\d{2})(\d{2})?(?!\d)/

/** The time nearest after the day, or the one just before it. */
function findClock(text: string, day: Day): Clock | undefined {
  const after = text.slice(day.end, day.end + 60)
  const compact = compactClock.exec(after)
  if (compact) return clockOf(compact[1]!, compact[2]!, compact[3], undefined, after.slice(compact[0].length))
  for (const part of [
    after,
    text.slice(Math.max(0, day.start - 40), day.start),
    text.slice(day.start, day.end),
  ]) {
    const full = clockPattern.exec(part)
    if (full) return clockOf(full[1]!, full[2]!, full[3], full[4], part.slice(full.index + full[0].length))
    const hour = hourPattern.exec(part)
    if (hour) return clockOf(hour[1]!, '0', undefined, hour[2], part.slice(hour.index + hour[0].length))
  }
  return undefined
}

function clockOf(
  hour: string,
  minute: string,
  second: string | undefined,
  half: string | undefined,
  rest: string,
): Clock | undefined {
  let hours = Number(hour)
  if (half?.startsWith('p') && hours < 12) hours += 12
  if (half?.startsWith('a') && hours === 12) hours = 0
  if (hours > 24 || Number(minute) > 59) return undefined
  return {
    hour: hours,
    minute: Number(minute),
    second: second === undefined ? undefined : Number(second),
    offset: readOffset(rest),
  }
}

/** Named zones as news prints them. A name that means several zones (IST, CST) is read as most news means it. */
const zones: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  ut: 0,
  wet: 0,
  bst: 60,
  west: 60,
  cet: 60,
  mez: 60,
  wat: 60,
  cest: 120,
  mesz: 120,
  cat: 120,
  eet: 120,
  sast: 120,
  eest: 180,
  msk: 180,
  мск: 180,
  eat: 180,
  ast: -240,
  gst: 240,
  pkt: 300,
  ist: 330,
  wib: 420,
  hkt: 480,
  sgt: 480,
  pht: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  brt: -180,
  art: -180,
}

function readOffset(text: string): number | undefined {
  const rest = text.slice(0, 24)
  const signed = /^[\s,(]{0,3}(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)/.exec(rest)
  if (signed) {
    const minutes = Number(signed[2]) * 60 + Number(signed[3] ?? 0)
    if (minutes <= 14 * 60) return signed[1] === '-' ? -minutes : minutes
  }
  const name = /^[\s,(]{0,3}(\p{L}{1,4})(?!\p{L})/u.exec(rest)?.[1]
  return name === undefined ? undefined : zones[name]
}

export function printOffset(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** The day in a page's address, as many outlets print it: /2024/05/17/, /2024-05-17-, /20240517. */
export function dateInAddress(url: string): Moment | undefined {
  const path = URL.parse(url)?.pathname ?? url
  const found =
    /\/((?:19|20)\d{2})[/_-](\d{1,2}|[a-z]{3,9})[/_-](\d{1,2})(?=[/_.-]|$)/i.exec(path) ??
    /(?:^|[/_-])((?:19|20)\d{2})-?([01]\d)-?([0-3]\d)(?=[/_.-]|$)/.exec(path)
  if (!found) return undefined
  const month = /^\d/.test(found[2]!) ? Number(found[2]) : monthNumber(found[2]!)
  const [year, day] = [Number(found[1]), Number(found[3])]
  if (month === undefined || year < 1990 || !isDay(year, month, day)) return undefined
  return momentOf({ year, month, day, start: 0, end: 0 }, undefined, 'address')
}

/** The calendar day of a moment where it was printed, as YYYY-MM-DD. */
export function localDay(moment: Moment): string {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(moment.zone ?? '') ?? []
  const offset = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  return new Date(Date.parse(moment.at) + offset * 60_000).toISOString().slice(0, 10)
}
