import type { Claims } from '../domain/claims.ts'
import type { Passage } from '../domain/passage.ts'
import { findFigures } from './figures.ts'
import { speechWordsFor } from './languages.ts'
import { findStatements } from './statements.ts'
import { unitsOf } from './units.ts'

/**
 * Finds who says what, and what is counted, in the given blocks of a text. `lang` is a BCP 47 tag; where it is absent
 * or not known, the language is told from the text. Passages are spans of the whole text.
 */
export function findClaims(text: string, blocks: readonly Passage[], lang?: string): Claims {
  const words = speechWordsFor(lang, text)
  const units = unitsOf(text, blocks, words.cues)
  const statements = findStatements(text, units, words)
  return { statements, figures: findFigures(text, units, statements) }
}
