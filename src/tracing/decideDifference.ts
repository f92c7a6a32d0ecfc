import type { Change, ChangeEffect, Difference } from '../domain/difference.ts'
import type { Passage } from '../domain/passage.ts'
import type { TracePassage } from '../domain/tracing.ts'
import { type Scan, scan } from '../text/scan.ts'
import { wordChanges } from '../text/wordChanges.ts'
import { freshSpans } from './fresh.ts'

/** One side of a comparison; all of the text is compared where no article spans are given. */
export interface Compared {
  readonly text: string
  readonly article?: readonly Passage[]
}

/**
 * What a copy added, dropped and changed against its origin, given the passages they share. Changes of numbers, names,
 * negations and words inside quotation marks are called out; a sentence said in other words is one change.
 */
export function decideDifference(
  copy: Compared,
  origin: Compared,
  passages: readonly Pick<TracePassage, 'here' | 'there' | 'kind'>[],
): Difference {
  const here = scan(copy.text)
  const there = scan(origin.text)
  const whole = ({ text, article }: Compared) => article ?? [{ start: 0, end: text.length }]
  return {
    added: freshSpans(
      copy.text,
      whole(copy),
      passages.map((passage) => passage.here),
    ),
    dropped: freshSpans(
      origin.text,
      whole(origin),
      passages.map((passage) => passage.there),
    ),
    changed: passages
      .filter((passage) => passage.kind !== 'exact')
      .flatMap((passage) => changesIn(passage, here, there))
      .sort((a, b) => a.here.start - b.here.start),
  }
}

function changesIn(
  passage: Pick<TracePassage, 'here' | 'there' | 'kind'>,
  here: Scan,
  there: Scan,
): Change[] {
  if (passage.kind === 'reworded' || passage.kind === 'translated') {
    return [{ here: passage.here, there: passage.there, effects: effectsOf(passage, here, there) }]
  }
  return wordChanges(here, passage.here, there, passage.there)
    .map((change) => ({
      here: withNumber(here.text, change.here),
      there: withNumber(there.text, change.there),
    }))
    .map((change) => ({ ...change, effects: effectsOf(change, here, there) }))
}

const digit = /\p{Nd}/u
const inNumber = /[\p{Nd}.,]/u

/** A changed part of a number stands for the whole of it: "1,500", not "500". */
function withNumber(text: string, span: Passage): Passage {
  let { start, end } = span
  if (start === end) return span
  if (digit.test(text.charAt(start))) while (start > 0 && inNumber.test(text.charAt(start - 1))) start--
  if (digit.test(text.charAt(end - 1))) {
    while (end < text.length && inNumber.test(text.charAt(end)) && digit.test(text.slice(end, end + 2))) end++
  }
  return { start, end }
}

const number = /\p{Nd}[\p{Nd}.,:/]*/gu
const numberWord =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter)\b/gi
const negation =
  /\b(?:not|no|never|none|without|nor|neither|cannot|den(?:y|ies|ied))\b|n['’]t\b|\b(?:не|нет|ни|без)\b|\b(?:ne|pas|jamais|sans|aucune?)\b|\b(?:nicht|kein\w*|nie|ohne)\b|(?:^|\s)(?:لا|لم|لن|ليس|غير)(?=\s|$)|[不没無无未]/giu
const capitalised = /(?<![.!?…“"«]\s?)(?<=\s|^)\p{Lu}[\p{L}\p{M}'’-]*/gu

/** What a change touches that may alter the sense. */
export function effectsOf(
  { here, there }: Pick<Change, 'here' | 'there'>,
  one: Scan,
  other: Scan,
): ChangeEffect[] {
  const a = one.text.slice(here.start, here.end)
  const b = other.text.slice(there.start, there.end)
  const effects: ChangeEffect[] = []
  if (isQuoted(one.text, here) && isQuoted(other.text, there)) effects.push('quotation')
  if (differ(a, b, number) || differ(a, b, numberWord)) effects.push('number')
  if (differ(a, b, negation)) effects.push('negation')
  if (differ(a, b, capitalised)) effects.push('name')
  return effects
}

/** Whether two stretches differ in what a pattern finds in them, whatever its order. */
function differ(a: string, b: string, pattern: RegExp): boolean {
  const found = (text: string) =>
    (text.match(pattern) ?? []).map((one) => one.toLowerCase().replace(/[.,:]$/, '')).sort()
  return found(a).join('\n') !== found(b).join('\n')
}

const pairs: Readonly<Record<string, string>> = {
  '“': '”',
  '«': '»',
  '„': '“',
  '「': '」',
  '『': '』',
  '‹': '›',
}
/** How far back a quotation mark may stand that is still open. */
const longestQuote = 2000

/** Whether a place lies inside quotation marks that opened in its paragraph. */
function isQuoted(text: string, { start }: Passage): boolean {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - longestQuote)
  let closing: string | undefined
  for (let i = from; i < start; i++) {
    const character = text.charAt(i)
    if (closing !== undefined) {
      if (character === closing) closing = undefined
    } else if (character === '"') closing = '"'
    else closing = pairs[character]
  }
  return closing !== undefined
}
