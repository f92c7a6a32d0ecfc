import { isDense, type Scan } from '../text/scan.ts'
import { commonWords } from './commonWords.ts'

/** One occurrence of a word that can tell one event from another. */
export interface Occurrence {
  /** The form that is compared: folded and without English endings; a number without its thousands separators. */
  readonly key: string
  readonly start: number
  readonly end: number
  readonly capital: boolean
  readonly number: boolean
}

/** The words of a text that are not common words, in order, optionally of a part of it. */
export function occurrencesOf(scan: Scan, from = 0, to = scan.text.length): Occurrence[] {
  const found: Occurrence[] = []
  const { text, count, words, starts, ends } = scan
  for (let i = firstAt(starts, count, from); i < count && starts[i]! < to; i++) {
    const start = starts[i]!
    if (isNumberAt(text, start)) {
      i = endOfNumber(scan, i)
      found.push({
        key: numberKey(text.slice(start, ends[i]!)),
        start,
        end: ends[i]!,
        capital: false,
        number: true,
      })
      continue
    }
    const raw = text.slice(start, ends[i]!)
    const key = keyOfWord(raw, isDense(words[i]!))
    if (key === undefined) continue
    found.push({ key, start, end: ends[i]!, capital: raw !== raw.toLowerCase(), number: false })
  }
  return found
}

/** A word as it is compared: folded and without English endings. Undefined for one that tells no events apart. */
export function keyOfWord(raw: string, dense: boolean): string | undefined {
  const folded = fold(raw)
  if ((folded.length < 2 && !dense) || commonWords.has(folded)) return undefined
  return dense ? folded : stem(folded)
}

/** True where a number begins. */
export function isNumberAt(text: string, start: number): boolean {
  return isDigit(text.charCodeAt(start))
}

/** The last word of a number that begins with word `i`: "82,000" is scanned as two words. */
export function endOfNumber({ text, count, starts, ends }: Scan, i: number): number {
  let last = i
  while (last + 1 < count && continuesNumber(text, starts[i]!, ends[last]!, starts[last + 1]!)) last++
  return last
}

/** A number without its thousands separators. */
export function numberKey(printed: string): string {
  return printed.replace(/[,. \u2009\u00a0\u202f](?=\d{3}(?!\d))/g, '').replace(',', '.')
}

/** The first of a text's words that starts at `from` or later; `count` when none does. */
export function firstAt(starts: Int32Array, count: number, from: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! < from) low = middle + 1
    else high = middle
  }
  return low
}

function isDigit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x660 && unit <= 0x669)
}

/** True for the comma, stop or space inside "82,000", "3.5" or "82 000". */
function continuesNumber(text: string, start: number, end: number, next: number): boolean {
  if (next !== end + 1 || !isDigit(text.charCodeAt(next))) return false
  const between = text.charAt(end)
  if (between === ' ' || between === '\u2009') return isGroup(text, start, end, next)
  return between === ',' || between === '.' || between === '\u00a0' || between === '\u202f'
}

/** Exactly three digits after at most three, or after such groups: "9 200", not "in 2013 200". */
function isGroup(text: string, start: number, end: number, next: number): boolean {
  const group = /^\d{3}(?![\d.,]\d|\d)/
  return /^\d{1,3}(?:[ \u2009]\d{3})*$/.test(text.slice(start, end)) && group.test(text.slice(next, next + 5))
}

const accents = /[\u0300-\u036f\u064b-\u065f\u0640]/g

function fold(word: string): string {
  const lower = word.toLowerCase()
  for (let i = 0; i < lower.length; i++) {
    if (lower.charCodeAt(i) > 0x7f) return lower.normalize('NFD').replace(accents, '')
  }
  return lower
}

/** Takes the commonest English endings off, so that "killed", "kills" and "killing" meet. */
function stem(word: string): string {
  const { length } = word
  if (length > 5 && word.endsWith('ing')) return word.slice(0, -3)
  if (length > 4 && (word.endsWith('ed') || word.endsWith('es'))) return word.slice(0, -2)
  if (length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1)
  return word
}
