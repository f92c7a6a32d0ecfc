/**
 * Trains how sure `findTranslated` is, on every second article of ntrex (those that bench/translated.ts leaves out of
 * its figures for precision), and writes src/text/translated/confidenceWeights.ts:
 * node --import ./src/tsx.ts bench/translated/train.ts
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { alignTranslated } from '../../src/text/translated/align.ts'
import { measureTranslation } from '../../src/text/translated/findTranslated.ts'
import { TranslationIndex } from '../../src/text/translated/translationIndex.ts'
import { dataSet } from '../claims.ts'
import { type Article, articlesIn, type Language, languages, middleOf } from './articles.ts'
import { background } from './background.ts'

const parts = [1, 0.5, 0.25]
const mostWrong = 8
const ridge = 0.002
const rounds = 3000
const pace = 0.3

interface Row {
  readonly values: readonly number[]
  readonly label: number
}

function rowsOf(folder: string): Row[] {
  const isTrained = (_: Article, i: number) => i % 2 === 0
  const originals = articlesIn(folder, 'eng').filter(isTrained)
  const index = new TranslationIndex()
  const byDoc = new Map([...originals, ...background()].map(({ doc, text }) => [doc, text]))
  for (const [doc, text] of byDoc) index.add(doc, text)
  return (Object.keys(languages) as Language[]).flatMap((name) =>
    articlesIn(folder, name)
      .filter(isTrained)
      .flatMap((copy) =>
        parts.flatMap((part) => {
          const { text } = middleOf(copy, part)
          return index.candidates(text, mostWrong + 1).map(({ key, likeness }) => {
            const there = byDoc.get(key)!
            const values = measureTranslation(text, there, alignTranslated(text, there), likeness)
            return { values, label: key === copy.doc ? 1 : 0 }
          })
        }),
      ),
  )
}

function regress(rows: readonly Row[]): { weights: number[]; bias: number } {
  const width = rows[0]!.values.length
  const means = columns(width, (j) => rows.reduce((sum, row) => sum + row.values[j]!, 0) / rows.length)
  const spreads = columns(width, (j) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row.values[j]! - means[j]!) ** 2, 0) / rows.length),
  )
  const standard = rows.map((row) => row.values.map((value, j) => (value - means[j]!) / (spreads[j]! || 1)))
  const fitted = new Float64Array(width)
  let bias = 0
  for (let round = 0; round < rounds; round++) {
    const slopes = new Float64Array(width)
    let biasSlope = 0
    standard.forEach((values, i) => {
      const sum = values.reduce((total, value, j) => total + value * fitted[j]!, bias)
      const error = 1 / (1 + Math.exp(-sum)) - rows[i]!.label
      values.forEach((value, j) => {
        slopes[j]! += error * value
      })
      biasSlope += error
    })
    for (let j = 0; j < width; j++) fitted[j]! -= pace * (slopes[j]! / rows.length + ridge * fitted[j]!)
    bias -= (pace * biasSlope) / rows.length
  }
  const weights = columns(width, (j) => fitted[j]! / (spreads[j]! || 1))
  return { weights, bias: bias - weights.reduce((sum, weight, j) => sum + weight * means[j]!, 0) }
}

function columns(width: number, valueAt: (column: number) => number): number[] {
  return Array.from({ length: width }, (_, column) => valueAt(column))
}

const folder = dataSet('ntrex')
if (folder) {
  const rows = rowsOf(folder)
  const { weights, bias } = regress(rows)
  console.log(
    `${rows.length} pairs of texts, ${rows.filter((row) => row.label === 1).length} of them translations`,
  )
  const file = path.resolve(import.meta.dirname, '../../src/text/translated/confidenceWeights.ts')
  const list = weights.map((weight) => Number(weight.toFixed(4))).join(', ')
  await writeFile(
    file,
    `/** Written by bench/translated/train.ts; one weight for each value that \`measureTranslation\` gives. */\nexport const weights: readonly number[] = [${list}]\n\nexport const bias = ${bias.toFixed(4)}\n`,
  )
}
