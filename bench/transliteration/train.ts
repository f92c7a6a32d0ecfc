/**
 * Trains the letter models of src/text/names/ and writes their weights (arabicLetters.ts, cyrillicLetters.ts,
 * hanLetters.ts):
 * node --import ./src/tsx.ts bench/transliteration/train.ts
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { mostLatin, mostNative } from '../../src/text/names/letterModel.ts'
import { dataSet } from '../claims.ts'
import { Random } from '../tracing/random.ts'
import { hanNames, isHeldOut } from './hanNames.ts'
import { type NamePair, namePairs } from './names.ts'

const names = 40_000
const longestName = 24
const rounds = 8
const roundsAfterPruning = 3

interface Thresholds {
  /** A chunk of more than one letter is looked at when so many names hold it. */
  readonly seen: number
  /** A pair of chunks is kept when it is expected so many times. */
  readonly expected: number
  /** Taken off each pair's expected count in each round, so that pairs met by chance die out. */
  readonly discount: number
  /** How much likelier letters begin to stand for themselves, where both sides are written in Latin letters. */
  readonly same: number
}

const ofMany: Thresholds = { seen: 60, expected: 10, discount: 0.5, same: 1 }
const ofFew: Thresholds = { seen: 6, expected: 1.5, discount: 0.2, same: 30 }
const fewestLetters = 3

interface Training {
  readonly thresholds: Thresholds
  readonly latin: readonly string[]
  readonly native: readonly string[]
  readonly names: readonly TrainedName[]
  chance: Float64Array
  expected: Float64Array
}

interface TrainedName {
  readonly latin: Int32Array
  readonly native: Int32Array
  readonly latinLength: number
  readonly nativeLength: number
}

function prepare(pairs: readonly NamePair[], thresholds: Thresholds): Training {
  const edged = pairs.map((pair) => ({ latin: `^${pair.latin}$`, native: `^${pair.native}$` }))
  const latin = chunksOf(
    edged.map((pair) => pair.latin),
    mostLatin,
    thresholds.seen,
  )
  const native = chunksOf(
    edged.map((pair) => pair.native),
    mostNative,
    thresholds.seen,
  )
  const latinIds = new Map(latin.map((chunk, id) => [chunk, id]))
  const nativeIds = new Map(native.map((chunk, id) => [chunk, id]))
  return {
    thresholds,
    latin,
    native,
    names: edged.map((pair) => ({
      latin: idsOf(pair.latin, latinIds, mostLatin),
      native: idsOf(pair.native, nativeIds, mostNative),
      latinLength: pair.latin.length,
      nativeLength: pair.native.length,
    })),
    chance: firstGuess(latin, native, thresholds.same),
    expected: new Float64Array(latin.length * native.length),
  }
}

function chunksOf(texts: readonly string[], most: number, fewest: number): string[] {
  const seen = new Map<string, number>()
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      for (let size = 1; size <= most && i + size <= text.length; size++) {
        const chunk = text.slice(i, i + size)
        seen.set(chunk, (seen.get(chunk) ?? 0) + 1)
      }
    }
  }
  const isSeenEnough = ([chunk, times]: [string, number]) =>
    times >= (chunk.length === 1 ? fewestLetters : fewest)
  return ['', ...[...seen].filter(isSeenEnough).map(([chunk]) => chunk)]
}

function idsOf(text: string, known: ReadonlyMap<string, number>, most: number): Int32Array {
  const ids = new Int32Array(text.length * most).fill(-1)
  for (let i = 0; i < text.length; i++) {
    for (let size = 1; size <= most && i + size <= text.length; size++)
      ids[i * most + size - 1] = known.get(text.slice(i, i + size)) ?? -1
  }
  return ids
}

/** Longer chunks begin ten times less likely with each letter; the edges of a name only stand for each other. */
function firstGuess(latin: readonly string[], native: readonly string[], same: number): Float64Array {
  const chance = new Float64Array(latin.length * native.length)
  latin.forEach((one, i) => {
    native.forEach((other, j) => {
      const length = one.length + other.length
      const isOneSided = one === '' ? other.length !== 1 : other === '' && one.length > 2
      const hasBoth = (edge: string) => one.includes(edge) === other.includes(edge)
      if (length > 0 && !isOneSided && hasBoth('^') && hasBoth('$'))
        chance[i * native.length + j] = ((one === other ? same : 1) * 1000) / chance.length / 10 ** length
    })
  })
  return chance
}

/** One round of expectation and maximisation over all ways to cut each pair. Gives the mean log-likelihood. */
function learn(training: Training): number {
  const { names, chance } = training
  const width = training.native.length
  const expected = new Float64Array(chance.length)
  const ahead = new Float64Array((longestName + 3) ** 2)
  const behind = new Float64Array((longestName + 3) ** 2)
  let likelihood = 0
  for (const name of names) {
    const all = forward(name, chance, width, ahead)
    if (all < 1e-100) continue
    likelihood += Math.log(all)
    backward(name, { chance, width, ahead, behind, expected, all })
  }
  let total = 0
  for (let k = 0; k < expected.length; k++)
    total += expected[k] = Math.max(0, expected[k]! - training.thresholds.discount)
  training.expected = expected
  training.chance = expected.map((value) => value / total)
  return likelihood / names.length
}

function forward(name: TrainedName, chance: Float64Array, width: number, ahead: Float64Array): number {
  const row = name.nativeLength + 1
  for (let i = 0; i <= name.latinLength; i++) {
    for (let j = 0; j < row; j++) {
      let sum = i + j === 0 ? 1 : 0
      for (let a = 0; a <= Math.min(i, mostLatin); a++) {
        const one = a === 0 ? 0 : name.latin[(i - a) * mostLatin + a - 1]!
        if (one < 0) continue
        for (let b = a === 0 ? 1 : 0; b <= Math.min(j, mostNative); b++) {
          const other = b === 0 ? 0 : name.native[(j - b) * mostNative + b - 1]!
          if (other >= 0) sum += ahead[(i - a) * row + j - b]! * chance[one * width + other]!
        }
      }
      ahead[i * row + j] = sum
    }
  }
  return ahead[name.latinLength * row + name.nativeLength]!
}

interface Backward {
  readonly chance: Float64Array
  readonly width: number
  readonly ahead: Float64Array
  readonly behind: Float64Array
  readonly expected: Float64Array
  readonly all: number
}

function backward(name: TrainedName, { chance, width, ahead, behind, expected, all }: Backward): void {
  const row = name.nativeLength + 1
  for (let i = name.latinLength; i >= 0; i--) {
    for (let j = name.nativeLength; j >= 0; j--) {
      let sum = i === name.latinLength && j === name.nativeLength ? 1 : 0
      for (let a = 0; a <= Math.min(name.latinLength - i, mostLatin); a++) {
        const one = a === 0 ? 0 : name.latin[i * mostLatin + a - 1]!
        if (one < 0) continue
        for (let b = a === 0 ? 1 : 0; b <= Math.min(name.nativeLength - j, mostNative); b++) {
          const other = b === 0 ? 0 : name.native[j * mostNative + b - 1]!
          if (other < 0) continue
          const onward = chance[one * width + other]! * behind[(i + a) * row + j + b]!
          sum += onward
          expected[one * width + other]! += (ahead[i * row + j]! * onward) / all
        }
      }
      behind[i * row + j] = sum
    }
  }
}

function prune(training: Training): void {
  training.chance.forEach((_, k) => {
    if (training.expected[k]! < training.thresholds.expected) training.chance[k] = 0
  })
}

/** One line for each Latin chunk: the chunk, then each chunk it stands for with -10 times the log of the chance. */
function written({ latin, native, chance }: Training): string {
  const lines = latin.flatMap((one, i) => {
    const others = native.flatMap((other, j) => {
      const value = chance[i * native.length + j]!
      return value > 0 ? [`${other}${Math.round(-10 * Math.log(value))}`] : []
    })
    return others.length > 0 ? [`${one || '-'} ${others.join(' ')}`] : []
  })
  return lines.join('\n')
}

async function train(pairs: readonly NamePair[], script: string, thresholds: Thresholds): Promise<void> {
  const chosen = new Random(1)
    .shuffled(pairs)
    .filter((pair) => Math.max(pair.latin.length, pair.native.length) + 2 < longestName)
  const training = prepare(chosen.slice(0, names), thresholds)
  for (let round = 0; round < rounds; round++) console.log(script, round, learn(training).toFixed(3))
  prune(training)
  for (let round = 0; round < roundsAfterPruning; round++) learn(training)
  const file = path.resolve(import.meta.dirname, `../../src/text/names/${script}Letters.ts`)
  await writeFile(
    file,
    `/** Written by bench/transliteration/train.ts; read by \`chunkPairsOf\`. */\nexport const ${script}Letters = \`\n${written(training)}\n\`\n`,
  )
}

await train(
  hanNames().filter((_, i) => !isHeldOut(i)),
  'han',
  ofFew,
)
const folder = dataSet('name-translit')
if (folder) {
  await train(namePairs(folder, 'ar', 'train'), 'arabic', ofMany)
  await train(namePairs(folder, 'ru', 'train'), 'cyrillic', ofMany)
}
