import { type Found, isComma, span, unitEnd, type View } from './view.ts'

/** Nouns by which German names a source before it says whose: "nach Angaben der Polizei". */
const tellingNoun =
  /(?:angaben?|informationen|berichten?|bericht|aussagen?|ansicht|meinung|auskunft|einschätzung|schätzungen?|darstellung|mitteilung|worten|erkenntnissen|quellen|meldungen?)$/u
const article = /^(?:de[rmns]|die|das|ein|eine[rmsn]?|ihre[rmn]?|seine[rmn]?|diese[rmsn]?)$/u
const ending = /^\p{Ll}{2,}(?:en|er|em|es|e)$/u
const longest = 14

/** `Laut X …`, `… nach Angaben von X …`, `X zufolge` and `…, so X.`: X gives what the sentence says. */
export function germanGiver(view: View, at: number): Found | undefined {
  const { tokens } = view
  const { lower, quoted } = tokens[at]!
  if (quoted) return undefined
  if (lower === 'zufolge') return before(view, at)
  if (lower === 'wie') return asTold(view, at)
  if (lower !== 'laut' && lower !== 'nach' && lower !== 'so') return undefined
  if (lower === 'so' && !isComma(tokens[at - 1]) && !tokens[at - 1]?.quoted) return undefined
  const last = nounPhraseEnd(view, at + 1)
  if (last <= at) return undefined
  if (lower === 'so' && tokens[last + 1]?.word) return undefined
  const telling = tellingAt(view, at + 1, last)
  if (lower === 'nach' && telling < 0) return undefined
  const owned = telling >= 0 && telling < last && telling === at + 1
  const first = owned ? pastOf(view, telling + 1) : at + 1
  return {
    cue: span(tokens, at, owned ? first - 1 : at),
    speaker: span(tokens, first, last),
    content: around(view, at, last),
  }
}

function tellingAt({ tokens }: View, first: number, last: number): number {
  for (let i = first; i <= last; i++) if (tellingNoun.test(tokens[i]!.lower)) return i
  return -1
}

function pastOf({ tokens }: View, at: number): number {
  return tokens[at]!.lower === 'von' ? at + 1 : at
}

/** The noun phrase from a token on, with what belongs to it by "der", "des", "von" and "und"; before `first` if none. */
function nounPhraseEnd({ tokens }: View, first: number): number {
  let last = first - 1
  let i = first
  while (i < tokens.length && i - first < longest) {
    while (i < tokens.length && !tokens[i]!.quoted && opensNoun(tokens[i]!.lower, tokens[i]!.capital)) i++
    const nouns = i
    while (i < tokens.length && tokens[i]!.word && tokens[i]!.capital) i++
    if (i === nouns) break
    last = i - 1
    if (tokens[i]?.lower === '(' && tokens[i + 2]?.lower === ')') last = (i += 3) - 1
    const link = tokens[i]?.lower
    if (link === 'der' || link === 'des' || link === 'dem') continue
    if (link !== 'von' && link !== 'vom' && link !== 'und') break
    i++
  }
  return last
}

function opensNoun(lower: string, capital: boolean): boolean {
  return (
    !capital &&
    (article.test(lower) ||
      (ending.test(lower) && !/^(?:wurden?|waren|haben|sollen|seien|kamen)$/.test(lower)))
  )
}

/** What is said: what follows an opening giver, else the whole sentence around it. */
function around(view: View, at: number, last: number) {
  const { tokens } = view
  const next = tokens[isComma(tokens[last + 1]) ? last + 2 : last + 1]
  if (at <= 1 && next) return { start: next.start, end: unitEnd(view) }
  if (!next?.word) return span(tokens, 0, isComma(tokens[at - 1]) ? at - 2 : at - 1)
  return { start: tokens[0]!.start, end: unitEnd(view) }
}

function before(view: View, at: number): Found | undefined {
  const { tokens } = view
  let first = at
  while (first > 0 && tokens[first - 1]!.word && tokens[first - 1]!.capital) first--
  if (first === at) return undefined
  while (first > 0 && opensNoun(tokens[first - 1]!.lower, tokens[first - 1]!.capital)) first--
  const opens = first <= 1
  const next = tokens[at + 1]
  return {
    cue: span(tokens, at, at),
    speaker: span(tokens, first, at - 1),
    content:
      opens && next
        ? { start: next.start, end: unitEnd(view) }
        : { start: tokens[0]!.start, end: unitEnd(view) },
  }
}

/** `Wie X mitteilte, …` */
function asTold(view: View, at: number): Found | undefined {
  const { tokens, words } = view
  if (at > 1) return undefined
  const first = tokens[at + 1]?.lower === 'aus' ? at + 2 : at + 1
  const last = nounPhraseEnd(view, first)
  if (last < first) return undefined
  for (let i = last + 1; i < Math.min(tokens.length - 1, last + 8); i++) {
    const { lower } = tokens[i]!
    if (!words.cues.has(lower) && lower !== 'hervorgeht' && lower !== 'verlautete') continue
    const from = tokens[isComma(tokens[i + 1]) ? i + 2 : i + 1]
    if (!from) return undefined
    return {
      cue: span(tokens, i, i),
      speaker: span(tokens, first, last),
      content: { start: from.start, end: unitEnd(view) },
    }
  }
  return undefined
}

/** `… teilte X gestern mit, CONTENT`: the part of the verb that parts from it closes over the speaker. */
export function partedVerb(view: View, at: number): Found | undefined {
  const { tokens } = view
  if (!/^teilten?$/.test(tokens[at]!.lower)) return undefined
  const last = nounPhraseEnd(view, at + 1)
  if (last <= at) return undefined
  const mit = tokens.findIndex(({ lower }, i) => i > last && i < last + 9 && lower === 'mit')
  if (mit < 0) return undefined
  const from = tokens[isComma(tokens[mit + 1]) ? mit + 2 : mit + 1]
  const goesOn = from?.word || from?.quoted
  if (!goesOn && !isComma(tokens[at - 1])) return undefined
  const content = goesOn ? { start: from.start, end: unitEnd(view) } : span(tokens, 0, at - 2)
  return { cue: span(tokens, at, at), speaker: span(tokens, at + 1, last), content }
}
