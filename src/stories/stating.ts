import { statingBias, statingWeights } from './noveltyWeights.ts'
import type { Said } from './said.ts'

/** A telling word of a sentence, as often as it stands there. */
export interface PlacedWord {
  readonly id: number
  /** Where it starts in the sentence, in UTF-16 code units. */
  readonly start: number
  /** Its place among all words of the sentence, common words included. */
  readonly place: number
  readonly capital: boolean
  readonly number: boolean
}

export interface PlacedWords {
  readonly words: readonly PlacedWord[]
  /** All words of the sentence. */
  readonly length: number
}

/** Words looked at on either side. */
const reach = 5

/**
 * For each telling word of a sentence the chance that it is one of those that state what happened, 0 to 1: not who
 * publishes, not how it was heard, not what else stands on the page. A logistic model over what is measured below,
 * trained on the words that judges marked (bench/novelty/train.ts).
 */
export function statingChances(placed: PlacedWords, said: Said): Float64Array {
  return Float64Array.from(statingMeasures(placed, said), (values) => {
    let sum = statingBias
    for (let i = 0; i < values.length; i++) sum += statingWeights[i]! * values[i]!
    return 1 / (1 + Math.exp(-sum))
  })
}

/** What the model looks at for each word, always in the same order. */
export function statingMeasures({ words, length }: PlacedWords, said: Said): number[][] {
  const counts = words.map(({ id }) => said.sentencesWith(id).length)
  const shares = counts.map((count) => count / Math.max(1, said.size))
  const size = Math.log1p(said.size)
  const commonInAll = 1 - words.length / Math.max(1, length)
  return words.map(({ place, capital, number }, i) => {
    const around = surroundings(words, length, counts, shares, i)
    const unsaid = counts[i] === 0 ? 1 : 0
    return [
      capital ? 1 : 0,
      number ? 1 : 0,
      unsaid,
      Math.log1p(counts[i]!),
      Math.log1p(counts[i]!) * size,
      size,
      shares[i]!,
      Math.sqrt(shares[i]!),
      around.share,
      Math.sqrt(around.share),
      around.mostShare,
      around.unsaid,
      around.common,
      around.common ** 2,
      Math.min(2, around.numbers),
      around.capitals,
      around.capitals ** 2,
      Math.log1p(place),
      Math.log1p(length - place),
      Math.log1p(length),
      commonInAll,
      unsaid * around.common,
      unsaid * around.unsaid,
      unsaid * around.share,
      unsaid && capital ? 1 : 0,
    ]
  })
}

/** The telling words within reach of word `i`, itself included, and the part of all words there that are common. */
function surroundings(
  words: readonly PlacedWord[],
  length: number,
  counts: readonly number[],
  shares: readonly number[],
  i: number,
) {
  const { place } = words[i]!
  let first = i
  while (first > 0 && words[first - 1]!.place >= place - reach) first--
  let number = 0
  let capitals = 0
  let unsaid = 0
  let share = 0
  let mostShare = 0
  let last = first
  for (; last < words.length && words[last]!.place <= place + reach; last++) {
    if (words[last]!.number) number++
    if (words[last]!.capital) capitals++
    if (counts[last] === 0) unsaid++
    share += shares[last]!
    mostShare = Math.max(mostShare, shares[last]!)
  }
  const count = last - first
  const all = Math.min(length - 1, place + reach) - Math.max(0, place - reach) + 1
  return {
    numbers: number,
    capitals: capitals / count,
    unsaid: unsaid / count,
    share: share / count,
    mostShare,
    common: 1 - count / Math.max(count, all),
  }
}
