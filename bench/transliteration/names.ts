import { readFileSync } from 'node:fs'
import path from 'node:path'
import { foldLatin, foldNative } from '../../src/text/names/fold.ts'
import type { Random } from '../tracing/random.ts'

/** One name in Latin letters and in another script. */
export interface NamePair {
  readonly latin: string
  readonly native: string
}

/** The pairs of a slice, folded. `folder` is the data set's. */
export function namePairs(folder: string, lang: string, slice: 'train' | 'dev'): NamePair[] {
  return readFileSync(path.join(folder, `wikidata-${lang}-${slice}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { en, native } = JSON.parse(line) as { en: string; native: string }
      return { latin: foldLatin(en), native: foldNative(native) }
    })
}

/** The first `count` pairs, shuffled, of which no name on either side comes twice. */
export function distinctPairs(pairs: readonly NamePair[], count: number, random: Random): NamePair[] {
  const latin = new Set<string>()
  const native = new Set<string>()
  const chosen: NamePair[] = []
  for (const pair of random.shuffled(pairs)) {
    if (chosen.length === count) break
    if (latin.has(pair.latin) || native.has(pair.native)) continue
    latin.add(pair.latin)
    native.add(pair.native)
    chosen.push(pair)
  }
  return chosen
}
