import { newnessBias, newnessWeights } from './noveltyWeights.ts'
import type { Said, SaidSentence } from './said.ts'
import { type PlacedWords, statingChances } from './stating.ts'

/** A sentence at least this new is a development. */
export const newFrom = 0.19
/** Two telling words at most this far apart make a pair. */
const pairReach = 4

/**
 * The chance that a sentence says something that the story has not, 0 to 1: a logistic model over what is measured
 * below, trained on TREC Temporal Summarization 2013 (bench/novelty/train.ts).
 */
export function newness(placed: PlacedWords, said: Said): number {
  const values = newnessMeasures(placed, said, statingChances(placed, said))
  let sum = newnessBias
  for (let i = 0; i < values.length; i++) sum += newnessWeights[i]! * values[i]!
  return 1 / (1 + Math.exp(-sum))
}

/**
 * What the model looks at, always in the same order: of the sentence's pairs of near words the part that no sentence of
 * the story has both of, of its words the part that none has and the part that the nearest sentence leaves, and how
 * much the story has said. Words weigh by `chances`, how likely they state what happened.
 */
export function newnessMeasures(placed: PlacedWords, said: Said, chances: Float64Array): number[] {
  const { ids, weights, order } = differentWords(placed, chances)
  const pairs = nearPairs(order, weights)
  const all = sum(weights)
  const unsaid = sum(weights.filter((_, word) => said.sentencesWith(ids[word]!).length === 0))
  let nearest = 0
  for (const shared of sharedBy(ids, said)) {
    nearest = Math.max(nearest, sum(shared.map((word) => weights[word]!)))
    strikeOut(pairs, shared)
  }
  const part = (of: number) => (all === 0 ? 0 : of / all)
  return [unsaidPart(pairs) ?? part(unsaid), part(unsaid), 1 - part(nearest), Math.log1p(said.size)]
}

/** A sentence's words, each once. A word that stands there often weighs as where it weighs most. */
interface DifferentWords {
  readonly ids: readonly number[]
  readonly weights: readonly number[]
  /** The words as they follow each other, by their place in `ids`. */
  readonly order: readonly number[]
}

function differentWords({ words }: PlacedWords, chances: Float64Array): DifferentWords {
  const ids: number[] = []
  const weights: number[] = []
  const wordOf = new Map<number, number>()
  const order = words.map(({ id }, i) => {
    const word = wordOf.get(id) ?? ids.push(id) - 1
    wordOf.set(id, word)
    weights[word] = Math.max(weights[word] ?? 0, chances[i]!)
    return word
  })
  return { ids, weights, order }
}

interface NearPairs {
  readonly weights: number[]
  /** For each word those near it that come earlier among the words, and the number of the pair. */
  readonly of: { readonly other: number; readonly pair: number }[][]
  readonly said: boolean[]
}

function nearPairs(order: readonly number[], weights: readonly number[]): NearPairs {
  const pairs: NearPairs = { weights: [], of: weights.map(() => []), said: [] }
  order.forEach((one, i) => {
    for (const near of order.slice(i + 1, i + 1 + pairReach)) {
      const [other, word] = one < near ? [one, near] : [near, one]
      if (other === word || pairs.of[word]!.some((known) => known.other === other)) continue
      pairs.of[word]!.push({ other, pair: pairs.weights.length })
      pairs.weights.push(weights[one]! * weights[near]!)
      pairs.said.push(false)
    }
  })
  return pairs
}

/** Notes the pairs of which one sentence has both words. */
function strikeOut(pairs: NearPairs, shared: readonly number[]): void {
  if (shared.length < 2) return
  for (const word of shared) {
    for (const { other, pair } of pairs.of[word]!) {
      if (!pairs.said[pair] && shared.includes(other)) pairs.said[pair] = true
    }
  }
}

/** The part of the pairs, by weight, that no sentence has both words of. Undefined without any pair. */
function unsaidPart({ weights, said }: NearPairs): number | undefined {
  const all = sum(weights)
  return all === 0 ? undefined : sum(weights.filter((_, pair) => !said[pair])) / all
}

/** For each earlier sentence that has any of these words, which of them it has, by their place. */
function sharedBy(ids: readonly number[], said: Said): Iterable<number[]> {
  const shared = new Map<SaidSentence, number[]>()
  ids.forEach((id, word) => {
    for (const sentence of said.sentencesWith(id)) {
      const has = shared.get(sentence)
      if (has) has.push(word)
      else shared.set(sentence, [word])
    }
  })
  return shared.values()
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
