import { isDense, type Scan } from '../text/scan.ts'
import { commonWords } from './commonWords.ts'

/** A word of a text that can tell one event from another, in the form that is compared. */
export interface Term {
  /** Folded and without English endings; a number without its thousands separators. */
  readonly key: string
  /** The word as the text has it, for showing. */
  readonly shown: string
  readonly count: number
  /** Written with a capital wherever it stands in the text. */
  readonly name: boolean
  readonly number: boolean
}

/** One occurrence of a term. */
export interface Occurrence {
  readonly key: string
  readonly start: number
  readonly end: number
  readonly capital: boolean
  readonly number: boolean
}

/** The terms of a text, each once, in the order first met. Common words are left out. */
export function termsOf(scan: Scan): Term[] {
  const terms = new Map<string, { shown: string; count: number; capitals: number; number: boolean }>()
  for (const { key, start, end, capital, number } of occurrencesOf(scan)) {
    const term = terms.get(key)
    if (!term) {
      const shown = scan.text.slice(start, end)
      terms.set(key, { shown, count: 1, capitals: capital ? 1 : 0, number })
      continue
    }
    term.count++
    if (capital) term.capitals++
  }
  return [...terms].map(([key, { shown, count, capitals, number }]) => ({
    key,
    shown,
    count,
    name: !number && capitals === count,
    number,
  }))
}

/** The words of a text that are not common words, in order, optionally of a part of it. */
export function occurrencesOf(scan: Scan, from = 0, to = scan.text.length): Occurrence[] {
  const found: Occurrence[] = []
  const { text, count, words, starts, ends } = scan
  for (let i = firstAt(starts, count, from); i < count && starts[i]! < to; i++) {
    const start = starts[i]!
    const first = text.charCodeAt(start)
    if (isDigit(first)) {
      while (i + 1 < count && continuesNumber(text, ends[i]!, starts[i + 1]!)) i++
      found.push({
        key: numberKey(text.slice(start, ends[i]!)),
        start,
        end: ends[i]!,
        capital: false,
        number: true,
      })
      continue
    }
    const dense = isDense(words[i]!)
    const raw = text.slice(start, ends[i]!)
    const folded = fold(raw)
    if ((folded.length < 2 && !dense) || commonWords.has(folded)) continue
    const capital = raw !== raw.toLowerCase()
    found.push({ key: dense ? folded : stem(folded), start, end: ends[i]!, capital, number: false })
  }
  return found
}

function firstAt(starts: Int32Array, count: number, from: number): number {
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

/** True for the comma, stop or narrow space inside "82,000", "3.5" or "82 000". */
function continuesNumber(text: string, end: number, next: number): boolean {
  if (next !== end + 1 || !isDigit(text.charCodeAt(next))) return false
  const between = text.charAt(end)
  return between === ',' || between === '.' || between === '\u00a0' || between === '\u202f'
}

function numberKey(printed: string): string {
  return printed.replace(/[,.\u00a0\u202f](?=\d{3}(?!\d))/g, '').replace(',', '.')
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
