import type { Passage } from './passage.ts'
import type { Block, Reading } from './reading.ts'
import { articleBlocks } from './reading.ts'

/**
 * What news texts open with before their first sentence: "PORT SELM (Meridian Wire) – ", "Lisse, 4 May (dpa) - ",
 * "LISSE, Varnia — ". Either a name in brackets or a place in capitals must stand before the dash.
 */
const dateline =
  /^\s*(?:(?:\p{L}[\p{L}\p{M}.'’-]*(?:[\s/,]+(?:\p{L}[\p{L}\p{M}.'’-]*|\d{1,4}\.?)){0,7}\s*)?\([^()\n]{2,40}\)|\p{Lu}[\p{Lu}.'’-]+(?:\s\p{Lu}[\p{Lu}.'’-]+){0,4}(?:,\s[\p{L}\p{N}.'’ ]{2,30})?)\s*(?:[–—]|-{1,2})\s+/u

/** The blocks of the article, each beginning after the dateline it opens with. */
export function saidBlocks(reading: Pick<Reading, 'blocks' | 'dateline'>, text: string): Block[] {
  return articleBlocks(reading).map((block) => ({ ...block, start: afterDateline(text, block, reading) }))
}

function afterDateline(text: string, block: Passage, reading: Pick<Reading, 'dateline'>): number {
  const known = reading.dateline?.passage
  const from =
    known && known.start >= block.start && known.end < block.end ? pastDash(text, known.end) : block.start
  if (from > block.start) return from
  const printed = dateline.exec(text.slice(block.start, Math.min(block.end, block.start + 160)))?.[0] ?? ''
  return block.start + printed.length
}

function pastDash(text: string, from: number): number {
  return from + (/^[\s–—:-]*/u.exec(text.slice(from, from + 8))?.[0].length ?? 0)
}
