import { timeFormat } from './formatters.ts'
import { theReader } from './reader.ts'

const shapes = {
  time: { hour: 'numeric', minute: '2-digit' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'long' },
  short: { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  full: { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type TimeShape = keyof typeof shapes

/**
 * A time in the reader's zone and locale. Until the zone is known it is in UTC and says so;
 * times.js then rewrites it in place.
 */
export function At({ at, shape = 'short' }: { at: Date; shape?: TimeShape }) {
  const { locale, zone } = theReader()
  const options: Intl.DateTimeFormatOptions = shapes[shape]
  const named = shape !== 'day' && shape !== 'weekday' && (zone === 'UTC' || shape === 'full')
  const shown: Intl.DateTimeFormatOptions = named ? { ...options, timeZoneName: 'short' } : options
  return (
    <time
      datetime={at.toISOString()}
      data-shape={JSON.stringify(shape === 'full' ? shown : options)}
      lang={locale.startsWith('en') ? undefined : locale}
    >
      {timeFormat(locale, { ...shown, timeZone: zone }).format(at)}
    </time>
  )
}
