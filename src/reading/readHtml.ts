import type { Reading } from '../domain/reading.ts'
import type { ReadingHints } from './hints.ts'
import { makeReading } from './makeReading.ts'
import { readBlocks } from './page/blocks.ts'
import { readPage } from './page/readPage.ts'
import { parsePage } from './page/tree.ts'
import { momentOf } from './readText.ts'
import { readPlainText } from './text/plainText.ts'
import type { RawBlock } from './text/rawBlock.ts'

/** Reads an HTML page. What the page says of itself goes before the hints. Never throws. */
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
    siteName: page.siteName,
    sourceName: hints.siteName,
    url: hints.url,
    canonicalUrl: page.canonicalUrl ?? hints.url,
    repairs: [...(hints.repairs ?? []), ...page.repairs],
  })
}

/** Reads the HTML that a feed item brings: all of it is the article, and the feed names it. */
export function readFragment(html: string, hints: ReadingHints = {}): Reading {
  const tree = parsePage(html)
  const blocks: RawBlock[] = readBlocks(tree.root, hints.url).blocks.map(({ text, kind, level, links }) => {
    return { text, kind, level, links, region: 'article' }
  })
  return makeReading({
    headline: hints.title ?? '',
    blocks: blocks.length > 0 ? blocks : readPlainText(hints.summary ?? '', hints.title).blocks,
    authors: hints.authors ?? [],
    published: momentOf(hints.published),
    modified: momentOf(hints.modified),
    lang: hints.lang,
    sourceName: hints.siteName,
    url: hints.url,
    canonicalUrl: hints.url,
    repairs: [...(hints.repairs ?? []), ...tree.repairs],
  })
}
