import { readFileSync } from 'node:fs'
import path from 'node:path'
import { dataSet } from '../claims.ts'

export interface Article {
  readonly title: string
  readonly text: string
}

/** A report the length of most: what is longer is cut at a paragraph after so many words. */
const mostWords = 600
const fewestWords = 120

/** News articles of the evaluation sets, half to draw queries from and half to match; undefined where they are absent. */
export function readCorpus(random: () => number): { sources: Article[]; reports: Article[] } | undefined {
  const places = [
    ['quotes-polnear', 'train.jsonl'],
    ['figures-muc4', 'train.jsonl'],
  ] as const
  const articles: Article[] = []
  for (const [set, file] of places) {
    const folder = dataSet(set)
    if (folder) articles.push(...readArticles(path.join(folder, file)))
  }
  if (articles.length === 0) return undefined
  shuffle(articles, random)
  const half = articles.length >> 1
  return { sources: articles.slice(half), reports: articles.slice(0, half) }
}

function readArticles(file: string): Article[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { title?: string; text: string })
    .map(({ title, text }) => ({ title: title ?? '', text: shortened(text) }))
    .filter(({ text }) => text.split(/\s+/).length >= fewestWords)
}

function shortened(text: string): string {
  let words = 0
  for (const space of text.matchAll(/\s+/g)) {
    if (++words >= mostWords && space[0].includes('\n')) return text.slice(0, space.index)
    if (words >= mostWords * 1.5) return text.slice(0, space.index)
  }
  return text
}

function shuffle<One>(all: One[], random: () => number): void {
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
}

/** The same numbers every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
