import { remember } from '../../remember.ts'

/** Readers' locales are as many as they say; no more formatters than this are kept. */
const most = 500

const times = remember(most, (key) => {
  const [locale, options] = JSON.parse(key) as [string, Intl.DateTimeFormatOptions]
  return new Intl.DateTimeFormat(locale, options)
})
const numbers = remember(most, (key) => {
  const [locale, options] = JSON.parse(key) as [string, Intl.NumberFormatOptions]
  return new Intl.NumberFormat(locale, options)
})

/** Writes times; kept, for to make one takes longer than to write a hundred times. */
export function timeFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return times(JSON.stringify([locale, options]))
}

/** Writes numbers; kept for the same reason. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return numbers(JSON.stringify([locale, options]))
}
