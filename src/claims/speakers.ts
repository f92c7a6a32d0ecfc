import type { Passage } from '../domain/passage.ts'
import { isWhen } from './contents.ts'
import type { Token } from './tokens.ts'
import { isComma, span, type View } from './view.ts'

export function startsSpeaker({ words }: View, token: Token): boolean {
  return (
    words.bareNouns ||
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
  if (isComma(tokens[last])) return withApposition(view, last)
  if (isRelative(tokens[last]!)) return [last, last]
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

function isRelative({ lower }: Token): boolean {
  return lower === 'who' || lower === 'which'
}

/** `five of the crew who say`: those of whom "who" speaks; undefined for any other speaker. */
export function antecedentBeside(view: View, [at]: readonly [number, number]): Passage | undefined {
  const { tokens, words } = view
  if (!isRelative(tokens[at]!)) return undefined
  const relative = at
  const last = isComma(tokens[relative - 1]) ? relative - 2 : relative - 1
  let first = last
  while (first >= 0 && last - first < 12) {
    const { lower, word, quoted } = tokens[first]!
    if (!word || quoted || words.notInSpeaker.has(lower) || beforeNoun.has(lower)) break
    first--
  }
  first++
  return first <= last ? span(tokens, first, last) : undefined
}

const beforeNoun = new Set(['to', 'with', 'by', 'from', 'for', 'about', 'on', 'among'])
const ownedOrRole =
  /^(?:its|his|her|their|a|an|the|one|another|le|la|un|une|son|sa|leur|der|die|ein|eine|sein|seine|ihr|ihre|el|su|una)$/u

/** `SPEAKER, the mayor of Lindova, said`, and `Its operator, SPEAKER, said`. */
function withApposition(view: View, comma: number): readonly [number, number] | undefined {
  const { tokens } = view
  let open = comma - 1
  while (open >= 0 && tokens[open]!.lower !== ',' && !tokens[open]!.quoted) open--
  if (open <= 0 || tokens[open]!.quoted || comma - open > 30) return undefined
  let first = open - 1
  while (first >= 0 && standsInSpeaker(view, first)) first--
  first++
  if (first >= open) return undefined
  return isNamedAfter(view, first, open, comma) ? [open + 1, comma - 1] : [first, open - 1]
}

/** True where a name in apposition says who a role without a name is: "Its director, Hanne Voss,". */
function isNamedAfter({ tokens }: View, first: number, open: number, comma: number): boolean {
  if (!ownedOrRole.test(tokens[first]!.lower)) return false
  if (tokens.slice(first + 1, open).some((token) => token.capital)) return false
  const name = tokens.slice(open + 1, comma)
  const [opening, second] = name
  if (!opening || name.some((token) => !token.word)) return false
  return opening.capital || (opening.lower === 'the' && second?.capital === true)
}

/** The words of a cue that ends at token `at` and whose speaker ends before: an apposition between is not of it. */
export function cueAfter({ tokens }: View, speakerLast: number, at: number): Passage {
  let first = at
  while (first - 1 > speakerLast && tokens[first - 1]!.word) first--
  return span(tokens, first, at)
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
    if (i > first && endsName(view, i)) break
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

/** True where a name is over: the one spoken to follows, or the place and time. */
export function endsName(view: View, i: number): boolean {
  const { tokens, words } = view
  const named = tokens[i - 1]!.capital || tokens[i - 1]!.lower === tokens[i - 1]!.lower.toUpperCase()
  return isAddressee(view, i) || (named && words.placing?.has(tokens[i]!.lower) === true)
}

/** The first token after the one spoken to, where that stands between cue and speaker: "заявила журналистам". */
export function pastListener(view: View, from: number): number {
  if (!isAddressee(view, from)) return from
  const { tokens, text } = view
  const printed = view.words.addressee!.exec(text.slice(tokens[from]!.start))![0]
  const end = tokens[from]!.start + printed.length
  let i = from
  while (i < tokens.length && tokens[i]!.start < end) i++
  return i
}

function isAddressee({ text, tokens, words }: View, i: number): boolean {
  const token = tokens[i]
  return Boolean(token && words.addressee?.test(text.slice(token.start, token.start + 60)))
}
