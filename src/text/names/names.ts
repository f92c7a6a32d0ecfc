import { arabicLetters } from './arabicLetters.ts'
import { cyrillicLetters } from './cyrillicLetters.ts'
import { foldLatin, foldNative } from './fold.ts'
import { hanLetters } from './hanLetters.ts'
import { hanReading, isHanNameCharacter } from './hanReadings.ts'
import { type ChunkPairs, type CutName, LetterModel } from './letterModel.ts'

/** The scripts whose names can be compared with Latin ones. */
export type NameScript = 'arabic' | 'cyrillic' | 'han'

const written: Readonly<Record<NameScript, string>> = {
  arabic: arabicLetters,
  cyrillic: cyrillicLetters,
  han: hanLetters,
}
const models = new Map<NameScript, LetterModel>()

/** The model of a script, read when first asked for. */
export function letterModel(script: NameScript): LetterModel {
  let model = models.get(script)
  if (!model) models.set(script, (model = new LetterModel(chunkPairsOf(written[script]))))
  return model
}

/**
 * How much more likely the two are one name than two, as a natural logarithm; see `LetterModel.evidence`. Undefined
 * where the second is in no script that is known.
 */
export function nameEvidence(latin: string, native: string): number | undefined {
  const script = nameScriptOf(native)
  if (!script) return undefined
  const model = letterModel(script)
  return model.evidence(model.cutLatin(foldLatin(latin)), model.cutNative(nativeLetters(native, script)))
}

/** A name as the model of its script takes it: folded, or for Chinese its reading. */
export function nativeLetters(name: string, script: NameScript): string {
  return script === 'han' ? (hanReading(name) ?? '') : foldNative(name)
}

/** The script of a name's letters, or undefined where names in it cannot be compared. */
export function nameScriptOf(name: string): NameScript | undefined {
  const unit = name.charCodeAt(0)
  if (unit >= 0x0400 && unit <= 0x052f) return 'cyrillic'
  if ((unit >= 0x0600 && unit <= 0x077f) || (unit >= 0xfb50 && unit <= 0xfefc)) return 'arabic'
  if (isHanNameCharacter(name.charAt(0))) return 'han'
  return undefined
}

export type { CutName }

/** Reads weights as `bench/transliteration/train.ts` writes them. */
export function chunkPairsOf(lines: string): ChunkPairs {
  const latin = ['']
  const native = new Map([['', 0]])
  const found: [latin: number, native: number, chance: number][] = []
  for (const line of lines.trim().split('\n')) {
    const [one = '', ...others] = line.split(' ')
    const id = one === '-' ? 0 : latin.push(one) - 1
    for (const other of others) {
      const [, chunk = '', weight = ''] = /^(\D*)(\d+)$/.exec(other) ?? []
      if (!native.has(chunk)) native.set(chunk, native.size)
      found.push([id, native.get(chunk)!, Math.exp(-Number(weight) / 10)])
    }
  }
  const chance = new Float64Array(latin.length * native.size)
  for (const [one, other, value] of found) chance[one * native.size + other] = value
  return { latin, native: [...native.keys()], chance }
}
