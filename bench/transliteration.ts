import { type CutName, letterModel, type NameScript } from '../src/text/names/names.ts'
import { type Benchmark, type Claim, dataSet, printTable } from './claims.ts'
import { Random } from './tracing/random.ts'
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
    { name: 'pairs scored', unit: '/s', figure: Math.min(arabic.perSecond, cyrillic.perSecond), target: 200_000 },
  ]
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
