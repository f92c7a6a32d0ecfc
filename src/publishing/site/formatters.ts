/** Readers' locales are as many as they say; more kept formatters than this are let go. */
const most = 500

const times = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()

/** Writes times; kept, for to make one takes longer than to write a hundred times. */
export function timeFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(times, `${locale} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options))
}

/** Writes numbers; kept for the same reason. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept(numbers, `${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options))
}

function kept<Format>(known: Map<string, Format>, key: string, make: () => Format): Format {
  const found = known.get(key)
  if (found) return found
  if (known.size >= most) known.clear()
  const made = make()
  known.set(key, made)
  return made
}
