import { type CutName, letterModel, type NameScript } from '../src/text/names/names.ts'
import { type Benchmark, type Claim, dataSet, printTable } from './claims.ts'
import { Random } from './tracing/random.ts'
import { hanNames, isHeldOut } from './transliteration/hanNames.ts'
import { distinctPairs, namePairs } from './transliteration/names.ts'

const names = 1000
const draws = 5

interface Ranking {
  readonly first: number
  readonly reciprocal: number
  readonly perSecond: number
}

/** Names in another script, each looked for among a thousand Latin ones; the mean of several draws from the dev slice. */
async function measure(): Promise<Claim[]> {
  chinese()
  const folder = dataSet('name-translit')
  if (!folder) return []
  const arabic = rank(folder, 'ar', 'arabic')
  const cyrillic = rank(folder, 'ru', 'cyrillic')
  printTable(
    ['script', 'right name first', 'reciprocal rank', 'pairs a second'],
    [row('Arabic', arabic), row('Cyrillic', cyrillic)],
  )
  return [
    { name: 'Arabic: right name first among 1,000', figure: arabic.first, target: 0.75 },
    { name: 'Russian: right name first among 1,000', figure: cyrillic.first, target: 0.85 },
    {
      name: 'pairs scored',
      unit: '/s',
      figure: Math.min(arabic.perSecond, cyrillic.perSecond),
      target: 200_000,
    },
  ]
}

/** Names of places and languages that the model was not trained on, each looked for among all; printed only: they are few. */
function chinese(): void {
  const all = hanNames()
  const model = letterModel('han')
  const latin = all.map((pair) => model.cutLatin(pair.latin))
  const asked = all.map((_, i) => i).filter(isHeldOut)
  const right = asked.filter((i) => {
    const native = model.cutNative(all[i]!.native)
    const own = model.evidence(latin[i]!, native)
    return latin.every((other, j) => j === i || model.evidence(other, native) < own)
  })
  console.log(
    `Chinese: right name first among ${all.length} for ${right.length} of ${asked.length} names held out.\n`,
  )
}

function row(script: string, { first, reciprocal, perSecond }: Ranking): (string | number)[] {
  return [script, first, reciprocal, perSecond]
}

function rank(folder: string, lang: string, script: NameScript): Ranking {
  const pairs = namePairs(folder, lang, 'dev')
  const model = letterModel(script)
  const random = new Random(1)
  let first = 0
  let reciprocal = 0
  const began = process.threadCpuUsage()
  for (let draw = 0; draw < draws; draw++) {
    const chosen = distinctPairs(pairs, names, random)
    const latin = chosen.map((pair) => model.cutLatin(pair.latin))
    chosen.forEach((pair, i) => {
      const place = placeOf(i, model.cutNative(pair.native), latin)
      if (place === 1) first++
      reciprocal += 1 / place
    })
  }
  const { user, system } = process.threadCpuUsage(began)
  const asked = draws * names
  return {
    first: first / asked,
    reciprocal: reciprocal / asked,
    perSecond: (asked * names * 1e6) / (user + system),
  }

  function placeOf(right: number, native: CutName, latin: readonly CutName[]): number {
    const own = model.evidence(latin[right]!, native)
    return 1 + latin.filter((other, i) => i !== right && model.evidence(other, native) >= own).length
  }
}

export default {
  about: 'names across scripts: the right Latin name for an Arabic or Russian one, among a thousand',
  measure,
} satisfies Benchmark
