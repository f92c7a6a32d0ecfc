import type { RawBlock } from './rawBlock.ts'

/** Two words of a headline and twenty-five are its usual bounds; anything longer is a paragraph. */
const longestHeadline = 220

export interface PlainText {
  /** As printed; absent when the text begins with prose. */
  readonly headline?: string
  readonly blocks: readonly RawBlock[]
}

/**
 * A plain text as a headline and blocks. Blank lines part paragraphs; a line break inside a paragraph is a wrap when
 * the lines are evenly long, and otherwise the beginning of another block.
 */
export function readPlainText(text: string, given?: string): PlainText {
  const paragraphs = normaliseLines(text)
    .split(/\n{2,}/)
    .flatMap(splitParagraph)
    .map((paragraph) => paragraph.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
  const first = paragraphs[0]
  if (given !== undefined && given.trim() !== '') {
    const repeats = first !== undefined && isSameHeadline(first, given)
    return {
      headline: repeats ? first : given.trim(),
      blocks: asBlocks(repeats ? paragraphs.slice(1) : paragraphs),
    }
  }
  if (first === undefined || !isHeadline(first, paragraphs.length)) return { blocks: asBlocks(paragraphs) }
  return { headline: first, blocks: asBlocks(paragraphs.slice(1)) }
}

function normaliseLines(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?|\u2028|\u0085/g, '\n')
    .replace(/\u2029/g, '\n\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\u00ad]/g, '')
    .replace(/^[ \t\u00a0\u3000]+$/gm, '')
}

function splitParagraph(paragraph: string): string[] {
  const lines = paragraph.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 1 && isWrapped(lines) ? [lines.join(' ')] : lines
}

/** Lines broken by a mail program or a wire: all but the last between 40 and 100 characters and much alike in length. */
function isWrapped(lines: readonly string[]): boolean {
  const lengths = lines.slice(0, -1).map((line) => line.trim().length)
  const longest = Math.max(...lengths)
  if (longest > 100 || Math.min(...lengths) < longest * 0.6 || longest < 40) return false
  const ended = lines.slice(0, -1).filter((line) => /[.!?。؟:]["”»)]?\s*$/u.test(line)).length
  return ended <= lines.length / 2 && lines.at(-1)!.trim().length <= longest + 5
}

function isHeadline(first: string, paragraphs: number): boolean {
  if (first.length > longestHeadline || paragraphs < 2) return false
  if (/(?:\.{3}|…)$/.test(first)) return true
  return !/[.。]["”»]?$/u.test(first) || first.split(/\s+/).length <= 8
}

function isSameHeadline(first: string, given: string): boolean {
  const [a, b] = [lettersOf(first), lettersOf(given)]
  return a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a))
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function asBlocks(paragraphs: readonly string[]): RawBlock[] {
  return paragraphs.map((text) => ({ text, kind: 'paragraph', links: [], region: 'article' }))
}
