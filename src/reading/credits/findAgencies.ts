import { type Agency, agencies } from './agencies.ts'

/** An agency's name where it stands in a text. Whether it is a credit is another question. */
export interface AgencyMention {
  readonly agency: Agency
  readonly start: number
  readonly end: number
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u
const byName = new Map<string, Agency>()
const byCode = new Map<string, Agency>()
const signed = new Set<string>()
for (const agency of agencies) {
  for (const name of agency.names) byName.set(keyOf(name), agency)
  for (const code of agency.codes ?? []) byCode.set(fold(code), agency)
  for (const name of agency.needsSign ?? []) {
    byName.set(keyOf(name), agency)
    signed.add(keyOf(name))
  }
}
/** Codes that are words or parts of words in some language when they are not in capitals. */
const words = new Set(
  'UP MAP APP TAP AA EP TT UNI SID INA STA ENA ANI ONA BNA GNA PAT INS ANKA PANA RIA SPA MENA NAN SANA APS PAP TNS EP'.split(
    ' ',
  ),
)
const bracketable = [...byCode.keys()].filter(
  (code) => /^[A-Za-z]{2,4}$/.test(code) && !words.has(code.toUpperCase()),
)

const names = oneOf([...byName.keys()], asPattern, 'giu')
const codes = oneOf(
  [...byCode.keys()],
  (code) => (/^[A-Z]{3,4}$/.test(code) ? dotted(code) : asPattern(code)),
  'gu',
)
const anyCase = oneOf(bracketable, dotted, 'giu')
/** The Swiss way: a slash after the last sentence, and codes joined by hyphens. */
const signature = /(?<=[.!?»”")]\s*[/(]\s?)[\p{L}]{2,4}(?:[-/][\p{L}]{2,4}){0,4}(?=\s|[)]|$)/gu

const firstWord = /[\p{L}\p{N}]+/u
const firstOfName = new Set([...byName.keys()].map((name) => firstWord.exec(name)![0]))
const firstOfCode = new Set([...byCode.keys()].map((code) => firstWord.exec(code)![0]))
const smallCodes = new Set(bracketable.map((code) => code.toLowerCase()))
const spelled = /\p{L}\.\s?\p{L}\./u

/** False when a text certainly names no agency: most are passed over by their words alone, 20 times as fast. */
export function mayNameAgency(text: string): boolean {
  if (unspaced.test(text) || spelled.test(text)) return true
  const bracketed = /[(（[/]/u.test(text)
  for (const [word] of fold(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    const small = word.toLowerCase()
    if (firstOfName.has(small) || firstOfCode.has(word) || (bracketed && smallCodes.has(small))) return true
  }
  return false
}

/** Every agency named in a text, in order, the longest name where several begin together. */
export function findAgencies(text: string): AgencyMention[] {
  if (!mayNameAgency(text)) return []
  const folded = fold(text)
  const found: AgencyMention[] = []
  for (const match of folded.matchAll(names)) {
    const key = keyOf(match[0])
    if (signed.has(key) && !hasSign(folded, match.index, match.index + match[0].length)) continue
    found.push(withoutNoun(folded, byName.get(key)!, match))
  }
  for (const match of folded.matchAll(codes)) {
    if (match[0].length === 2 && match[0] !== 'AP' && !hasSign(folded, match.index, match.index + 2)) continue
    found.push(mention(codeOf(match[0])!, match))
  }
  for (const match of /[(（[/]/u.test(folded) ? folded.matchAll(anyCase) : []) {
    if (isList(folded, match)) found.push(mention(codeOf(match[0])!, match))
  }
  for (const match of folded.matchAll(signature)) found.push(...signers(match))
  return withoutOverlaps(found)
}

function signers(match: RegExpExecArray): AgencyMention[] {
  const parts = [...match[0].matchAll(/\p{L}+/gu)]
  const known = parts.flatMap((part) => {
    const agency = words.has(part[0].toUpperCase()) ? undefined : codeOf(part[0])
    return agency
      ? [{ agency, start: match.index + part.index, end: match.index + part.index + part[0].length }]
      : []
  })
  return known.length === parts.length ? known : []
}

/** The agency a whole string names, or undefined. A code may be in any case here: the place says what it is. */
export function agencyNamed(text: string): Agency | undefined {
  const name = fold(text)
    .trim()
    .replace(/[.\s]+$/, '')
  const bare = name.replace(
    /^(?:the|l'|l’|la|die|der|agence|agency|agencia|agenzia|agentur|вид|وكالة)\s*/i,
    '',
  )
  return byName.get(keyOf(name)) ?? byName.get(keyOf(bare)) ?? codeOf(name) ?? codeOf(bare)
}

/** Letters without their accents, one code unit for one, so that offsets stay true. */
export function fold(text: string): string {
  return text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize('NFD')[0]!)
}

function keyOf(name: string): string {
  return fold(name)
    .toLowerCase()
    .replace(/[\s\-‑]+/g, ' ')
}

/** "D. N. B." and "afp" are codes as well as "DNB" and "AFP". */
function codeOf(printed: string): Agency | undefined {
  const plain = printed.replace(/(?<=\p{L})\.\s?/gu, '')
  const exact = byCode.get(printed) ?? byCode.get(plain)
  if (exact || words.has(plain.toUpperCase())) return exact
  return byCode.get(plain.toUpperCase()) ?? byCode.get(plain.toLowerCase())
}

const wordBefore =
  /\b(?:agence|agency|agentur|agenzia|agencia|bureau|buro|agence telegraphique|depeches?(?: de)?|correspondant de|korrespondent(?:en)?(?: der| von)?|via|source:?|quelle:?|fonte:?|fuente:?)\s+$|(?:агентств\p{L}*|وكالة)\s+$/iu
const markBefore = /[(（[/]\s*$|\s[–—]\s*$|[(（][^()（）]{0,40},\s*$/u
const markAfter =
  /^\s*(?:[)）\]/]|\.\s*[)）\]])|^-?(?:meldung|buro|bureau|agentur|korrespondent)|^\s+(?:news|agency)/iu

/** A bracket, slash or dash beside a name, a word that says agency, or nothing else in the text at all. */
function hasSign(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start)
  const after = text.slice(end, end + 20)
  if (before.trim() === '') return /^\s*(?:$|[–—/,)]|-\s)/u.test(after) || markAfter.test(after)
  if (/\d\.?\s+$/u.test(before) && /^\.?\s*[–—]/u.test(after)) return true
  return wordBefore.test(before) || markBefore.test(before) || markAfter.test(after)
}

/** In brackets a code in small letters counts where nothing but codes and marks stand beside it. */
function isList(text: string, match: RegExpExecArray): boolean {
  const end = match.index + match[0].length
  const before = text.slice(Math.max(0, match.index - 40), match.index)
  const after = text.slice(end, end + 40)
  return (
    /[(（[/][\s.,;+–—-]*(?:\p{L}{2,4}[\s.,;+–—-]+)*$/u.test(before) &&
    /^[\s.,;+–—-]*(?:\p{L}{2,4}[\s.,;+–—-]*)*[)）\]/]/u.test(after)
  )
}

/** The lower-case noun before a name ("l'agence Havas") is no part of it. */
function withoutNoun(text: string, agency: Agency, match: RegExpExecArray): AgencyMention {
  const noun = /^(?:agence|agenzia|agencia|agency)\s+(?=\p{Lu})/u.exec(text.slice(match.index))
  const found = mention(agency, match)
  return noun && noun[0].length < match[0].length ? { ...found, start: found.start + noun[0].length } : found
}

function mention(agency: Agency, match: RegExpExecArray): AgencyMention {
  return { agency, start: match.index, end: match.index + match[0].length }
}

/** The boundaries stand once around all names: where no word begins, none of them is tried. */
function oneOf(wanted: readonly string[], pattern: (name: string) => string, flags: string): RegExp {
  const longestFirst = [...wanted].sort((a, b) => b.length - a.length)
  const spaced = longestFirst.filter((name) => !unspaced.test(name)).map(pattern)
  const others = longestFirst.filter((name) => unspaced.test(name)).map(pattern)
  const words = `(?<![\\p{L}\\p{N}])(?:${spaced.join('|')})(?![\\p{L}\\p{N}])`
  return new RegExp([words, ...others].join('|'), flags)
}

function asPattern(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s\\-‑]+')
}

function dotted(code: string): string {
  return `(?:${code}|${[...code].join('\\.\\s?')}\\.?)`
}

function withoutOverlaps(found: AgencyMention[]): AgencyMention[] {
  const sorted = found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: AgencyMention[] = []
  for (const mention of sorted) {
    if (mention.start >= (kept.at(-1)?.end ?? 0)) kept.push(mention)
  }
  return kept
}
