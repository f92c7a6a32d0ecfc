/**
 * Trains the model of src/text/rewording.ts and writes src/text/rewordingWeights.ts:
 * node --import ./src/tsx.ts bench/tracing/trainRewording.ts
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { measure, sentenceOf } from '../../src/text/rewording.ts'
import { type LabelledPair, pairsOf, rarityOf } from './pairs.ts'

const ridge = 0.001
const rounds = 300
const pace = 0.02

interface Model {
  readonly weights: readonly number[]
  readonly bias: number
}

/** Logistic regression on standardised measures, by full-batch gradient with a running scale (RMSProp). */
function train(pairs: readonly LabelledPair[]): Model {
  const rarity = rarityOf(pairs)
  const bitsOf = (word: number) => rarity.bitsOf(word)
  const rows = pairs.map((pair) => measure(sentenceOf(pair.a, bitsOf), sentenceOf(pair.b, bitsOf)))
  const width = rows[0]!.length
  const mean = Array.from(
    { length: width },
    (_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length,
  )
  const spread = mean.map(
    (middle, j) => Math.sqrt(rows.reduce((sum, row) => sum + (row[j]! - middle) ** 2, 0) / rows.length) || 1,
  )
  const standard = rows.map((row) => row.map((value, j) => (value - mean[j]!) / spread[j]!))
  const fitted = regress(
    standard,
    pairs.map((pair) => pair.label),
  )
  const weights = fitted.weights.map((weight, j) => weight / spread[j]!)
  return { weights, bias: fitted.bias - weights.reduce((sum, weight, j) => sum + weight * mean[j]!, 0) }
}

function regress(rows: readonly (readonly number[])[], labels: readonly number[]): Model {
  const width = rows[0]!.length
  const weights = new Float64Array(width + 1)
  const scale = new Float64Array(width + 1)
  for (let round = 0; round < rounds; round++) {
    const gradient = new Float64Array(width + 1)
    rows.forEach((row, i) => {
      const error = chance(row, weights) - labels[i]!
      for (let j = 0; j < width; j++) gradient[j]! += error * row[j]!
      gradient[width]! += error
    })
    for (let j = 0; j <= width; j++) {
      const slope = gradient[j]! / rows.length + (j < width ? ridge * weights[j]! : 0)
      scale[j] = scale[j]! * 0.9 + 0.1 * slope * slope
      weights[j]! -= (pace * (1 - round / rounds) * slope) / (Math.sqrt(scale[j]!) + 1e-6)
    }
  }
  return { weights: Array.from(weights.subarray(0, width)), bias: weights[width]! }
}

function chance(row: readonly number[], weights: Float64Array): number {
  let sum = weights[row.length]!
  for (let j = 0; j < row.length; j++) sum += weights[j]! * row[j]!
  return 1 / (1 + Math.exp(-sum))
}

const pairs = pairsOf('mrpc-train.jsonl')
if (pairs) {
  const { weights, bias } = train(pairs)
  const numbers = weights.map((weight) => `  ${weight.toFixed(4)},`).join('\n')
  await writeFile(
    path.resolve(import.meta.dirname, '../../src/text/rewordingWeights.ts'),
    `/** Written by bench/tracing/trainRewording.ts; one weight for each value that \`measure\` gives. */\nexport const weights: readonly number[] = [\n${numbers}\n]\n\nexport const bias = ${bias.toFixed(4)}\n`,
  )
}
