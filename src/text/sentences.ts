/** A stretch of a text, `[start, end)` in UTF-16 code units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Ends a sentence when what follows lets it. */
const stops = new Set(['.', '!', '?', '…', '؟', '۔', '։', '।', '॥', '។', '၊', '။', '‽'])
/** Ends a sentence wherever it stands. */
const firmStops = new Set(['。', '！', '？', '｡', '．'])
/** Belong to the sentence that they close. */
const closers = new Set([
  '"',
  "'",
  '”',
  '’',
  '»',
  '›',
  ')',
  ']',
  '}',
  '」',
  '』',
  '）',
  '】',
  '》',
  '〉',
  '“',
])
const openers = new Set([
  '"',
  "'",
  '“',
  '‘',
  '«',
  '‹',
  '(',
  '[',
  '「',
  '『',
  '（',
  '【',
  '《',
  '„',
  '‚',
  '¿',
  '¡',
  '-',
  '–',
  '—',
  '•',
  '*',
  '”',
  '»',
])

/** Words that are mostly followed by the rest of their sentence. Lower case, without the full stop. */
const abbreviations = new Set(
  (
    'mr mrs ms dr prof sr jr st mt ft gen col lt maj capt cmdr adm sgt cpl pvt rev hon gov sen rep pres supt det ' +
    'vs etc inc ltd co corp llc plc bros dept univ assn est approx no nos vol fig ed eds cf viz al op ca ' +
    'jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun ' +
    'e.g i.e a.m p.m u.s u.k u.n e.u d.c ph.d m.d b.a m.a u.s.a a.k.a ' +
    'mm mme mlle mlles me env av bd chap ' +
    'bzw z.b d.h usw u.a nr str dr.med ca evtl ggf hr fr inkl tel abs ' +
    'sr sra srta dra ud uds ee.uu pág núm art ' +
    'sig sig.ra dott ing avv on ' +
    'г г.г гг им ул д стр тыс млн млрд руб т.е т.д т.п др пр см рис напр'
  ).split(' '),
)

const letter = /\p{L}/u
const lowerCase = /\p{Ll}/u
const digit = /\p{Nd}/u
const space = /\s/u
/** The word, abbreviations with inner stops included, that a full stop closes. */
const wordBefore = /[\p{L}\p{Nd}.]+$/u

/**
 * The sentences of a text, in order, without the white space between them. A line break with an empty line ends one
 * always; a single line break ends one when the line looks finished. Knows abbreviations, initials, decimal points,
 * closing quotes, and the stops of Chinese, Japanese, Arabic, Urdu, Armenian, Indian, Khmer and Burmese writing.
 */
export function sentencesOf(text: string): Span[] {
  const found: Span[] = []
  let start = 0
  for (let i = 0; i < text.length; i++) {
    if (mayEnd[text.charCodeAt(i)] === 0) continue
    const end = endAt(text, i)
    if (end === 0) continue
    push(found, text, start, end)
    start = end
    i = end - 1
  }
  push(found, text, start, text.length)
  return found
}

function push(found: Span[], text: string, from: number, to: number): void {
  let start = from
  let end = to
  while (start < end && space.test(text.charAt(start))) start++
  while (end > start && space.test(text.charAt(end - 1))) end--
  if (end > start) found.push({ start, end })
}

/** 1 for each code unit that may end a sentence, so that the others cost one look. */
const mayEnd = new Uint8Array(65536)
for (const character of ['\n', ...stops, ...firmStops]) mayEnd[character.charCodeAt(0)] = 1

/** Where the sentence ends that a stop or line break at `i` closes, exclusive; 0 when it closes none. */
function endAt(text: string, i: number): number {
  const character = text.charAt(i)
  if (character === '\n') return isBreak(text, i) ? i + 1 : 0
  if (firmStops.has(character)) return pastClosers(text, i + 1)
  if (!stops.has(character)) return 0
  let end = i + 1
  while (end < text.length && stops.has(text.charAt(end))) end++
  end = pastClosers(text, end)
  return isEnd(text, i, end) ? end : 0
}

function pastClosers(text: string, from: number): number {
  let end = from
  while (end < text.length && (closers.has(text.charAt(end)) || firmStops.has(text.charAt(end)))) end++
  return end
}

/** A line break ends a sentence before an empty line, and where the next line does not go on in lower case. */
function isBreak(text: string, i: number): boolean {
  let next = i + 1
  while (next < text.length && space.test(text.charAt(next))) {
    if (text.charAt(next) === '\n') return true
    next++
  }
  return !lowerCase.test(text.charAt(next))
}

function isEnd(text: string, stop: number, end: number): boolean {
  if (end >= text.length) return true
  const after = text.charAt(end)
  if (!space.test(after)) return text.charCodeAt(stop) > 0x7f && letter.test(after) && !lowerCase.test(after)
  let next = end
  while (next < text.length && space.test(text.charAt(next))) {
    if (text.charAt(next) === '\n') return true
    next++
  }
  if (next >= text.length) return true
  while (next < text.length && openers.has(text.charAt(next))) next++
  if (lowerCase.test(text.charAt(next))) return false
  return (
    text.charAt(stop) !== '.' || end > stop + 1 || !isAbbreviation(text, stop, digit.test(text.charAt(next)))
  )
}

function isAbbreviation(text: string, stop: number, beforeNumber: boolean): boolean {
  const word = wordBefore.exec(text.slice(Math.max(0, stop - 12), stop))?.[0].toLowerCase()
  if (!word) return false
  if (abbreviations.has(word)) return word !== 'no' || beforeNumber
  return (
    word.length === 1 && letter.test(word) && text.charAt(stop - 1) !== text.charAt(stop - 1).toLowerCase()
  )
}
