import type { StorySaying } from '../db/sayings.ts'
import { bearsOut, wordsOf } from './sameness.ts'

/** The origins that say a sentence, by name: those known to, and those that said it in their story since. */
export function alsoSaid(text: string, known: readonly string[], sayings: readonly StorySaying[]): string[] {
  const words = wordsOf(text)
  const names = new Map(known.map((name) => [name.toLowerCase(), name]))
  for (const saying of sayings) {
    if (!saying.isPublic || names.has(saying.voice)) continue
    if (bearsOut(wordsOf(saying.text), words)) names.set(saying.voice, saying.voiceName)
  }
  return [...names.values()]
}
