import { overlap, type Passage } from '../domain/passage.ts'
import type { Development, DevelopmentKind } from '../domain/story.ts'
import { type Counted, countsSame } from './counted.ts'
import {
  apologyCue,
  backgroundCue,
  correctionCue,
  denialCue,
  quotedSpeech,
  statementCue,
  withdrawalCue,
  yearsIn,
} from './cues.ts'
import { newFrom, newness } from './newness.ts'
import type { Said, SaidSentence } from './said.ts'
import type { PlacedWords } from './stating.ts'

/** A sentence that an earlier one holds to this part by rarity says the same. */
const sameFrom = 0.75
/** Of a sentence at least this part must be left over by tracing, else it is copied. */
const freshFrom = 0.5
/** The part of a sentence that an earlier one must hold to be what it corrects or changes. */
const aboutTheSameFrom = 0.2
/** A correction of which an earlier one holds this part was told before. */
const amendedFrom = 0.6
/** And to be what it denies. */
const deniedFrom = 0.35
/** Sentences with fewer telling words say too little to be a development. */
const fewestWords = 3
const mostDevelopments = 12

/** A sentence of the report that asks what it adds. */
export interface AskedSentence extends SaidSentence {
  readonly passage: Passage
  readonly placed: PlacedWords
  /** Different telling words in it, numbers apart. */
  readonly words: number
  /** Part of the sentence that aligns with nothing earlier, 0 to 1. */
  readonly fresh: number
}

export interface ReportAdds {
  readonly developments: readonly Development[]
  /** Sentences that are new to the story but tell of what was before it. */
  readonly background: readonly Passage[]
}

/** Decides what a report adds to a story that has said what `said` remembers. `year` is the report's own. */
export function decideDevelopments(
  sentences: readonly AskedSentence[],
  said: Said,
  year: number | undefined,
): ReportAdds {
  if (said.size === 0) return { developments: firstReport(sentences, year), background: [] }
  const developments: Development[] = []
  const background: Passage[] = []
  for (const sentence of sentences) {
    const found = whatItAdds(sentence, said)
    if (!found) continue
    const isAmended = found.kind === 'correction' || found.kind === 'withdrawal'
    if (!isAmended && isBackground(sentence.text, year)) background.push(sentence.passage)
    else if (!repeats(developments, found)) developments.push(found)
  }
  return { developments: developments.slice(0, mostDevelopments), background }
}

/** Part of a passage that the fresh spans cover, 0 to 1. */
export function freshShare(passage: Passage, fresh: readonly Passage[]): number {
  const length = passage.end - passage.start
  const covered = fresh.reduce((sum, span) => sum + overlap(passage, span), 0)
  return length === 0 ? 0 : Math.min(1, covered / length)
}

/** The lead, and each other sentence that gives a figure: what changes it or takes it back names that sentence. */
function firstReport(sentences: readonly AskedSentence[], year: number | undefined): Development[] {
  const lead = sentences.find((sentence) => sentence.words >= fewestWords) ?? sentences[0]
  if (!lead) return []
  const figures = sentences.filter(
    (one) =>
      one !== lead && one.counted.length > 0 && one.fresh >= freshFrom && !isBackground(one.text, year),
  )
  const found = [development('first-report', lead), ...figures.map((one) => development('new-figure', one))]
  return found.slice(0, mostDevelopments)
}

function whatItAdds(sentence: AskedSentence, said: Said): Development | undefined {
  const amended = amends(sentence, said)
  if (amended) return amended
  const figure = changedFigure(sentence, said)
  if (figure) return figure
  if (sentence.fresh < freshFrom || sentence.words < fewestWords) return undefined
  const nearest = said.nearest(sentence.ids)
  const before = nearest && nearest.share >= aboutTheSameFrom ? nearest.sentence : undefined
  if (nearest && nearest.share >= 0.95) return undefined
  if (denialCue.test(sentence.text) && !(before && denialCue.test(before.text))) {
    return development('denial', sentence, nearest && nearest.share >= deniedFrom ? before : undefined)
  }
  if (isTold(sentence, said)) return undefined
  if (nearest && nearest.share >= sameFrom) return undefined
  const newFigure = sentence.counted.some((one) => !said.figure(one).given)
  if (newness(sentence.placed, said) < newFrom) return undefined
  if (newFigure) return development('new-figure', sentence)
  const heard = quotedSpeech.test(sentence.text) || statementCue.test(sentence.text)
  return development(heard ? 'new-statement' : 'new-information', sentence)
}

/**
 * A sentence that takes back or mends what was published, with what was said before. Asked of copied sentences too, as
 * a correction repeats much of what it corrects; one that was itself told before is not told again.
 */
function amends(sentence: AskedSentence, said: Said): Development | undefined {
  const cue = [withdrawalCue, correctionCue].find((one) => one.test(sentence.text))
  if (!cue || sentence.words < fewestWords) return undefined
  const nearest = said.nearest(sentence.ids)
  if (nearest && nearest.share >= amendedFrom && cue.test(nearest.sentence.text)) return undefined
  const before = nearest && nearest.share >= aboutTheSameFrom ? nearest.sentence : undefined
  const kind = cue === withdrawalCue ? 'withdrawal' : 'correction'
  return development(kind, sentence, mended(sentence, said) ?? before)
}

/**
 * What a figure mends: of the sentences that count the same otherwise, the one most like it tells which figure is meant,
 * and the first that gave that figure is what was told.
 */
function mended(sentence: AskedSentence, said: Said): SaidSentence | undefined {
  let best: { one: SaidSentence; wrong: Counted } | undefined
  for (const counted of sentence.counted) {
    for (const one of said.counting(counted.of)) {
      const wrong = one.counted.find(({ of }) => of === counted.of)!
      if (one.counted.some(({ of, value }) => of === counted.of && value === counted.value)) continue
      if (!best || holds(one, sentence) >= holds(best.one, sentence)) best = { one, wrong }
    }
  }
  if (!best || holds(best.one, sentence) < aboutTheSameFrom) return undefined
  return said.firstGiving(best.wrong) ?? best.one
}

/** Only tells in another language what one sentence of the story counts already, number for number. */
function isTold({ counted, lang }: AskedSentence, said: Said): boolean {
  if (!lang || counted.length === 0) return false
  return said
    .inOtherLanguages(lang)
    .some((one) => counted.every((mine) => one.counted.some((theirs) => countsSame(mine, theirs))))
}

/** A figure that the story gave otherwise before. Asked of copied sentences too: a copy with another number is new. */
function changedFigure(sentence: AskedSentence, said: Said): Development | undefined {
  for (const counted of sentence.counted) {
    const { last, given } = said.figure(counted)
    if (given || !last || last.report === sentence.report) continue
    if (holds(last, sentence) >= aboutTheSameFrom) return development('changed-figure', sentence, last)
  }
  return undefined
}

/** The part of the second sentence's words, numbers apart, that the first has. */
function holds(earlier: SaidSentence, later: SaidSentence): number {
  const has = new Set(earlier.ids)
  const shared = later.ids.filter((id) => has.has(id)).length
  return later.ids.length === 0 ? 0 : shared / later.ids.length
}

/** Tells of an earlier time, not of the event: "last year", or only years before the report's own. */
function isBackground(text: string, year: number | undefined): boolean {
  if (backgroundCue.test(text) || apologyCue.test(text)) return true
  const years = yearsIn(text)
  return year !== undefined && years.length > 0 && years.every((one) => one < year)
}

function repeats(developments: readonly Development[], next: Development): boolean {
  return developments.some((one) => one.text === next.text)
}

function development(kind: DevelopmentKind, sentence: AskedSentence, before?: SaidSentence): Development {
  const { passage, text } = sentence
  return before ? { kind, passage, text, replaces: before.text } : { kind, passage, text }
}
