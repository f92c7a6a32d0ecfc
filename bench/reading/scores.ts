/** Precision, recall and their harmonic mean. */
export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Counts of right, wrongly given and missed. */
export interface Counts {
  right: number
  wrong: number
  missed: number
}

export function scoreOf({ right, wrong, missed }: Counts): Score {
  return score(right / Math.max(1, right + wrong), right / Math.max(1, right + missed))
}

function score(precision: number, recall: number): Score {
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  }
}

/** How two texts share runs of four words, counted with their repetitions. */
export function sharedShingles(truth: string, given: string): Counts {
  const expected = shingles(truth)
  const found = shingles(given)
  let right = 0
  for (const [shingle, times] of expected.counts) right += Math.min(times, found.counts.get(shingle) ?? 0)
  return { right, wrong: found.total - right, missed: expected.total - right }
}

/** The mean of the pages' precisions, the mean of their recalls, and the harmonic mean of the two. */
export function meanScore(pages: readonly Counts[]): Score {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return score(
    mean(
      pages
        .filter((page) => page.right + page.wrong > 0)
        .map((page) => page.right / (page.right + page.wrong)),
    ),
    mean(
      pages
        .filter((page) => page.right + page.missed > 0)
        .map((page) => page.right / (page.right + page.missed)),
    ),
  )
}

function shingles(text: string): { counts: Map<string, number>; total: number } {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? []
  const counts = new Map<string, number>()
  const total = words.length === 0 ? 0 : Math.max(1, words.length - 3)
  for (let at = 0; at < total; at++) {
    const shingle = words.slice(at, at + 4).join(' ')
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1)
  }
  return { counts, total }
}

/** How two lists of names agree: case, accents, punctuation, role words and agency suffixes aside. */
export function sharedNames(truth: readonly string[], given: readonly string[]): Counts {
  const expected = new Set(truth.map(foldName).filter(Boolean))
  const found = new Set(given.map(foldName).filter(Boolean))
  const right = [...found].filter((name) => expected.has(name)).length
  return { right, wrong: found.size - right, missed: expected.size - right }
}

const roleWords = /\b(by|senior|staff|writer|reporter|correspondent|editor|contributor|columnist)\b/g

function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[/|].*$/, '')
    .replace(roleWords, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
