import { isDateOrTime, isDayOrMonth } from './notNames.ts'

/** A name of a source as it stands in a sentence. */
export interface SourceName {
  readonly name: string
  readonly start: number
  readonly end: number
}

const cased = /[\p{Lu}\p{Ll}]/u
const token = /[^\s,;:!?()[\]{}"“”«»„<>|،؛。，、；：（）【】]+/uy
const gap = /[\s\u00a0]+|[\s\u00a0]*[“”"«»„'‘’][\s\u00a0]*/uy
const joins = new Set([
  'of',
  'the',
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'der',
  'die',
  'das',
  'del',
  'di',
  'da',
  'do',
  'für',
  'for',
  'al',
  '&',
  'to',
])
const articles = /^(?:the|la|le|les|l'|l’|der|die|das|dem|den|el|los|il|lo|o|a)$/i
/** Words that follow a source's name in such sentences, in scripts without capitals. */
const uncasedStops = new Set([
  'في',
  'على',
  'من',
  'عن',
  'وقد',
  'قبل',
  'بتاريخ',
  'يوم',
  'هنا',
  'و',
  'وتم',
  'ولا',
  'تحت',
  'بعنوان',
  'ونشر',
  'و قد',
])
const notNames = new Set(
  'here this that it its our my his her their a an on in at by from with below above link following same original another other his us we you and or source sources site page time least first once home work large full more most press print part'.split(
    ' ',
  ),
)
const mostWords = 6

/**
 * The name that begins at `from`, or undefined when none does: a run of capitalised words ("The Lake Tribune"), one
 * handle or domain ("laketribune24", "example.org"), or, in scripts without capitals, the words up to the next stop.
 */
export function sourceNameAt(text: string, from: number): SourceName | undefined {
  const quoted = quotedName(text, from)
  if (quoted) return quoted
  const words = wordsFrom(text, from)
  const first = words[0]
  if (!first) return undefined
  const taken = cased.test(first.text) ? casedName(words) : uncasedName(words)
  const last = taken.at(-1)
  if (!last || isDateOrTime(taken[0]!.text) || isDayOrMonth(taken[0]!.text)) return undefined
  if (/^\s+(?:section|edition|issue|series|supplement|column)\b/iu.test(text.slice(last.end)))
    return undefined
  const name = text
    .slice(first.start, last.end)
    .replace(/\s+/g, ' ')
    .replace(/[.'’]+$/, '')
    .replace(/['’]s$/, '')
  return {
    name: name
      .replace(/["“”«»„]/g, '')
      .replace(/^(?:the|der|die|das|la|le|el) (?=\p{Lu})/u, '')
      .trim(),
    start: first.start,
    end: first.start + name.length,
  }
}

/** "in “Island Herald”", "в газете «Озёрный вестник»". */
function quotedName(text: string, from: number): SourceName | undefined {
  const match =
    /^[\s\u00a0]*(?:(?:the|der|die|das|la|le|el|газете|журнале)\s+)?(["“„«‘])([^"“”„«»’\n]{2,60})["”“»’]/iu.exec(
      text.slice(from, from + 90),
    )
  if (!match) return undefined
  const start = from + match[0].indexOf(match[1]!) + 1
  return { name: match[2]!.trim(), start, end: start + match[2]!.length }
}

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Whether the sentence or clause ends with it. */
  readonly last: boolean
}

function wordsFrom(text: string, from: number): Word[] {
  const words: Word[] = []
  let at = from
  while (words.length < mostWords + 2) {
    gap.lastIndex = at
    at += gap.exec(text)?.[0].length ?? 0
    token.lastIndex = at
    const found = token.exec(text)?.[0]
    if (!found) break
    const bare = found.replace(/(?:\.+|['’]s|['’])$/u, '')
    const ends = bare.length < found.length && !/^(?:\p{Lu}|St|Mr|Dr)\.$/u.test(found)
    words.push({ text: bare, start: at, end: at + bare.length, last: ends })
    at += found.length
    if (ends) break
  }
  return words
}

function casedName(words: readonly Word[]): readonly Word[] {
  let end = articles.test(words[0]!.text) && words.length > 1 ? 1 : 0
  const head = words[end]!.text
  if (!looksNamed(head)) return isHandle(head, words[end]!, words[end + 1]) ? words.slice(0, end + 1) : []
  if (isDomain(head)) return words.slice(0, end + 1)
  while (end + 1 < words.length && end + 1 < mostWords) {
    const next = words[end + 1]!.text
    const afterNext = words[end + 2]?.text
    if (looksNamed(next)) end += 1
    else if (joins.has(next) && afterNext && looksNamed(afterNext) && next !== 'the') end += 2
    else break
  }
  return words.slice(0, end + 1)
}

function uncasedName(words: readonly Word[]): readonly Word[] {
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(words[0]!.text)) return words.slice(0, 1)
  const stop = words.findIndex((word) => uncasedStops.has(word.text) || /^\d/.test(word.text))
  const end = stop < 0 ? words.length : stop
  return words.slice(0, Math.min(end, mostWords))
}

function looksNamed(word: string): boolean {
  return /^\p{Lu}|^\d+\p{L}*$|^[a-z]\p{Lu}/u.test(word) || isDomain(word)
}

function isDomain(word: string): boolean {
  return /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/\S*)?$/i.test(word)
}

/** A lower-case word that is a site's handle: it has a digit, or the clause ends with it, and it is no common word. */
function isHandle(word: string, at: Word, next: Word | undefined): boolean {
  if (notNames.has(word.toLowerCase()) || word.length < 3) return false
  return /\d/.test(word) || at.last || next === undefined || /^(?:and|on|in)$/.test(next.text)
}
