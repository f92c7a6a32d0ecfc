import { findArticle } from './article.ts'
import { type PageBlock, readBlocks } from './blocks.ts'
import { decodePage } from './decode.ts'
import type { AboutPage, ExtractedBlock, ExtractedPage } from './extractedPage.ts'
import { parsePage } from './tree.ts'

/** Reads an HTML page. Never throws; takes linear time and stops at 20 million characters. */
export function readPage(html: string | Uint8Array, about: AboutPage = {}): ExtractedPage {
  const decoded = typeof html === 'string' ? { text: html, repairs: [] } : decodePage(html, about.contentType)
  const tree = parsePage(decoded.text)
  const text = readBlocks(tree.root, about.url)
  const flags = findArticle(text)
  const blocks = keptBlocks(text.blocks, flags)
  return {
    title: '',
    authors: [],
    blocks,
    links: [],
    repairs: [...decoded.repairs, ...tree.repairs],
  }
}

function keptBlocks(blocks: readonly PageBlock[], inArticle: readonly boolean[]): ExtractedBlock[] {
  return blocks.flatMap(({ text, kind, level, links }, at) =>
    inArticle[at] ? [{ text, kind, level, links, region: 'article' as const }] : [],
  )
}
