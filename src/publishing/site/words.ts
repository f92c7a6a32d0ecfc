import { numberFormat } from './formatters.ts'
import { theReader } from './reader.ts'

const rightToLeft = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'iw',
  'ks',
  'ps',
  'sd',
  'syr',
  'ug',
  'ur',
  'yi',
])

/** The direction a language is written in; `auto` where it is not known. */
export function dirOf(lang: string | null | undefined): 'ltr' | 'rtl' | 'auto' {
  if (!lang) return 'auto'
  return rightToLeft.has(lang.toLowerCase().split('-')[0]!) ? 'rtl' : 'ltr'
}

/** Attributes for text in a language of its own. */
export function inLanguage(lang: string | null | undefined) {
  return { lang: lang || undefined, dir: dirOf(lang) }
}

/** A number in the reader's locale. */
export function number(value: number): string {
  return numberFormat(theReader().locale).format(value)
}

/** A share of 0 to 1 as a percentage in the reader's locale. Only all is 100 % and only nothing 0 %. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100) / 100
  const honest = share < 1 && rounded === 1 ? 0.99 : share > 0 && rounded === 0 ? 0.01 : rounded
  return numberFormat(theReader().locale, { style: 'percent' }).format(honest)
}

/** "1 report", "41 reports". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`
}

const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1000 },
] as const

/** A length of time in its two largest units: "2 hours 4 minutes". */
export function duration(ms: number): string {
  const first = units.findIndex((unit) => ms >= unit.ms)
  if (first < 0) return 'less than a second'
  const [large, small] = [units[first]!, units[first + 1]]
  const whole = Math.floor(ms / large.ms)
  const rest = small ? Math.floor((ms - whole * large.ms) / small.ms) : 0
  const parts = [count(whole, large.name)]
  if (small && rest > 0) parts.push(count(rest, small.name))
  return parts.join(' ')
}

/** A length of time where there is little room: "27 min", "1 h 42 min", "3 days". */
export function shortDuration(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return `${number(Math.floor(ms / 1000))} s`
  if (minutes < 60) return `${number(minutes)} min`
  if (minutes >= 1440) return count(Math.floor(minutes / 1440), 'day')
  const rest = minutes % 60
  return `${number(Math.floor(minutes / 60))} h${rest > 0 ? ` ${number(rest)} min` : ''}`
}

/** "English", "French"; the code itself where it has no name. */
export function languageName(lang: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(lang) ?? lang
  } catch {
    return lang
  }
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts)
}

/** The host of an address, without "www."; the address itself where it is not one. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host.replace(/^www\./, '')
  } catch {
    return url
  }
}

/** The address if it leads to a web page, else undefined: nothing else may become a link. */
export function webAddress(url: string | null | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined
}
