/**
 * Trains the models of src/stories/stating.ts and newness.ts on TREC Temporal Summarization 2013, writes
 * src/stories/noveltyWeights.ts, and tells how well they do on each event when trained on the others:
 * node --import ./src/tsx.ts bench/novelty/train.ts
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { newnessMeasures } from '../../src/stories/newness.ts'
import { statingMeasures } from '../../src/stories/stating.ts'
import { dataSet } from '../claims.ts'
import { chance, type Logistic, regress } from './logistic.ts'
import { scoreFrom, tune } from './score.ts'
import { askEach } from './systems.ts'
import { readYear, withoutFurniture, type Year } from './updates.ts'

const wordRidge = 20
const sentenceRidge = 10

interface Trained {
  readonly stating: Logistic
  readonly newness: Logistic
}

/** Both models, from a year’s events. */
function train(year: Year): Trained {
  const stating = trainStating(year)
  const values = measuresOfEach(year, stating)
  const labels = year.updates.map(({ isNew }) => isNew)
  return { stating, newness: regress(values, labels, sentenceRidge) }
}

/** From the words that the judges marked in each update as those that state something. */
function trainStating(year: Year): Logistic {
  const values: number[][] = []
  const labels: boolean[] = []
  askEach(year, ({ update, sentence, said }) => {
    if (update.stated.length === 0) return
    const starts = sentence.placed.words.map(({ start }) => start)
    values.push(...statingMeasures(sentence.placed, said))
    labels.push(...starts.map((at) => update.stated.some(({ start, end }) => at >= start && at < end)))
  })
  return regress(values, labels, wordRidge)
}

function measuresOfEach(year: Year, stating: Logistic): number[][] {
  return askEach(year, ({ sentence: { placed }, said }) => {
    const chances = Float64Array.from(statingMeasures(placed, said), (values) => chance(stating, values))
    return newnessMeasures(placed, said, chances)
  })
}

/** How new each update is, by models that have not seen its event. */
function leftOut(year: Year, trainedOn: Year): number[] {
  const events = [...new Set(year.updates.map(({ event }) => event))]
  const found = new Map<string, number[]>()
  for (const event of events) {
    const { stating, newness } = train(without(trainedOn, event))
    const measured = measuresOfEach(only(year, event), stating)
    found.set(
      event,
      measured.map((values) => chance(newness, values)),
    )
  }
  return year.updates.map(({ event }) => found.get(event)!.shift()!)
}

function only({ year, updates }: Year, event: string): Year {
  return { year, updates: updates.filter((update) => update.event === event) }
}

function without({ year, updates }: Year, event: string): Year {
  return { year, updates: updates.filter((update) => update.event !== event) }
}

function tell(name: string, year: Year, values: readonly number[]): void {
  const from = tune(year, values)
  const { f1, precision, recall, coverage, alerts } = scoreFrom(year, values, from)
  const figures = [f1, precision, recall, coverage].map((one) => one.toFixed(3))
  console.log(`${name}: from ${from}, F1, P, R, coverage ${figures.join(' ')}, ${alerts} alerts`)
}

function listed(name: string, values: readonly number[]): string {
  return `export const ${name}: readonly number[] = [\n${values.map((value) => `  ${value.toFixed(4)},\n`).join('')}]\n`
}

const folder = dataSet('trec-ts')
if (folder) {
  const year = readYear(folder, 2013)
  const articles = withoutFurniture(year)
  tell('2013, each event left out', year, leftOut(year, articles))
  tell('2013 without furniture, each event left out', articles, leftOut(articles, articles))
  const { stating, newness } = train(articles)
  await writeFile(
    path.resolve(import.meta.dirname, '../../src/stories/noveltyWeights.ts'),
    '/** Written by bench/novelty/train.ts: one weight for each value that `statingMeasures` and `newnessMeasures` give. */\n' +
      `${listed('statingWeights', stating.weights)}\nexport const statingBias = ${stating.bias.toFixed(4)}\n\n` +
      `${listed('newnessWeights', newness.weights)}\nexport const newnessBias = ${newness.bias.toFixed(4)}\n`,
  )
}
