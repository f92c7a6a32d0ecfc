import { scan } from '../text/scan.ts'
import { bearsOut, wordsOf } from './sameness.ts'

/** A sentence, with the voice of the report that says it. */
export interface Said {
  readonly text: string
  readonly voice: string
}

/** A report's text, with the voice it speaks with. */
export interface Speaking {
  readonly voice: string
  readonly text: string
}

/** Another voice that says what a sentence says: in which of the reports given, and where its sentence begins. */
export interface SaidToo {
  readonly voice: string
  /** The place of the report in the list given. */
  readonly report: number
  readonly start: number
}

/**
 * For each sentence, in the order given, which other voices say it too, in whatever words: each once, by the first
 * report of it that does. Reports are looked through once for all sentences together.
 */
export function whoSays(sentences: readonly Said[], reports: readonly Speaking[]): SaidToo[][] {
  const words = sentences.map(({ text }) => wordsOf(text))
  const holders = new Map<number, number[]>()
  for (const [index, { telling }] of words.entries()) {
    for (const word of telling) holders.set(word, [...(holders.get(word) ?? []), index])
  }
  const found: SaidToo[][] = sentences.map(() => [])
  for (const [report, { text, voice }] of reports.entries()) {
    for (const { start, end, candidates } of candidatesIn(text, holders, words)) {
      const open = candidates.filter((index) => isAnother(voice, sentences[index]!, found[index]!))
      if (open.length === 0) continue
      const said = wordsOf(text.slice(start, end))
      for (const index of open) {
        if (bearsOut(said, words[index]!)) found[index]!.push({ voice, report, start })
      }
    }
  }
  return found
}

function isAnother(voice: string, sentence: Said, found: readonly SaidToo[]): boolean {
  return voice !== sentence.voice && !found.some((one) => one.voice === voice)
}

/** The sentences of a text that share words enough with any of those asked about. */
function* candidatesIn(
  text: string,
  holders: ReadonlyMap<number, readonly number[]>,
  asked: readonly { readonly telling: ReadonlySet<number> }[],
) {
  const { words, ends, count, sentences } = scan(text)
  let at = 0
  for (const { start, end } of sentences) {
    const seen = new Set<number>()
    for (; at < count && ends[at]! <= end; at++) seen.add(words[at]!)
    const shared = new Map<number, number>()
    for (const word of seen) {
      for (const index of holders.get(word) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1)
    }
    const candidates = [...shared].flatMap(([index, number]) =>
      2 * number >= asked[index]!.telling.size ? [index] : [],
    )
    if (candidates.length > 0) yield { start, end, candidates }
  }
}
