import type { Passage } from '../domain/passage.ts'
import type { SpeechWords } from './languages/language.ts'
import type { Token } from './tokens.ts'
import type { Unit } from './units.ts'

/** Found parts of one statement, as spans. */
export interface Found {
  content: Passage
  readonly cue?: Passage
  /** Where the sentence has its speaker, be it only a pronoun. */
  readonly speaker?: Passage
  /** Where the one meant is named, if elsewhere. */
  named?: Passage
}

/** A unit's words with what is being looked at. */
export interface View {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly unit: Unit
  readonly words: SpeechWords
}

/** What is said must have at least this many words; fewer are a scare quote or a slip. */
export const fewestWords = 3

/** The end of a unit without its last stop, where that is not inside a quotation. */
export function unitEnd({ text, unit }: View): number {
  return withoutStop(text, unit).end
}

export function withoutStop(text: string, { start, end }: Passage): Passage {
  return { start, end: /[.。]/.test(text.charAt(end - 1)) ? end - 1 : end }
}

export function isComma(token: Token | undefined): boolean {
  return token?.lower === ',' || token?.lower === '،'
}

export function span(tokens: readonly Token[], first: number, last: number): Passage {
  return { start: tokens[first]!.start, end: tokens[last]!.end }
}

export function overlaps(a: Passage, b: Passage): boolean {
  return a.start < b.end && b.start < a.end
}

export function wordsIn({ tokens }: View, { start, end }: Passage): number {
  let count = 0
  for (const token of tokens) if (token.word && token.start >= start && token.end <= end) count++
  return count
}
