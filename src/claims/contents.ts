import type { Passage } from '../domain/passage.ts'
import { type Found, fewestWords, isComma, span, unitEnd, type View, wordsIn } from './view.ts'

/** Where what is said begins after a cue: past the one spoken to, the day, and a comma or colon. */
export function contentStart(view: View, at: number): number {
  const { tokens, words } = view
  if (givesCount(view, at)) return at + 1
  const reach = Math.min(tokens.length, at + 14)
  for (let i = at + 1; i < reach; i++) {
    const { lower, quoted, word } = tokens[i]!
    if (words.that.has(lower)) return i
    if (quoted) {
      if (i === at + 1 || !tokens[i - 1]!.word) return i
      break
    }
    if (lower === ':') return i + 1
    if ((!word && lower !== ',') || words.finite.has(lower)) break
  }
  let i = at + 1
  if (words.addressing.has(tokens[at]!.lower)) i = pastAddressee(view, i)
  while (i < tokens.length && isWhen(view, i)) i++
  if (isComma(tokens[i]) || tokens[i]?.lower === ':') i++
  return i
}

const counting = /^(?:reports?|reported|recorded|confirmed|confirms?|lists?|listed)$/

/** "The governor reports at least 14 dead": a number follows the verb itself. */
export function givesCount({ tokens }: View, at: number): boolean {
  if (!counting.test(tokens[at]!.lower)) return false
  for (let i = at + 1; i < Math.min(tokens.length, at + 4); i++) {
    const { lower } = tokens[i]!
    if (/^\d/.test(lower)) return !/^(?:19|20)\d\d$/.test(lower)
    if (
      !/^(?:at|least|most|about|around|some|more|than|nearly|almost|over|only|a|total|of|up|to)$/.test(lower)
    )
      return false
  }
  return false
}

export function isWhen({ tokens, words }: View, i: number): boolean {
  const { lower } = tokens[i]!
  if (['in', 'a', 'an', 'at', 'the', 'on', 'el', 'am', 'à', 'last', 'this', 'that'].includes(lower)) {
    return (
      words.when.has(tokens[i + 1]?.lower ?? '') ||
      (/^(?:in|on|at)$/.test(lower) && words.when.has(tokens[i + 2]?.lower ?? ''))
    )
  }
  return words.when.has(lower)
}

/** The first token after the one spoken to, who is named from `from` on. */
export function pastAddressee({ tokens, words }: View, from: number): number {
  let i = from
  while (i < tokens.length && i < from + 6) {
    const { lower, word, capital } = tokens[i]!
    if (!word || (i > from && !capital && !['of', 'the', 'and'].includes(lower)) || words.finite.has(lower))
      break
    i++
  }
  return i
}

/** What is said before token `end`: the quotation that ends there with the words that lead to it, or the clause. */
export function contentBefore(view: View, end: number): Passage | undefined {
  const { tokens } = view
  let last = end
  while (last >= 0 && !tokens[last]!.quoted && [',', '،', '—', '–', '-'].includes(tokens[last]!.lower)) last--
  if (last < 0) return undefined
  const first = clauseStart(view, last)
  return first <= last ? span(tokens, first, last) : undefined
}

export function clauseStart({ tokens }: View, before: number): number {
  let first = 0
  while (first < before && !tokens[first]!.word && !tokens[first]!.quoted) first++
  if (!tokens[first]!.quoted && ['but', 'and'].includes(tokens[first]!.lower)) first++
  return first
}

/** Words before a speaker that only say when or where: "In a statement on Thursday, Marrow said, …". */
const longestOpening = 10

/** Of a sentence that a cue parts, `To prevent this, she said, towns should be ready`, the side that says more. */
export function longerSide(view: View, at: number, { content, cue }: Found): Passage {
  const { tokens, words } = view
  const next = words.addressing.has(tokens[at]!.lower) ? pastAddressee(view, at + 1) : at + 1
  if (!cue || content.end > cue.start || !isComma(tokens[next])) return content
  const from = tokens[next + 1]
  if (!from || from.start >= unitEnd(view)) return content
  const after = { start: from.start, end: unitEnd(view) }
  const length = wordsIn(view, content)
  const opening = /^(?:in|on|at|during|after|before|when|asked|speaking|as|by|for|with|earlier|later)\s/iu
  const isOpening = length <= longestOpening && opening.test(view.text.slice(content.start, content.end))
  const short = isOpening || length < (from.quoted ? fewestWords : wordsIn(view, after))
  return short && !view.words.weakCues.has(from.lower) ? after : content
}
