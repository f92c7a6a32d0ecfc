import type { TracePassage } from '../domain/tracing.ts'
import { type Scan, scan as scanText } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'
import { alignTranslated } from '../text/translated/align.ts'
import type { Translatable } from '../text/translated/anchors.ts'
import {
  confidenceOf,
  enoughConfidence,
  passagesOf,
  tellablePairs,
} from '../text/translated/findTranslated.ts'
import { anchorsOf } from './anchorsOf.ts'
import { creditsSource, decideDirection, linksTo } from './decideDirection.ts'
import { encodedOdds } from './encodedOdds.ts'
import { type KnownReport, sameName } from './knownReport.ts'
import type { TracingMemory } from './memory.ts'
import { shareOf } from './shareOf.ts'

/** A report in another language that this one translates, or is translated in. */
export interface Translation {
  readonly key: string
  readonly share: number
  readonly shareThere: number
  readonly passages: readonly TracePassage[]
  /** The chance that one translates the other, 0 to 1. */
  readonly chance: number
}

/** A text to find translations of, as far as it is looked at. */
export interface TranslatedText {
  readonly report: KnownReport
  readonly scan: Scan
  readonly article: readonly Span[]
}

/** Texts read and aligned for one report, at some milliseconds each. */
const mostAligned = 2
/** Of 100 texts 75 have none this like them (a cosine) that they have nothing to do with; true translations 90 to 100. */
const leastLikeness = 0.08
/**
 * A report that names or links another is more likely to carry its text, as much, in log odds, as in its direction; one
 * that is signed by its own source, as agencies do in the dateline, as much less: two agencies hear one press conference.
 */
const namedOdds = 4
/** Two sentences that fit may be of one event; of a report that is named, one is enough. */
const fewestPairs = 3

type TextOf = (id: string) => Promise<{ text: string; article?: readonly Span[] } | undefined>

/** The reports of the window that translate a text or are translated in it, `named` among the candidates. */
export async function findTranslations(
  text: TranslatedText,
  memory: TracingMemory,
  textOf: TextOf,
  named?: KnownReport,
): Promise<Translation[]> {
  const { language } = text.report
  if (language === undefined) return []
  const here = anchorsOf(text.scan, language, text.article)
  if (!memory.translations.hasOthers(here.language)) return []
  const found: Translation[] = []
  for (const { key, likeness } of candidatesFor(here, memory, named)) {
    const there = memory.known.get(key)?.report
    const source = there?.language !== undefined ? await textOf(key) : undefined
    if (!there?.language || !source) continue
    const other = otherText(source, there)
    const alignment = alignTranslated(here, other.anchors)
    const odds = oddsOf(
      { report: text.report, text: text.scan.text, article: text.article },
      { report: there, text: source.text, article: other.article },
    )
    const heard = memory.encoder
      ? await encodedOdds(memory.encoder, alignment.pairs, text.scan.text, source.text)
      : 0
    const chance = withOdds(confidenceOf(here, other.anchors, alignment, likeness), odds + heard)
    const pairs = tellablePairs(alignment)
    if (chance < enoughConfidence || pairs.length < (odds > 0 ? 1 : fewestPairs)) continue
    const passages = passagesOf(pairs).map((passage) => ({ ...passage, kind: 'translated' as const }))
    found.push({
      key,
      chance,
      passages,
      share: shareOf(
        text.scan,
        text.article,
        passages.map((passage) => passage.here),
      ),
      shareThere: shareOf(
        other.scan,
        other.article,
        passages.map((passage) => passage.there),
      ),
    })
  }
  return found
}

function candidatesFor(
  here: Translatable,
  { translations }: TracingMemory,
  named: KnownReport | undefined,
): { key: string; likeness: number }[] {
  const all = translations.inOthers(here, mostAligned)
  const least = Math.max(leastLikeness, (all[0]?.likeness ?? 0) / 2)
  const likely = all.filter((one) => one.likeness >= least)
  const isSame = named?.language === undefined || plainTag(named.language) === here.language
  if (!named || isSame || likely.some(({ key }) => key === named.id)) return likely
  return [{ key: named.id, likeness: leastLikeness }, ...likely.slice(0, mostAligned - 1)]
}

function plainTag(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0]!
}

function otherText(
  { text, article }: { text: string; article?: readonly Span[] },
  { language }: KnownReport,
): { scan: Scan; article: readonly Span[]; anchors: Translatable } {
  const scan = scanText(text)
  return {
    scan,
    article: article ?? [{ start: 0, end: text.length }],
    anchors: anchorsOf(scan, language!, article),
  }
}

interface Side {
  readonly report: KnownReport
  readonly text: string
  readonly article: readonly Span[]
}

function oddsOf(here: Side, there: Side): number {
  if (isNamed(here.report, there.report)) return namedOdds
  const isLater = decideDirection(here.report, there.report).earlier >= 0.5
  return signsItself(isLater ? here : there) ? -namedOdds : 0
}

const datelineLength = 120

/** Whether a report credits its own source, or begins with its name. */
function signsItself({ report, text, article }: Side): boolean {
  const { credits, sourceName } = report
  if (credits.some((name) => sameName(name, sourceName))) return true
  const from = article[0]?.start ?? 0
  const words = (part: string) => ` ${part.toLowerCase().replace(/[^\p{L}\p{M}\p{Nd}]+/gu, ' ')} `
  return sourceName !== '' && words(text.slice(from, from + datelineLength)).includes(words(sourceName))
}

function isNamed(one: KnownReport, other: KnownReport): boolean {
  return linksTo(one, other) || creditsSource(one, other) || linksTo(other, one) || creditsSource(other, one)
}

function withOdds(chance: number, odds: number): number {
  const [yes, no] = [chance * Math.exp(odds), 1 - chance]
  return yes / (yes + no)
}
