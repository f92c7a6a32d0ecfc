import type { Moment } from '../domain/moment.ts'
import type { Reading } from '../domain/reading.ts'
import type { ReadingHints } from './hints.ts'
import { makeReading } from './makeReading.ts'
import { readPlainText } from './text/plainText.ts'

/** Reads a plain text: its first short line is the headline unless the hints know one. Never throws. */
export function readText(text: string, hints: ReadingHints = {}): Reading {
  const { headline, blocks } = readPlainText(text, hints.title)
  return makeReading({
    headline: headline ?? '',
    blocks,
    authors: hints.authors ?? [],
    published: momentOf(hints.published),
    modified: momentOf(hints.modified),
    lang: hints.lang,
    sourceName: hints.siteName,
    url: hints.url,
    canonicalUrl: hints.url,
    repairs: [...(hints.repairs ?? [])],
  })
}

/** The time a feed or archive gives, or undefined when it is none. */
export function momentOf(at: string | undefined): Moment | undefined {
  const time = at === undefined ? Number.NaN : Date.parse(at)
  if (Number.isNaN(time)) return undefined
  const precision = /T\d/.test(at!) ? 'second' : 'day'
  return { at: new Date(time).toISOString(), precision, basis: 'feed' }
}
