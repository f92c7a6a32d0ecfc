import { newnessMeasures } from '../../src/stories/newness.ts'
import { Random } from '../tracing/random.ts'
import { chance, type Logistic, regress } from './logistic.ts'
import { best, score, scoreFrom, tune } from './score.ts'
import { type Asked, askEach } from './systems.ts'
import { type Update, withoutFurniture, type Year } from './updates.ts'

/** Two sentences are near copies where they share this part of their different telling words, or more. */
const nearCopyFrom = 0.85
const fewestShared = 6

/** Prints how well anyone could do on the year that checks, as far as the judgements themselves show it. */
export function printCeilings(tuning: Year, checking: Year): void {
  for (const year of [tuning, checking]) {
    const { pairs, agreed } = agreement(year)
    const { f1 } = score(year, secondJudge(year, agreed))
    const judged = `${pairs} near copies, judged alike to ${agreed.toFixed(3)}`
    console.log(`${year.year}: ${judged}; a second judge who errs as often: F1 ${f1.toFixed(3)}.`)
  }
  const articles = withoutFurniture(tuning)
  const model = trainOnMarked(articles)
  const valuesOf = (year: Year) =>
    measuresOfMarked(year).map((values) => (values ? chance(model, values) : 0))
  const values = valuesOf(checking)
  const from = tune(articles, valuesOf(articles))
  console.log(
    `${checking.year}, told which words state something: ${told(checking, from, values)}; ` +
      `with the threshold best for it: ${told(checking, best(checking, values), values)}.\n`,
  )
}

function trainOnMarked(year: Year): Logistic {
  const marked = measuresOfMarked(year).flatMap((values, i) =>
    values ? [{ values, isNew: year.updates[i]!.isNew }] : [],
  )
  return regress(
    marked.map(({ values }) => values),
    marked.map(({ isNew }) => isNew),
    10,
  )
}

/** How far the judgements of near copies agree: what both state, twice, over what each states. */
function agreement(year: Year): { pairs: number; agreed: number } {
  const earlier = new Map<string, { ids: Set<number>; update: Update }[]>()
  let pairs = 0
  let both = 0
  let all = 0
  askEach(year, ({ update, sentence }) => {
    if (update.stated.length === 0) return
    const ids = new Set(sentence.ids)
    const before = earlier.get(update.event) ?? []
    earlier.set(update.event, before)
    for (const other of before) {
      if (other.update.text === update.text || !isNearCopy(ids, other.ids)) continue
      const names = new Set(update.nuggets.map(({ name }) => name))
      pairs++
      both += other.update.nuggets.filter(({ name }) => names.has(name)).length
      all += names.size + other.update.nuggets.length
    }
    before.push({ ids, update })
  })
  return { pairs, agreed: (2 * both) / all }
}

function isNearCopy(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  const shared = one.intersection(other).size
  return shared >= fewestShared && shared / (one.size + other.size - shared) >= nearCopyFrom
}

/** What is new by a second judge who agrees with the first to this part, and else names what others stated. */
function secondJudge({ updates }: Year, agreed: number): boolean[] {
  const random = new Random(5)
  const stated = Map.groupBy(
    updates.flatMap(({ event, nuggets }) => nuggets.map(({ name }) => ({ event, name }))),
    ({ event }) => event,
  )
  const told = new Set<string>()
  return updates.map(({ event, nuggets }) => {
    const all = stated.get(event)!
    const names = nuggets.map(({ name }) => (random.next() < agreed ? name : random.pick(all).name))
    const isNew = names.some((name) => !told.has(name))
    for (const name of names) told.add(name)
    return isNew
  })
}

/** What newness looks at when the judges themselves say which words state something. */
function measuresOfMarked(year: Year): (number[] | undefined)[] {
  return askEach(year, ({ update, sentence, said }: Asked) => {
    if (update.stated.length === 0) return undefined
    const marks = sentence.placed.words.map(({ start: at }) =>
      update.stated.some(({ start, end }) => at >= start && at < end) ? 1 : 0,
    )
    return newnessMeasures(sentence.placed, said, Float64Array.from(marks))
  })
}

function told(year: Year, from: number, values: readonly number[]): string {
  const { f1, coverage } = scoreFrom(year, values, from)
  return `F1 ${f1.toFixed(3)}, coverage ${coverage.toFixed(3)}`
}
