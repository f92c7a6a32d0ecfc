import type { Reading } from '../domain/reading.ts'
import type { ReadingHints } from './hints.ts'
import { makeReading } from './makeReading.ts'
import { readPage } from './page/readPage.ts'
import { momentOf } from './readText.ts'

/** Reads an HTML page, or a feed item's own HTML. What the page says of itself goes before the hints. Never throws. */
export function readHtml(html: string | Uint8Array, hints: ReadingHints = {}): Reading {
  const page = readPage(html, { url: hints.url, contentType: hints.contentType })
  return makeReading({
    headline: page.title || hints.title || '',
    blocks: page.blocks,
    authors: page.authors.length > 0 ? page.authors : (hints.authors ?? []),
    published: page.published ?? momentOf(hints.published),
    modified: page.modified ?? momentOf(hints.modified),
    lang: page.lang ?? hints.lang,
    dir: page.dir,
    siteName: page.siteName ?? hints.siteName,
    url: hints.url,
    canonicalUrl: page.canonicalUrl ?? hints.url,
    repairs: [...(hints.repairs ?? []), ...page.repairs],
  })
}
