/**
 * Hashes of runs of words, and which of them an index keeps. A run is 5 words, or 9 characters of a script written
 * without spaces. Of the runs that start in each window, the one with the smallest hash is kept (winnowing: Schleimer,
 * Wilkerson and Aiken, 2003), so two texts that share 11 words keep at least one run in common.
 */
export const runWords = 5
export const denseRunWords = 9
/** Of this many runs in a row at least one is kept. */
export const keptOf = 7
/**
 * Of this many runs in a row at least one is asked for. What is least of seven is least of any five of them, so hardly
 * anything is missed by asking for a third of the runs; a quotation of eight words is found if one of its runs was kept.
 */
export const askedOf = 5
const base = 0x01000193 ^ 0x5bd1e995

/** The number of words in the run that starts with `word`. */
export function runLength(word: number): number {
  return (word & 1) === 1 ? denseRunWords : runWords
}

function powerOf(length: number): number {
  let power = 1
  for (let i = 0; i < length; i++) power = Math.imul(power, base)
  return power
}
const spacedPower = powerOf(runWords)
const densePower = powerOf(denseRunWords)

/**
 * Fills `hashes[i]` for each run that starts at word `i`; 0 where none does, because the text ends before.
 * Returns how many places were filled.
 */
export function hashRuns(words: Int32Array, count: number, hashes: Int32Array): number {
  const places = count - runWords + 1
  if (places <= 0) return 0
  let hash = 0
  let dense = false
  for (let i = 0; i < runWords; i++) hash = (Math.imul(hash, base) + words[i]!) | 0
  for (let i = 0; ; ) {
    const word = words[i]!
    if ((word & 1) === 0) hashes[i] = finish(hash)
    else dense = true
    if (++i >= places) break
    hash = (Math.imul(hash, base) + words[i + runWords - 1]! - Math.imul(word, spacedPower)) | 0
  }
  if (dense) hashDenseRuns(words, count, hashes)
  return places
}

function hashDenseRuns(words: Int32Array, count: number, hashes: Int32Array): void {
  let hash = 0
  for (let end = 0; end < count; end++) {
    hash = (Math.imul(hash, base) + words[end]!) | 0
    if (end >= denseRunWords) hash = (hash - Math.imul(words[end - denseRunWords]!, densePower)) | 0
    const start = end - denseRunWords + 1
    if (start >= 0 && (words[start]! & 1) === 1) hashes[start] = finish(hash)
  }
  for (let start = Math.max(0, count - denseRunWords + 1); start < count; start++) {
    if ((words[start]! & 1) === 1) hashes[start] = 0
  }
}

/** Writes the places of the runs that are least of `windowRuns` in a row, in order, and returns their number. */
export function winnow(hashes: Int32Array, places: number, windowRuns: number, kept: Int32Array): number {
  let count = 0
  let least = -1
  for (let end = Math.min(windowRuns, places) - 1; end < places; end++) {
    const start = Math.max(0, end - windowRuns + 1)
    const before = least
    if (least < start) {
      least = start
      for (let i = start + 1; i <= end; i++) if (hashes[i]! >>> 0 <= hashes[least]! >>> 0) least = i
    } else if (hashes[end]! >>> 0 <= hashes[least]! >>> 0) least = end
    if (least !== before) kept[count++] = least
  }
  return count
}

/** Spreads a sum over all bits. Never 0, which stands for no run. */
function finish(sum: number): number {
  let hash = sum ^ (sum >>> 16)
  hash = Math.imul(hash, 0x7feb352d)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x846ca68b | 0)
  hash ^= hash >>> 16
  return hash === 0 ? 1 : hash
}
