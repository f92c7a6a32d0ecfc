import { decodePage } from '../../text/decodePage.ts'
import { findArticle } from './article.ts'
import { chooseAuthors } from './authors.ts'
import { type PageBlock, readBlocks, resolve } from './blocks.ts'
import { chooseDates, type Surroundings } from './dates.ts'
import type { AboutPage, ExtractedBlock, ExtractedPage } from './extractedPage.ts'
import { type Facts, meta, readFacts } from './facts.ts'
import { findNotes, headlineBefore } from './outside.ts'
import { chooseSiteName, chooseTitle } from './title.ts'
import { toldArticle } from './told.ts'
import { parsePage } from './tree.ts'

/** Reads an HTML page. Never throws; takes linear time and stops at 20 million characters. */
export function readPage(html: string | Uint8Array, about: AboutPage = {}): ExtractedPage {
  const decoded = typeof html === 'string' ? { text: html, repairs: [] } : decodePage(html, about.contentType)
  const tree = parsePage(decoded.text)
  const facts = readFacts(tree.root, about.url)
  const text = readBlocks(tree.root, facts.base)
  const inArticle = findArticle(text)
  const near = surroundings(text.blocks, inArticle)
  const siteName = chooseSiteName(facts)
  const told = toldArticle(
    facts,
    text.blocks.filter((_, at) => inArticle[at]),
  )
  const isNote = findNotes(text.blocks, inArticle)
  const blocks = told
    ? [...told.map((block) => extracted(block, 'article')), ...keptBlocks(text.blocks, [], isNote)]
    : keptBlocks(text.blocks, inArticle, isNote)
  return {
    title: chooseTitle(facts, about.url, siteName),
    siteName,
    authors: chooseAuthors(facts, near, siteName),
    ...chooseDates(facts, near, about.url),
    lang: facts.lang,
    dir: facts.dir,
    canonicalUrl: canonicalUrl(facts),
    image: resolve(
      meta(facts, 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src') ?? '',
      facts.base,
    ),
    blocks,
    links: linksOf(blocks),
    repairs: [
      ...decoded.repairs,
      ...tree.repairs,
      ...facts.repairs,
      ...(told ? ['its text was taken from its JSON-LD'] : []),
    ],
  }
}

function canonicalUrl(facts: Facts): string | undefined {
  const link = facts.marked.find(
    (element) => element.tag === 'link' && /(^|\s)canonical(\s|$)/i.test(element.attributes['rel'] ?? ''),
  )
  return (
    resolve(link?.attributes['href'] ?? '', facts.base) ?? resolve(meta(facts, 'og:url') ?? '', facts.base)
  )
}

/** Outlets print the date above or below the lead; six blocks gave the most right days on three sets. */
const headAfter = 6

function surroundings(blocks: readonly PageBlock[], inArticle: readonly boolean[]): Surroundings {
  const first = inArticle.indexOf(true)
  if (first < 0) return { head: blocks.slice(0, 40), foot: [] }
  const last = inArticle.lastIndexOf(true)
  const from = headlineBefore(blocks, first) - 4
  return { head: blocks.slice(Math.max(0, from), first + headAfter), foot: blocks.slice(last, last + 6) }
}

function keptBlocks(
  blocks: readonly PageBlock[],
  inArticle: readonly boolean[],
  isNote: readonly boolean[],
): ExtractedBlock[] {
  return blocks.flatMap((block, at) => {
    if (inArticle[at]) return [extracted(block, 'article')]
    return isNote[at] ? [extracted(block, 'outside')] : []
  })
}

function extracted(
  { text, kind, level, links }: PageBlock,
  region: ExtractedBlock['region'],
): ExtractedBlock {
  return { text, kind, level, links, region }
}

function linksOf(blocks: readonly ExtractedBlock[]): { url: string; text: string }[] {
  const links = new Map<string, { url: string; text: string }>()
  for (const block of blocks) {
    if (block.region !== 'article') continue
    for (const { url, text } of block.links) if (!links.has(url)) links.set(url, { url, text })
  }
  return [...links.values()]
}
