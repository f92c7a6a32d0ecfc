import { readFileSync } from 'node:fs'
import path from 'node:path'

export function rowsOf<Row>(folder: string, file: string): Row[] {
  return readFileSync(path.join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
}

export function f1(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** The words of a text, for comparing two by the words they share. */
export function bagOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}

/** F1 of the words that two texts share. */
export function wordsF1(one: string, other: string): number {
  const [a, b] = [bagOf(one), bagOf(other)]
  const shared = [...a].filter((word) => b.has(word)).length
  return f1(share(shared, a.size), share(shared, b.size))
}
