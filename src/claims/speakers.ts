import { isWhen } from './contents.ts'
import type { Token } from './tokens.ts'
import type { View } from './view.ts'

export function startsSpeaker(token: Token): boolean {
  return (
    token.capital ||
    /^(?:the|a|an|his|her|its|one|police|officials?|le|la|les|l['’].*|un|une|der|die|das|ein|eine|el|los|las|он|она)$/u.test(
      token.lower,
    )
  )
}

/** First and last token of the speaker that stands before a cue. */
export function speakerBefore(view: View, at: number): readonly [number, number] | undefined {
  const { tokens, words } = view
  let last = at - 1
  while (last >= 0 && words.beside.has(tokens[last]!.lower)) last--
  if (last < 0) return undefined
  if (tokens[last]!.lower === ',') return withApposition(view, last)
  if (/^(?:who|which)$/.test(tokens[last]!.lower)) return [last, last]
  let first = last
  while (first >= 0) {
    if (tokens[first]!.lower === ')') first = openingOf(view, first)
    if (first < 0 || !(tokens[first]!.lower === '(' || standsInSpeaker(view, first))) break
    first--
  }
  first++
  while (
    first < last &&
    ['and', 'but', 'in', 'on', 'at', 'yet', 'so', 'still', 'und', 'et'].includes(tokens[first]!.lower)
  )
    first++
  return first <= last && tokens[first]!.word ? [first, last] : undefined
}

/** `SPEAKER, the mayor of Lindova, said` */
function withApposition(view: View, comma: number): readonly [number, number] | undefined {
  const { tokens } = view
  let open = comma - 1
  while (open >= 0 && tokens[open]!.lower !== ',' && !tokens[open]!.quoted) open--
  if (open <= 0 || tokens[open]!.quoted || comma - open > 30) return undefined
  let first = open - 1
  while (first >= 0 && standsInSpeaker(view, first)) first--
  first++
  return first < open ? [first, open - 1] : undefined
}

/** The opening bracket that belongs to a closing one; -1 when it has none nearby. */
function openingOf({ tokens }: View, closing: number): number {
  for (let i = closing - 1; i >= Math.max(0, closing - 8); i--) if (tokens[i]!.lower === '(') return i
  return -1
}

function standsInSpeaker({ tokens, words }: View, i: number): boolean {
  const { lower, word, quoted, capital } = tokens[i]!
  if (quoted) return false
  if (lower === '.' || lower === '&' || lower === '/')
    return (
      tokens[i - 1] !== undefined &&
      tokens[i]!.start === tokens[i - 1]!.end &&
      tokens[i - 1]!.end - tokens[i - 1]!.start <= 4
    )
  if (!word) return false
  if (lower === 'and' || lower === 'und' || lower === 'et' || lower === 'y')
    return Boolean(tokens[i + 1]?.capital && tokens[i - 1]?.capital)
  return capital && lower !== 'i' && i > 0 ? !words.that.has(lower) : !words.notInSpeaker.has(lower)
}

/** The last token of a speaker that begins at `first`; before `first` when there is none. */
export function speakerEnd(view: View, first: number, long: boolean): number {
  const { tokens, words } = view
  const stopWords = long ? words.that : words.notInSpeaker
  let i = first
  while (i < tokens.length && i < first + 16) {
    const token = tokens[i]!
    const isInitial =
      token.lower === '.' &&
      i > first &&
      tokens[i - 1]!.end === token.start &&
      i < tokens.length - 1 &&
      tokens[i - 1]!.end - tokens[i - 1]!.start <= 4
    if (token.quoted || (!token.word && !isInitial) || stopWords.has(token.lower)) break
    if (
      i > first &&
      (words.finite.has(token.lower) ||
        (!token.capital && isWhen(view, i) && !long) ||
        /^(?:who|which|when|while|as|after|before|during)$/.test(token.lower))
    )
      break
    i++
  }
  return i - 1
}
