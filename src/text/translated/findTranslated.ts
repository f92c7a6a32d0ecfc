import type { Scan } from '../scan.ts'
import type { Span } from '../sentences.ts'
import { alignTranslated, type SentencePair, type TranslatedAlignment } from './align.ts'
import { type Translatable, translatable } from './anchors.ts'
import { bias, weights } from './confidenceWeights.ts'
import type { TranslationIndex } from './translationIndex.ts'

/** A text in another language that a text translates, or is translated in. Which of the two, tracing decides. */
export interface FoundTranslation {
  readonly key: string
  /** Neighbouring sentences that translate each other, in order. */
  readonly passages: readonly TranslatedPassage[]
  /** Part of the asked text that lies in the passages, 0 to 1. */
  readonly share: number
  /** The chance that one translates the other, 0 to 1. */
  readonly confidence: number
}

export interface TranslatedPassage {
  readonly here: Span
  readonly there: Span
  /** The mean chance that its sentences belong together, 0 to 1. */
  readonly similarity: number
}

/** The text to find translations of; see `translatable` for the sentences. */
export interface AskedText {
  readonly scan: Scan
  /** A language tag such as "fr" or "zh-CN"; a text whose language is not known finds less. */
  readonly language?: string
  readonly sentences?: readonly Span[]
}

/** What is looked in: the index, and where to read a candidate's text from. */
export interface TranslationWindow {
  readonly index: TranslationIndex
  readonly textOf: (key: string) => Translatable | undefined | Promise<Translatable | undefined>
}

/** Below this confidence nothing is said; docs/decisions/translated-copies.md has the precision that it gives. */
export const enoughConfidence = 0.9
const mostCandidates = 12
const fewestPairs = 2
/** What a pair must share to be told for itself, and how likely it must be. */
const enoughShared = 1
const enoughSimilarity = 0.6

/**
 * The texts of the window, in other languages, that this text translates or is translated in, best first; empty unless
 * the evidence is good. Two texts on one event share names and figures too, but not sentence by sentence.
 */
export async function findTranslated(
  asked: AskedText,
  window: TranslationWindow,
): Promise<FoundTranslation[]> {
  const here = translatable(asked.scan, asked.language, asked.sentences)
  const weighed = await weighTranslations(here, window)
  return weighed.flatMap(({ key, confidence, alignment }) => {
    const pairs = confidence >= enoughConfidence ? tellablePairs(alignment) : []
    if (pairs.length < fewestPairs) return []
    return [{ key, passages: passagesOf(pairs), share: shareOf(here, pairs), confidence }]
  })
}

/** A candidate, aligned. */
export interface WeighedTranslation {
  readonly key: string
  readonly confidence: number
  readonly alignment: TranslatedAlignment
}

/** The likeliest texts of the window with their confidence, however small, best first. */
export async function weighTranslations(
  here: Translatable,
  { index, textOf }: TranslationWindow,
): Promise<WeighedTranslation[]> {
  const weighed: WeighedTranslation[] = []
  for (const { key, likeness } of index.candidates(here, mostCandidates)) {
    const there = await textOf(key)
    if (!there) continue
    const alignment = alignTranslated(here, there)
    weighed.push({ key, alignment, confidence: confidenceOf(here, there, alignment, likeness) })
  }
  return weighed.sort((a, b) => b.confidence - a.confidence)
}

/** The chance that two texts translate each other: a logistic model, trained by bench/translated/train.ts. */
export function confidenceOf(
  here: Translatable,
  there: Translatable,
  alignment: TranslatedAlignment,
  likeness: number,
): number {
  const values = measureTranslation(here, there, alignment, likeness)
  const sum = values.reduce((total, value, i) => total + value * weights[i]!, bias)
  return 1 / (1 + Math.exp(-sum))
}

const mostShared = 6
const anchored = 2

/** What the model looks at, always in the same order. */
export function measureTranslation(
  here: Translatable,
  there: Translatable,
  { pairs, evidence }: TranslatedAlignment,
  likeness: number,
): number[] {
  const sentences = Math.max(1, Math.min(here.sentences.length, there.sentences.length))
  const shared = pairs.reduce((sum, pair) => sum + Math.min(mostShared, pair.shared), 0) / sentences
  const isLatin = isMostlyLatin(here) && isMostlyLatin(there) ? 1 : 0
  const basic = [
    Math.log(likeness + 0.005),
    evidence / sentences,
    shared,
    pairs.filter((pair) => pair.shared > anchored).length / sentences,
    pairs.length / sentences,
    continuity(pairs),
    pairs.reduce((sum, pair) => sum + pair.kept, 0) / (pairs.reduce((sum, pair) => sum + pair.all, 0) + 1),
  ]
  return [...basic, ...basic.map((value) => value * isLatin), isLatin, Math.log(sentences), evidence / 50]
}

/** How often the next pair is of the next sentences of both. */
function continuity(pairs: readonly SentencePair[]): number {
  const steps = pairs.slice(1).filter((pair, i) => pair.a === pairs[i]!.a + 1 && pair.b === pairs[i]!.b + 1)
  return steps.length / Math.max(1, pairs.length - 1)
}

/** True for languages in Latin letters, by what names are written in: they share more by chance. */
function isMostlyLatin({ sentences }: Translatable): boolean {
  const names = { latin: 0, other: 0 }
  for (const { latinNames, nativeNames, hanNames } of sentences) {
    names.latin += latinNames.length
    names.other += nativeNames.length + hanNames.length
  }
  return names.latin > names.other
}

/** The pairs of an alignment that are told: likely ones that share something, or stand between two that do. */
export function tellablePairs({ pairs }: TranslatedAlignment): SentencePair[] {
  const likely = pairs.filter((pair) => pair.similarity >= enoughSimilarity)
  return likely.filter((pair, i) => {
    const isBetween = [likely[i - 1], likely[i + 1]].every(
      (one) => one && one.shared >= enoughShared && isNext(one, pair),
    )
    return pair.shared >= enoughShared || isBetween
  })
}

function isNext(one: SentencePair, other: SentencePair): boolean {
  return Math.abs(one.a - other.a) <= 1 && Math.abs(one.b - other.b) <= 1
}

/** Pairs that follow each other in both texts become one passage. */
export function passagesOf(pairs: readonly SentencePair[]): TranslatedPassage[] {
  const runs: SentencePair[][] = []
  for (const pair of pairs) {
    const run = runs.at(-1)
    if (run && isNext(run.at(-1)!, pair)) run.push(pair)
    else runs.push([pair])
  }
  return runs.map((run) => ({
    here: around(run.map((pair) => pair.here)),
    there: around(run.map((pair) => pair.there)),
    similarity: run.reduce((sum, pair) => sum + pair.similarity, 0) / run.length,
  }))
}

function around(spans: readonly Span[]): Span {
  return {
    start: Math.min(...spans.map((span) => span.start)),
    end: Math.max(...spans.map((span) => span.end)),
  }
}

function shareOf({ sentences }: Translatable, pairs: readonly SentencePair[]): number {
  const all = sentences.reduce((sum, sentence) => sum + sentence.length, 0)
  const carried = new Set(pairs.map((pair) => pair.a))
  return [...carried].reduce((sum, number) => sum + sentences[number]!.length, 0) / Math.max(1, all)
}
