import { type PageBlock, readBlocks } from './blocks.ts'
import { articlesOf, type Facts } from './facts.ts'
import { parsePage } from './tree.ts'

const leastTold = 500

/**
 * The article as the page's JSON-LD holds it, for pages whose own markup holds less than half of it (built by script in
 * the browser, or cut short). Undefined where it is not needed.
 */
export function toldArticle(facts: Facts, found: readonly PageBlock[]): readonly PageBlock[] | undefined {
  const told = articlesOf(facts)
    .map((thing) => thing['articleBody'])
    .find((body) => typeof body === 'string')
  if (told === undefined || told.length < leastTold) return undefined
  const letters = found.reduce((sum, block) => sum + block.text.length, 0)
  if (letters * 2 > told.length) return undefined
  const html = /<(p|br|div)\b/i.test(told) ? told : paragraphs(told)
  return readBlocks(parsePage(html).root, facts.base).blocks
}

function paragraphs(text: string): string {
  const parts = text.split(/\n+|(?<=\p{Ll}[.!?]["”]?)\s{2,}/u)
  return parts.map((part) => `<p>${part.replace(/&(?!\w+;|#)/g, '&amp;').replace(/</g, '&lt;')}</p>`).join('')
}
