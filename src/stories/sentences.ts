import type { Passage } from '../domain/passage.ts'
import { articleBlocks, type Reading } from '../domain/reading.ts'
import type { Scan } from '../text/scan.ts'
import { countedIn } from './counted.ts'
import { type AskedSentence, freshShare } from './decideDevelopments.ts'
import { pairsOf } from './said.ts'
import { occurrencesOf } from './terms.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The sentences of a report's article, each as the story compares it. `fresh` absent: nothing was traced. */
export function askedSentences(
  report: string,
  words: Scan,
  reading: Pick<Reading, 'blocks'>,
  vocabulary: Vocabulary,
  fresh?: readonly Passage[],
): AskedSentence[] {
  return sentencesIn(words, articleBlocks(reading)).map((passage) =>
    askedSentence(report, words, passage, vocabulary, fresh),
  )
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
    pairs: pairsOf(ids),
    words: new Set(occurrences.filter((one) => !one.number).map((one) => one.key)).size,
    counted: countedIn(words.text, occurrences),
    fresh: fresh ? freshShare({ start, end }, fresh) : 1,
  }
}

function sentencesIn(words: Scan, blocks: readonly Passage[]): Passage[] {
  return words.sentences.filter((sentence) =>
    blocks.some((block) => sentence.start >= block.start && sentence.end <= block.end + 1),
  )
}
