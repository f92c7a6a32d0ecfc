import type { Statement } from '../domain/claims.ts'
import type { Passage } from '../domain/passage.ts'
import { denseStatement, isDenseText } from './dense.ts'
import type { SpeechWords } from './languages/language.ts'
import { isWhollyQuoted } from './quotes.ts'
import { type Token, tokensOf } from './tokens.ts'
import type { Unit } from './units.ts'
import { viaIn } from './via.ts'

/** Found parts of one statement, as spans. */
interface Found {
  content: Passage
  readonly cue?: Passage
  readonly speaker?: Passage
}

/** A unit's words with what is being looked at. */
interface View {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly unit: Unit
  readonly words: SpeechWords
}

/** What is said must have at least this many words; fewer are a scare quote or a slip. */
const fewestWords = 3
const fewestUnattributed = 5
const shortTail = 5
const weakReach = 8

/** Finds who says what in the units of a text, in the order of the contents. */
export function findStatements(text: string, units: readonly Unit[], words: SpeechWords): Statement[] {
  const found: Statement[] = []
  let before: { unit: Unit; speaker: Passage | undefined } | undefined
  const dense = isDenseText(text)
  for (const unit of units) {
    const view = { text, unit, words, tokens: tokensOf(text, unit) }
    const here = dense ? denseIn(text, unit) : statementsIn(view)
    if (here.length > 0) before = { unit, speaker: here.at(-1)!.speaker }
    else if (isWhollyQuoted(text, unit, unit.quotes) && wordsIn(view, unit) >= fewestWords) {
      const speaker = before && goesOn(text, before.unit, unit) ? before.speaker : undefined
      here.push({ content: withoutStop(text, unit), ...(speaker ? { speaker } : {}) })
      before = { unit, speaker }
    } else before = undefined
    here.push(...unattributed(view, here))
    for (const one of here) found.push(statement(text, unit, one))
  }
  return found.sort((a, b) => a.passage.start - b.passage.start)
}

function denseIn(text: string, unit: Unit): Found[] {
  const found = denseStatement(text, unit)
  return found ? [found] : []
}

/** A quotation goes on the one before it in the same paragraph, or after a paragraph that left it open. */
function goesOn(text: string, before: Unit, unit: Unit): boolean {
  if (before.paragraph === unit.paragraph) return true
  const open = before.quotes.at(-1)
  return (
    open !== undefined && open.end === before.end && !/["”»“」]$/u.test(text.slice(open.start + 1, open.end))
  )
}

function statementsIn(view: View): Found[] {
  const found: Found[] = []
  for (let i = 0; i < view.tokens.length; i++) {
    if (view.tokens[i]!.quoted) continue
    const one = accordingTo(view, i) ?? joined(view, i, found.at(-1)) ?? cued(view, i)
    if (!one) continue
    one.content = longerSide(view, i, one)
    if (wordsIn(view, one.content) < fewestWords) continue
    if (found.some((other) => overlaps(other.content, one.content) || overlaps(other.content, one.cue!)))
      continue
    found.push(one)
    for (const more of quotesBeside(view, one, found)) found.push(more)
  }
  return found
}

/** Quotations long enough to be speech that no cue stands by: someone says them, but who is not found. */
function unattributed(view: View, found: readonly Found[]): Found[] {
  return view.unit.quotes
    .filter((quote) => !found.some((one) => overlaps(one.content, quote)))
    .filter((quote) => wordsIn(view, quote) >= fewestUnattributed)
    .map((quote) => ({ content: clip(quote, view.unit) }))
}

/** Of a sentence that a cue parts, `To prevent this, she said, towns should be ready`, the side that says more. */
function longerSide(view: View, at: number, { content, cue }: Found): Passage {
  const { tokens } = view
  if (!cue || content.end > cue.start || tokens[at + 1]?.lower !== ',') return content
  const from = tokens[at + 2]
  if (!from || from.start >= unitEnd(view)) return content
  const after = { start: from.start, end: unitEnd(view) }
  const short = wordsIn(view, content) < (from.quoted ? fewestWords : wordsIn(view, after))
  return short && !view.words.weakCues.has(from.lower) ? after : content
}

/** "According to SPEAKER, CONTENT" and "CONTENT, according to SPEAKER". */
function accordingTo(view: View, at: number): Found | undefined {
  const { tokens, words, unit } = view
  const phrase = words.accordingTo.find((one) => one.every((word, i) => tokens[at + i]?.lower === word))
  if (!phrase) return undefined
  const first = at + phrase.length
  const last = speakerEnd(view, first, true)
  if (last < first) return undefined
  const speaker = span(tokens, first, last)
  const cue = span(tokens, at, first - 1)
  const opens =
    at === 0 || (at < 3 && !tokens.slice(0, at).some((token) => token.word && token.lower.length > 3))
  if (opens) {
    const from = tokens[last + 1]?.lower === ',' ? last + 2 : last + 1
    return from < tokens.length
      ? { cue, speaker, content: { start: tokens[from]!.start, end: unitEnd(view) } }
      : undefined
  }
  const to = tokens[at - 1]!.lower === ',' ? at - 2 : at - 1
  return to >= 0 ? { cue, speaker, content: span(tokens, clauseStart(view, to), to) } : undefined
}

/**
 * A second cue of the same speaker: `SPEAKER said A and warned that B`, `SPEAKER said A, adding that B`. What was
 * taken for the first content ends before it.
 */
function joined(view: View, at: number, last: Found | undefined): Found | undefined {
  const { tokens, words } = view
  const token = tokens[at]!
  if (!last?.cue || last.cue.end > token.start || !overlaps(last.content, token)) return undefined
  if (!words.cues.has(token.lower) && !words.weakCues.has(token.lower)) return undefined
  let before = at - 1
  while (before > 0 && words.beside.has(tokens[before]!.lower)) before--
  const link = tokens[before]!
  const isParticiple = link.lower === ',' && words.weakCues.has(token.lower) && !words.cues.has(token.lower)
  if (!words.joining.has(link.lower) && !isParticiple) return undefined
  const from = contentStart(view, at)
  if (from >= tokens.length || tokens[before - 1] === undefined) return undefined
  if (
    !words.cues.has(token.lower) &&
    !words.that.has(tokens[from]!.lower) &&
    !tokens[from]!.quoted &&
    !isParticiple
  ) {
    return undefined
  }
  const cut = tokens[before - 1]!.lower === ',' ? before - 2 : before - 1
  if (tokens[cut]!.end <= last.content.start) return undefined
  const content = { start: tokens[from]!.start, end: last.content.end }
  last.content = { start: last.content.start, end: tokens[cut]!.end }
  const cue = span(tokens, before + 1, at)
  return last.speaker ? { content, cue, speaker: last.speaker } : { content, cue }
}

/** A verb of speech with its speaker on one side and what is said on the other. */
function cued(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  const token = tokens[at]!
  const strong = words.cues.has(token.lower)
  if (!strong && !words.weakCues.has(token.lower)) return undefined
  if (!strong && !followedBySpeech(view, at) && !precededByQuote(view, at)) return undefined
  return (
    inverted(view, at) ??
    (words.verbFirst ? verbFirst(view, at) : verbSecond(view, at)) ??
    trailing(view, at) ??
    leading(view, at)
  )
}

function followedBySpeech({ tokens, words }: View, at: number): boolean {
  for (let i = at + 1; i <= Math.min(tokens.length - 1, at + weakReach); i++) {
    const { lower, quoted } = tokens[i]!
    if (words.that.has(lower)) return true
    if (quoted) return i === at + 1 || tokens[i - 1]!.lower === ':' || tokens[i - 1]!.lower === ','
    if (lower === '.' || lower === ';') return false
  }
  return false
}

function precededByQuote({ tokens }: View, at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 5); i--)
    if (tokens[i]!.quoted) return tokens[i]!.end - tokens[i]!.start === 1
  return false
}

/** `CONTENT, said SPEAKER.` */
function inverted(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  let cueStart = at
  while (cueStart > 0 && words.beside.has(tokens[cueStart - 1]!.lower)) cueStart--
  const before = tokens[cueStart - 1]
  if (!before || !(before.quoted || [',', '-', '–', '—', '?', '!'].includes(before.lower))) return undefined
  const last = speakerEnd(view, at + 1, false)
  if (last < at + 1 || words.that.has(tokens[last + 1]?.lower ?? '')) return undefined
  const ends = tokens[last + 1]
  const length = last - at
  const closed = !ends || !ends.word || length <= 6
  if (!closed || length > 14) return undefined
  if (!before.quoted && ends?.word && tokens.length - last > 6) return undefined
  if (!before.quoted && !startsSpeaker(tokens[at + 1]!)) return undefined
  const content = contentBefore(view, cueStart - 1)
  return content && { content, cue: span(tokens, cueStart, at), speaker: span(tokens, at + 1, last) }
}

function startsSpeaker(token: Token): boolean {
  return (
    token.capital ||
    /^(?:the|a|an|his|her|its|one|police|officials?|le|la|les|l['’].*|un|une|der|die|das|ein|eine|el|los|las|он|она)$/u.test(
      token.lower,
    )
  )
}

/** `CONTENT, SPEAKER said.` */
function trailing(view: View, at: number): Found | undefined {
  const { tokens } = view
  const speaker = speakerBefore(view, at)
  if (!speaker) return undefined
  const [first, last] = speaker
  const before = tokens[first - 1]
  if (!before || !(before.quoted || before.lower === ',' || before.lower === '—' || before.lower === '–'))
    return undefined
  if (!isTail(view, at) && !before.quoted) return undefined
  if (before.quoted && !isTail(view, at) && view.words.that.has(tokens[at + 1]?.lower ?? '')) return undefined
  const content = contentBefore(view, first - 1)
  return content && { content, cue: span(tokens, last + 1, at), speaker: span(tokens, first, last) }
}

/** True when little follows the cue: the end, a time, or a clause that goes on about something else. */
function isTail({ tokens, words }: View, at: number): boolean {
  let i = at + 1
  while (i < tokens.length && (words.when.has(tokens[i]!.lower) || /^\d+$/.test(tokens[i]!.lower))) i++
  const next = tokens[i]
  if (!next || !next.word) return next?.lower !== ':' && !(next?.quoted ?? false)
  return tokens.length - at <= shortTail && !words.that.has(next.lower)
}

/** `SPEAKER said (that) CONTENT` */
function leading(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  const from = contentStart(view, at)
  if (from >= tokens.length) return undefined
  const speaker = speakerBefore(view, at)
  if (!speaker && !words.that.has(tokens[from]!.lower) && !tokens[from]!.quoted) return undefined
  const cue = span(tokens, speaker ? speaker[1] + 1 : at, at)
  const content = { start: tokens[from]!.start, end: unitEnd(view) }
  return speaker ? { content, cue, speaker: span(tokens, ...speaker) } : { content, cue }
}

/** `said SPEAKER that CONTENT`, as in Arabic. */
function verbFirst(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  const that = tokens.findIndex(
    (token, i) => i > at && (words.that.has(token.lower) || token.lower === ':' || token.quoted),
  )
  if (that < 0) return undefined
  const last = speakerEnd(view, at + 1, true)
  const content = {
    start: tokens[tokens[that]!.lower === ':' ? that + 1 : that]?.start ?? 0,
    end: unitEnd(view),
  }
  if (content.start === 0) return undefined
  const cue = span(tokens, at, at)
  return last > at
    ? { content, cue, speaker: span(tokens, at + 1, Math.min(last, that - 1)) }
    : { content, cue }
}

/** `On Monday said SPEAKER, CONTENT`, as in German. */
function verbSecond(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  const opening = tokens.find((token) => token.word)
  if (!opening || !words.opensWithout?.has(opening.lower) || opening.quoted) return undefined
  const last = speakerEnd(view, at + 1, false)
  if (last <= at) return undefined
  const mark = tokens.findIndex((token, i) => i > last && [',', ':'].includes(token.lower))
  const from = tokens[mark + 1]
  if (mark < 0 || mark - last > 12 || !from) return undefined
  const content = { start: from.start, end: unitEnd(view) }
  return { content, cue: span(tokens, at, at), speaker: span(tokens, at + 1, last) }
}

/** Where what is said begins after a cue: past the one spoken to, the day, and a comma or colon. */
function contentStart(view: View, at: number): number {
  const { tokens, words } = view
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
  if (tokens[i]?.lower === ',' || tokens[i]?.lower === ':') i++
  return i
}

function isWhen({ tokens, words }: View, i: number): boolean {
  const { lower } = tokens[i]!
  if (['in', 'a', 'an', 'at', 'the', 'on', 'el', 'am', 'à', 'last', 'this', 'that'].includes(lower)) {
    return (
      words.when.has(tokens[i + 1]?.lower ?? '') ||
      (/^(?:in|on|at)$/.test(lower) && words.when.has(tokens[i + 2]?.lower ?? ''))
    )
  }
  return words.when.has(lower)
}

function pastAddressee({ tokens, words }: View, from: number): number {
  let i = from
  while (i < tokens.length && i < from + 6) {
    const { lower, word, capital } = tokens[i]!
    if (!word || (i > from && !capital && !['of', 'the', 'and'].includes(lower)) || words.finite.has(lower))
      break
    i++
  }
  return i
}

/** First and last token of the speaker that stands before a cue. */
function speakerBefore(view: View, at: number): readonly [number, number] | undefined {
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
function speakerEnd(view: View, first: number, long: boolean): number {
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

/** What is said before token `end`: the quotation that ends there with the words that lead to it, or the clause. */
function contentBefore(view: View, end: number): Passage | undefined {
  const { tokens } = view
  let last = end
  while (last >= 0 && !tokens[last]!.quoted && [',', '—', '–', '-'].includes(tokens[last]!.lower)) last--
  if (last < 0) return undefined
  const first = clauseStart(view, last)
  return first <= last ? span(tokens, first, last) : undefined
}

function clauseStart({ tokens }: View, before: number): number {
  let first = 0
  while (first < before && !tokens[first]!.word && !tokens[first]!.quoted) first++
  if (!tokens[first]!.quoted && ['but', 'and'].includes(tokens[first]!.lower)) first++
  return first
}

/** The other quotations of the same sentence: `"A," she said. "B."` in one breath. */
function quotesBeside(view: View, one: Found, found: readonly Found[]): Found[] {
  const { unit } = view
  if (!unit.quotes.some((quote) => overlaps(quote, one.content))) return []
  return unit.quotes
    .filter(
      (quote) => !overlaps(quote, one.content) && !found.some((other) => overlaps(quote, other.content)),
    )
    .filter((quote) => quote.start > one.content.end && wordsIn(view, quote) >= fewestWords + 1)
    .map((quote) => ({ ...one, content: clip(quote, unit) }))
}

function statement(text: string, unit: Unit, { content, cue, speaker }: Found): Statement {
  const quoted = unit.quotes.some((quote) => overlaps(quote, content))
  const wholly = quoted && isWhollyQuoted(text, content, unit.quotes)
  const via = viaIn(text, unit, cue)
  return {
    kind: wholly ? 'direct' : quoted ? 'mixed' : 'indirect',
    ...(speaker ? { speaker: text.slice(speaker.start, speaker.end), speakerPassage: speaker } : {}),
    ...(cue ? { cue: text.slice(cue.start, cue.end), cuePassage: cue } : {}),
    content: text.slice(content.start, content.end),
    passage: content,
    ...(via ? { via } : {}),
  }
}

/** The end of a unit without its last stop, where that is not inside a quotation. */
function unitEnd({ text, unit }: View): number {
  return withoutStop(text, unit).end
}

function withoutStop(text: string, { start, end }: Passage): Passage {
  return { start, end: /[.。]/.test(text.charAt(end - 1)) ? end - 1 : end }
}

function clip(quote: Passage, unit: Passage): Passage {
  return { start: Math.max(quote.start, unit.start), end: Math.min(quote.end, unit.end) }
}

function span(tokens: readonly Token[], first: number, last: number): Passage {
  return { start: tokens[first]!.start, end: tokens[last]!.end }
}

function overlaps(a: Passage, b: Passage): boolean {
  return a.start < b.end && b.start < a.end
}

function wordsIn({ tokens }: View, { start, end }: Passage): number {
  let count = 0
  for (const token of tokens) if (token.word && token.start >= start && token.end <= end) count++
  return count
}
