import { saidBlocks } from '../domain/dateline.ts'
import type { Passage } from '../domain/passage.ts'
import type { Reading } from '../domain/reading.ts'
import { quotesIn } from '../text/quotes.ts'
import type { Scan } from '../text/scan.ts'
import { countedIn } from './counted.ts'
import { type AskedSentence, freshShare } from './decideDevelopments.ts'
import type { PlacedWords } from './stating.ts'
import { firstAt, type Occurrence, occurrencesOf } from './terms.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * The sentences of a report's article, each as the story compares it: after the dateline, and whole where a quotation
 * runs over several. `fresh` absent: nothing was traced.
 */
export function askedSentences(
  report: string,
  words: Scan,
  reading: Pick<Reading, 'blocks' | 'dateline' | 'lang'>,
  vocabulary: Vocabulary,
  fresh?: readonly Passage[],
): AskedSentence[] {
  return sentencesIn(words, saidBlocks(reading, words.text)).map((passage) => {
    const sentence = askedSentence(report, words, passage, vocabulary, fresh)
    return reading.lang ? { ...sentence, lang: reading.lang.slice(0, 2) } : sentence
  })
}

/** The sentences of a text that is all article. */
export function sentencesOfText(
  report: string,
  words: Scan,
  vocabulary: Vocabulary,
  fresh?: readonly Passage[],
): AskedSentence[] {
  return words.sentences.map((passage) => askedSentence(report, words, passage, vocabulary, fresh))
}

export function askedSentence(
  report: string,
  words: Scan,
  { start, end }: Passage,
  vocabulary: Vocabulary,
  fresh?: readonly Passage[],
): AskedSentence {
  const occurrences = occurrencesOf(words, start, end)
  const ids = occurrences.map((one) => vocabulary.idOf(one.key))
  return {
    report,
    passage: { start, end },
    text: words.text.slice(start, end),
    ids: Int32Array.from(new Set(ids)),
    placed: placedIn(words, { start, end }, occurrences, ids),
    words: new Set(occurrences.filter((one) => !one.number).map((one) => one.key)).size,
    counted: countedIn(words.text, occurrences, { start, end }),
    fresh: fresh ? freshShare({ start, end }, fresh) : 1,
  }
}

/** Where the telling words stand among all words of the sentence. */
function placedIn(
  { starts, count }: Scan,
  { start, end }: Passage,
  occurrences: readonly Occurrence[],
  ids: readonly number[],
): PlacedWords {
  let word = firstAt(starts, count, start)
  const first = word
  const words = occurrences.map((one, i) => {
    while (starts[word]! < one.start) word++
    return {
      id: ids[i]!,
      start: one.start - start,
      place: word - first,
      capital: one.capital,
      number: one.number,
    }
  })
  while (word < count && starts[word]! < end) word++
  return { words, length: word - first }
}

function sentencesIn(words: Scan, blocks: readonly Passage[]): Passage[] {
  return blocks.flatMap((block) => {
    const inside = words.sentences
      .filter(({ start, end }) => end > block.start && start < block.end && end <= block.end + 1)
      .map(({ start, end }) => ({ start: Math.max(start, block.start), end }))
    return joinQuoted(inside, quotesIn(words.text, block.start, block.end))
  })
}

/** Sentences that one quotation holds together are one. */
function joinQuoted(sentences: readonly Passage[], quotes: readonly Passage[]): Passage[] {
  const joined: Passage[] = []
  for (const sentence of sentences) {
    const last = joined.at(-1)
    const cut = last && quotes.some(({ start, end }) => start < last.end && end > sentence.start)
    if (cut) joined[joined.length - 1] = { start: last.start, end: sentence.end }
    else joined.push(sentence)
  }
  return joined
}
