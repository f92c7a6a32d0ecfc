import type { Moment } from '../domain/moment.ts'
import type { Reading } from '../domain/reading.ts'
import type { ReadingHints } from './hints.ts'
import { makeReading } from './makeReading.ts'
import { momentIn } from './text/dateLine.ts'
import { readPlainText } from './text/plainText.ts'
import type { RawBlock } from './text/rawBlock.ts'

/** Reads a plain text: its first short line is the headline unless the hints know one. Never throws. */
export function readText(text: string, hints: ReadingHints = {}): Reading {
  const { headline, blocks } = readPlainText(text, hints.title)
  return makeReading({
    headline: headline ?? '',
    blocks,
    authors: hints.authors ?? [],
    published: momentOf(hints.published) ?? printedTime(blocks),
    modified: momentOf(hints.modified),
    lang: hints.lang,
    sourceName: hints.siteName,
    url: hints.url,
    canonicalUrl: hints.url,
    repairs: [...(hints.repairs ?? [])],
  })
}

/** A line near the top or the end that gives a date and nothing else. */
function printedTime(blocks: readonly RawBlock[]): Moment | undefined {
  const near = blocks.filter((_, at) => at < 5 || at >= blocks.length - 5)
  for (const { text } of near) {
    const moment = momentIn(text)
    if (moment) return moment
  }
  return undefined
}

/** The time a feed or archive gives, or undefined when it is none. */
export function momentOf(at: string | undefined): Moment | undefined {
  const time = at === undefined ? Number.NaN : Date.parse(at)
  if (Number.isNaN(time)) return undefined
  const precision = /T\d/.test(at!) ? 'second' : 'day'
  return { at: new Date(time).toISOString(), precision, basis: 'feed' }
}
