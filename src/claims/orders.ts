import { clauseStart, contentBefore, contentStart, givesCount, pastAddressee } from './contents.ts'
import { germanGiver, partedVerb } from './germanGivers.ts'
import {
  antecedentBeside,
  cueAfter,
  endsName,
  pastListener,
  speakerBefore,
  speakerEnd,
  startsSpeaker,
} from './speakers.ts'
import { type Found, isComma, overlaps, span, unitEnd, type View, wordsIn } from './view.ts'

const weakReach = 8

const shortTail = 5
/** Words before "according to" that only say when or where: "Since last May, according to X, …". */
const longestOpening = 5

/** "According to SPEAKER, CONTENT" and "CONTENT, according to SPEAKER". */
export function accordingTo(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  if (words.givers) return germanGiver(view, at) ?? partedVerb(view, at)
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
    const from = isComma(tokens[last + 1]) ? last + 2 : last + 1
    return from < tokens.length
      ? { cue, speaker, content: { start: tokens[from]!.start, end: unitEnd(view) } }
      : undefined
  }
  const to = isComma(tokens[at - 1]) ? at - 2 : at - 1
  if (to < 0) return undefined
  const content = span(tokens, clauseStart(view, to), to)
  const next = isComma(tokens[last + 1]) ? tokens[last + 2] : undefined
  const rest = next && { start: next.start, end: unitEnd(view) }
  const opening = wordsIn(view, content) <= longestOpening
  return { cue, speaker, content: opening && rest && wordsIn(view, rest) > longestOpening ? rest : content }
}

/**
 * A second cue of the same speaker: `SPEAKER said A and warned that B`, `SPEAKER said A, adding that B`. What was
 * taken for the first content ends before it.
 */
export function joined(view: View, at: number, last: Found | undefined): Found | undefined {
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
  return { ...last, content, cue }
}

/** A verb of speech with its speaker on one side and what is said on the other. */
export function cued(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  const token = tokens[at]!
  const strong = words.cues.has(token.lower)
  if (isNegated(view, at)) return undefined
  if (!strong && !words.weakCues.has(token.lower)) return undefined
  if (!strong && !givesCount(view, at) && !followedBySpeech(view, at) && !precededByQuote(view, at))
    return undefined
  return (
    inverted(view, at) ??
    (words.verbFirst ? verbFirst(view, at) : verbSecond(view, at)) ??
    trailing(view, at) ??
    leading(view, at)
  )
}

/** "The board has not said whether": nobody says anything. */
function isNegated({ tokens, words }: View, at: number): boolean {
  if (!/^(?:whether|if|when|why|how|who|what|where)$/.test(tokens[at + 1]?.lower ?? '')) return false
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    const { lower } = tokens[i]!
    if (lower === 'not' || lower === 'never' || /n['’]t$/u.test(lower)) return true
    if (!words.beside.has(lower)) return false
  }
  return false
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
  if (!before || !(before.quoted || [',', '،', '-', '–', '—', '?', '!'].includes(before.lower)))
    return undefined
  const first = pastListener(view, at + 1)
  const last = speakerEnd(view, first, false)
  if (last < first || words.that.has(tokens[last + 1]?.lower ?? '')) return undefined
  const ends = tokens[last + 1]
  const length = last - first + 1
  const ended = ends !== undefined && endsName(view, last + 1)
  const closed = !ends?.word || ended || length <= 6
  if (!closed || length > 14) return undefined
  if (!before.quoted && ends?.word && !ended && tokens.length - last > 6) return undefined
  if (!before.quoted && !startsSpeaker(view, tokens[first]!)) return undefined
  const content = contentBefore(view, cueStart - 1)
  return content && { content, cue: span(tokens, cueStart, at), speaker: span(tokens, first, last) }
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
  return content && { content, cue: cueAfter(view, last, at), speaker: span(tokens, first, last) }
}

/** True when little follows the cue: the end, a time, or a clause that goes on about something else. */
function isTail(view: View, at: number): boolean {
  const { tokens, words } = view
  let i = words.addressing.has(tokens[at]!.lower) ? pastAddressee(view, at + 1) : at + 1
  if (i > at + 1 && words.where?.has(tokens[i]?.lower ?? '')) return true
  while (i < tokens.length && (words.when.has(tokens[i]!.lower) || /^\d+$/.test(tokens[i]!.lower))) i++
  const next = tokens[i]
  if (!next?.word) return next?.lower !== ':' && !(next?.quoted ?? false)
  return tokens.length - at <= shortTail && !words.that.has(next.lower)
}

/** `SPEAKER said (that) CONTENT` */
function leading(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  const from = contentStart(view, at)
  if (from >= tokens.length) return undefined
  const speaker = speakerBefore(view, at)
  if (!speaker && !words.that.has(tokens[from]!.lower) && !tokens[from]!.quoted) return undefined
  if (speaker && isAside(view, speaker[0], from)) return undefined
  const cue = speaker ? cueAfter(view, speaker[1], at) : span(tokens, at, at)
  const content = givesCount(view, at)
    ? { start: tokens[from]!.start, end: clauseEnd(view, from) }
    : { start: tokens[from]!.start, end: unitEnd(view) }
  if (!speaker) return { content, cue }
  const named = antecedentBeside(view, speaker)
  return { content, cue, speaker: span(tokens, ...speaker), ...(named && { named }) }
}

/** "killed 17, not 19 as the wire reported on Monday, the office said": the one who says it comes later. */
function isAside({ tokens, words }: View, speakerFirst: number, from: number): boolean {
  if (speakerFirst < 2 || tokens[speakerFirst - 1]!.lower !== 'as') return false
  return tokens.slice(from).some(({ lower, quoted }) => !quoted && words.cues.has(lower))
}

/** The end before a semicolon, where one stands; else of the unit. */
function clauseEnd(view: View, from: number): number {
  const mark = view.tokens.findIndex(({ lower }, i) => i > from && lower === ';')
  return mark < 0 ? unitEnd(view) : view.tokens[mark - 1]!.end
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
