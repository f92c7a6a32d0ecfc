import { scan } from '../../text/scan.ts'

/** The runs of three words a text holds, each as one number: what two texts are compared by. */
export type Runs = ReadonlySet<number>

const runWords = 3
/** Fewer runs than this say nothing of whether two texts are one. */
export const fewestRuns = 18

export function runsOf(text: string): Runs {
  const { words, count } = scan(text)
  const runs = new Set<number>()
  for (let at = 0; at + runWords <= count; at++) {
    let hash = 0
    for (let word = at; word < at + runWords; word++)
      hash = Math.imul(hash ^ words[word]!, 0x9e3779b1) ^ (hash >>> 15)
    runs.add(hash >>> 0)
  }
  return runs
}

/** Shared runs as a part of all runs of both, 0 to 1 (Jaccard); 0 when either text is too short to say. */
export function likeness(a: Runs, b: Runs): number {
  if (a.size < fewestRuns || b.size < fewestRuns) return 0
  let shared = 0
  for (const run of a) if (b.has(run)) shared += 1
  return shared / (a.size + b.size - shared)
}

const bands = 8
const rows = 3

/**
 * Keys that near-same texts share: banded MinHash (Broder 1997), eight bands of three. Texts that are alike to .8 share
 * one with probability .997, to .3 with .2. Empty for a text too short to compare.
 */
export function likenessKeys(runs: Runs): string[] {
  if (runs.size < fewestRuns) return []
  const least = new Uint32Array(bands * rows).fill(0xffffffff)
  for (const run of runs) {
    for (let at = 0; at < least.length; at++) {
      const hash = mixed(run, at)
      if (hash < least[at]!) least[at] = hash
    }
  }
  return Array.from({ length: bands }, (_, band) => {
    let key = band
    for (let row = 0; row < rows; row++) key = mixed(key, least[band * rows + row]!)
    return `text:${band}:${key.toString(36)}`
  })
}

function mixed(value: number, salt: number): number {
  let hash = value ^ Math.imul(salt + 1, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
