import type { Scan } from './scan.ts'
import type { Span } from './sentences.ts'

/** A change between two passages: the words of each side that the other does not have there, maybe none. */
export interface WordChange {
  readonly here: Span
  readonly there: Span
}

/** Longest passages compared word by word, in words of both sides multiplied. */
const mostCells = 4_000_000

/**
 * Where two passages of two scanned texts differ, word by word, in order: what is left between the words of their
 * longest common subsequence. An added or dropped word has an empty span on the other side, where it would stand.
 */
export function wordChanges(here: Scan, herePart: Span, there: Scan, therePart: Span): WordChange[] {
  const [a, aEnd] = wordsIn(here, herePart)
  const [b, bEnd] = wordsIn(there, therePart)
  const rows = aEnd - a
  const columns = bEnd - b
  if (rows === 0 || columns === 0 || rows * columns > mostCells) return [{ here: herePart, there: therePart }]
  const width = columns + 1
  const lengths = new Uint16Array((rows + 1) * width)
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      lengths[i * width + j] =
        here.words[a + i] === there.words[b + j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const changes: WordChange[] = []
  let i = 0
  let j = 0
  while (i < rows || j < columns) {
    const fromI = i
    const fromJ = j
    while (
      (i < rows || j < columns) &&
      !(i < rows && j < columns && here.words[a + i] === there.words[b + j])
    ) {
      if (j >= columns || (i < rows && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) i++
      else j++
    }
    if (i > fromI || j > fromJ) {
      changes.push({
        here: spanOf(here, a + fromI, a + i, herePart),
        there: spanOf(there, b + fromJ, b + j, therePart),
      })
    }
    while (i < rows && j < columns && here.words[a + i] === there.words[b + j]) {
      i++
      j++
    }
  }
  return changes
}

/** The first word of a part and one past its last. */
function wordsIn({ starts, ends, count }: Scan, part: Span): [number, number] {
  let first = 0
  while (first < count && starts[first]! < part.start) first++
  let end = first
  while (end < count && ends[end]! <= part.end) end++
  return [first, end]
}

function spanOf({ starts, ends }: Scan, first: number, end: number, part: Span): Span {
  if (end > first) return { start: starts[first]!, end: ends[end - 1]! }
  const before = first > 0 ? Math.max(part.start, ends[first - 1]!) : part.start
  return { start: before, end: before }
}
