import type { PageBlock } from './blocks.ts'
import { isPointer, speaksOfSource } from './lines.ts'

const reachAfter = 12
const longestNote = 400
const most = 200

/**
 * Which blocks outside the article may name its authors, credits or sources: short text between the headline and the
 * article's end or just below it, and any line on the page that speaks of a source. Navigation, sharing buttons, other
 * articles and readers' comments are left out.
 */
export function findNotes(blocks: readonly PageBlock[], inArticle: readonly boolean[]): boolean[] {
  const first = inArticle.indexOf(true)
  const last = inArticle.lastIndexOf(true)
  const headline = headlineBefore(blocks, first)
  let left = most
  return blocks.map((block, at) => {
    if (inArticle[at] || block.zone.junk || left === 0 || isPointer(block.text)) return false
    const beside = first >= 0 && at >= headline && at <= last + reachAfter && block.text.length <= longestNote
    const links = at > last && block.linkShare > 0.8
    const kept = (beside && block.kind !== 'heading' && !links) || speaksOfSource(block.text)
    if (kept) left--
    return kept
  })
}

/** The nearest `h1` above the article, or a few blocks above its start where there is none. */
export function headlineBefore(blocks: readonly PageBlock[], first: number): number {
  const headline = blocks.findLastIndex(
    (block, at) => at < first && block.kind === 'heading' && block.level === 1,
  )
  return headline >= 0 && first - headline < 40 ? headline : Math.max(0, first - 6)
}
