import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Rarity } from '../../src/text/rarity.ts'
import { rewording, sentenceOf } from '../../src/text/rewording.ts'
import { scan } from '../../src/text/scan.ts'
import { dataSet } from '../claims.ts'

/** Two sentences, and 1 where they say the same. */
export interface LabelledPair {
  readonly a: string
  readonly b: string
  readonly label: number
}

/** The pairs of a file of sentence-reuse; undefined when the data is not here. */
export function pairsOf(file: string): LabelledPair[] | undefined {
  const folder = dataSet('sentence-reuse')
  if (!folder) return undefined
  const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as LabelledPair)
}

/** How common words are in the pairs themselves: what a window of news would know. */
export function rarityOf(pairs: readonly LabelledPair[]): Rarity {
  const rarity = new Rarity()
  for (const text of pairs.flatMap((pair) => [pair.a, pair.b])) {
    const { words, count } = scan(text)
    rarity.learn(words, count)
  }
  return rarity
}

/** The part of pairs that the model puts on the right side of one half. */
export function accuracy(pairs: readonly LabelledPair[], rarity: Rarity): number {
  const bitsOf = (word: number) => rarity.bitsOf(word)
  const right = pairs.filter(
    ({ a, b, label }) => (rewording(sentenceOf(a, bitsOf), sentenceOf(b, bitsOf)) > 0.5 ? 1 : 0) === label,
  )
  return right.length / pairs.length
}
