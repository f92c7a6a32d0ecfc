import type { Scan } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'
import type { Translatable } from '../text/translated/anchors.ts'
import { anchorsOf } from './anchorsOf.ts'
import { creditsSource, type Direction, decideDirection } from './decideDirection.ts'
import { type KnownOrigin, type KnownReport, likelyTime, sameName } from './knownReport.ts'
import type { TracingMemory } from './memory.ts'

/** The report of the window that a text says it was taken from. */
export interface NamedReport {
  readonly report: KnownReport
  readonly origin?: KnownOrigin
  readonly direction: Direction
  /** How it was found: an address leads to it, or it alone of its source's reports fits. */
  readonly by: 'link' | 'credit'
}

/**
 * The report that an address among its credits leads to, or a link to a report of a source it names; of several, such
 * as an agency's report and the paper it came through, the last. Undefined where none of them is in the window.
 */
export function linkedReport(report: KnownReport, memory: TracingMemory): NamedReport | undefined {
  const told = (report.takenFrom ?? []).map((address) => memory.known.at(address))
  const linked = report.links
    .map((address) => memory.known.at(address))
    .filter((one) => one && creditsSource(report, one.report))
  const found = [...told, ...linked].flatMap((one) => (one ? earlier(report, one, 'link') : []))
  return found.sort((a, b) => timeOf(b.report) - timeOf(a.report))[0]
}

const hourMs = 3_600_000
/** A credited report came at most so long before. */
const longestBefore = 48 * hourMs
/** What it must share at the least, as a cosine of names and numbers on one side and all that tells a text on the other. */
const leastLikeness = 0.1
/** Names and numbers that both have, at the least: two names may sound alike. */
const fewestShared = 3
/** How much more the likeliest must share than the next: several reports of an agency on one event are not told apart. */
const clearlyMore = 1.5
const mostLooked = 40

/** The one report of a credited source that came shortly before and shares names and numbers; undefined where several do. */
export function creditedReport(
  { report, scan, article }: { report: KnownReport; scan: Scan; article: readonly Span[] },
  memory: TracingMemory,
): NamedReport | undefined {
  const names = [...report.credits, ...report.declared].filter((name) => !sameName(name, report.sourceName))
  if (report.language === undefined || !names.some((name) => memory.known.hasSource(name))) return undefined
  const here = withoutWords(anchorsOf(scan, report.language, article))
  const [first, second] = memory.translations.inAny(here, mostLooked).flatMap(({ key, likeness }) => {
    const known = memory.known.get(key)
    if (!known || key === report.id || !creditsSource(report, known.report)) return []
    const named = earlier(report, known, 'credit')
    return isShortlyBefore(report, known.report) ? named.map((one) => ({ ...one, likeness })) : []
  })
  if (!first || first.likeness < leastLikeness) return undefined
  if (memory.translations.shared(first.report.id, here) < fewestShared) return undefined
  if (second && first.likeness < clearlyMore * second.likeness) return undefined
  const { likeness: _, ...named } = first
  return named
}

/** Names and numbers alone: words in common tell little in a small window. */
function withoutWords({ language, sentences }: Translatable): Translatable {
  return { language, sentences: sentences.map((sentence) => ({ ...sentence, words: new Set<number>() })) }
}

function earlier(
  report: KnownReport,
  there: { readonly report: KnownReport; readonly origin?: KnownOrigin },
  by: NamedReport['by'],
): NamedReport[] {
  const direction = decideDirection(report, there.report)
  if (there.report.id === report.id || direction.earlier < 0.5) return []
  return [{ report: there.report, origin: there.origin, direction, by }]
}

function isShortlyBefore(report: KnownReport, there: KnownReport): boolean {
  const uncertain = report.uncertainMs + there.uncertainMs
  const before = timeOf(report) - timeOf(there)
  return before < longestBefore + uncertain && before > -uncertain
}

function timeOf(report: KnownReport): number {
  return likelyTime(report) ?? report.arrived
}
