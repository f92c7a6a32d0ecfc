import type { Scan } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'

/** Part of the article's words that lie in any of the passages. */
export function shareOf(scan: Scan, article: readonly Span[], aligned: readonly Span[]): number {
  const all = wordsIn(scan, article)
  if (all.length === 0 || aligned.length === 0) return 0
  const sorted = [...aligned].sort((a, b) => a.start - b.start)
  let covered = 0
  let next = 0
  let reached = -1
  for (const word of all) {
    while (next < sorted.length && sorted[next]!.start <= scan.starts[word]!)
      reached = Math.max(reached, sorted[next++]!.end)
    if (scan.ends[word]! <= reached) covered++
  }
  return covered / all.length
}

function wordsIn(scan: Scan, spans: readonly Span[]): number[] {
  const words: number[] = []
  let span = 0
  for (let i = 0; i < scan.count; i++) {
    while (span < spans.length && spans[span]!.end < scan.ends[i]!) span++
    if (span < spans.length && scan.starts[i]! >= spans[span]!.start) words.push(i)
  }
  return words
}
