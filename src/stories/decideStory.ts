import type { Traced } from '../domain/tracing.ts'
import { afterSilence } from './regroup.ts'

/** The one threshold: reports at least this alike belong together. Best B³ F1 on ECB+ train (bench/stories). */
export const togetherFrom = 0.23
/** A copied share of at least this puts a report in the story of the report it was taken from. */
const carriedFrom = 0.25
/** What part of the threshold is asked for where the article links to a report of the story. */
const linkedPart = 0.5
/** And where that report is in another language, so that only names and numbers can be alike. */
const linkedAcrossPart = 0.2

/** A story that may be the report's own. */
export interface Candidate {
  readonly story: string
  readonly headline: string
  /** Mean likeness to the story's three most alike reports, 0 to 1. */
  readonly likeness: number
  /** Its report that is most alike. */
  readonly nearest?: string | undefined
  /** Shared words as written, the most telling first; where they were looked for. */
  readonly sharedWords?: readonly string[]
  /** Days between the report and the story's nearest end, 0 within it; absent where times are not known. */
  readonly quietDays?: number | undefined
  /** Reports of it that were compared. */
  readonly reports: number
}

/** A link that tracing found from the report to one already in a story. */
export interface Carried {
  readonly story: string
  readonly of: string
  /** Part of the report's words that came from there, 0 to 1. */
  readonly share: number
  readonly kind: 'whole' | 'modified' | 'quoted'
}

/** An address in the report that is that of a report already in a story. */
export interface Linked {
  readonly story: string
  readonly of: string
  readonly headline: string
  /** `declared`: the page says that its text comes from there. `mentioned`: its article links there. */
  readonly how: 'declared' | 'mentioned'
  /** True where the two are in different languages. */
  readonly acrossLanguages: boolean
}

/** The origin, or else the strongest link, that tracing found to a report whose story is known. */
export function carriedBy(
  { origin, traces }: Pick<Traced, 'origin' | 'traces'>,
  storyOf: (report: string) => string | undefined,
): Carried | undefined {
  const known = traces.filter(({ of }) => storyOf(of) !== undefined).sort((a, b) => b.share - a.share)
  const strongest = known.find(({ of, share }) => of === origin.of && share >= carriedFrom) ?? known[0]
  if (!strongest) return undefined
  const { of, share } = strongest
  const kind = origin.of === of && origin.kind !== 'own' ? origin.kind : 'quoted'
  return { story: storyOf(of)!, of, share, kind }
}

export interface Decided {
  /** The story to join; absent for a new one. */
  readonly story?: string
  /** The report it stays with from now on, whose text or address led there. */
  readonly follows?: string
  readonly similarity: number
  readonly sharedWords: readonly string[]
  readonly reasons: readonly string[]
}

/** Decides which story a report belongs to, and says why. */
export function decideStory(
  candidates: readonly Candidate[],
  carried: Carried | undefined,
  linked?: Linked,
  threshold = togetherFrom,
): Decided {
  if (carried && carried.share >= carriedFrom)
    return carriedInto(carried, candidateOf(candidates, carried.story))
  if (linked?.how === 'declared') return linkedInto(linked, candidateOf(candidates, linked.story))
  const mentioned = linked && candidateOf(candidates, linked.story)
  const asked = threshold * (linked?.acrossLanguages ? linkedAcrossPart : linkedPart)
  const best = nearest(candidates)
  if (linked && mentioned && inTime(mentioned) >= asked && (!best || inTime(best) < threshold)) {
    return linkedInto(linked, mentioned)
  }
  if (!best) return alone(['No earlier report shares its rare words.'])
  const likeness = inTime(best)
  if (likeness < threshold) return alone(tooFar(best, likeness, threshold))
  return {
    story: best.story,
    similarity: likeness,
    sharedWords: best.sharedWords ?? [],
    reasons: [
      ...likenessReason(best),
      ...quietReason(best, likeness),
      ...(carried ? [`It quotes a report of this story for ${percent(carried.share)} of its text.`] : []),
    ],
  }
}

function carriedInto({ story, of, share, kind }: Carried, candidate: Candidate | undefined): Decided {
  return {
    story,
    follows: of,
    similarity: Math.max(candidate?.likeness ?? 0, share),
    sharedWords: candidate?.sharedWords ?? [],
    reasons: [
      `${percent(share)} of its text came from a report of this story.`,
      ...(kind === 'whole' ? [] : likenessReason(candidate)),
    ],
  }
}

function linkedInto(
  { story, of, how, headline, acrossLanguages }: Linked,
  candidate: Candidate | undefined,
): Decided {
  const language = acrossLanguages ? ', in another language' : ''
  return {
    story,
    // A page that declares its source stays with it; one that only links to a report may be moved away.
    ...(how === 'declared' ? { follows: of } : {}),
    similarity: candidate?.likeness ?? 0,
    sharedWords: candidate?.sharedWords ?? [],
    reasons: [
      how === 'declared'
        ? `Its page says that it comes from “${headline}”${language}, a report of this story.`
        : `It links to “${headline}”${language}, a report of this story.`,
      ...likenessReason(candidate),
    ],
  }
}

function candidateOf(candidates: readonly Candidate[], story: string): Candidate | undefined {
  return candidates.find((one) => one.story === story)
}

/** The candidate that is most alike as it counts after its silence. */
export function nearest(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined
  for (const candidate of candidates) if (!best || inTime(candidate) > inTime(best)) best = candidate
  return best
}

/** Likeness as it counts after the story's silence. */
function inTime({ likeness, quietDays }: Candidate): number {
  return Math.min(1, likeness * afterSilence(quietDays))
}

function alone(reasons: readonly string[]): Decided {
  return { similarity: 1, sharedWords: [], reasons: ['It is the first report of its story.', ...reasons] }
}

function tooFar(best: Candidate, likeness: number, threshold: number): string[] {
  return [
    `The nearest story, “${best.headline}”, is ${number(likeness)} alike; ${number(threshold)} is asked for.`,
    ...quietReason(best, likeness),
  ]
}

function likenessReason(candidate: Candidate | undefined): string[] {
  if (!candidate?.sharedWords || candidate.sharedWords.length === 0) return []
  const reports =
    candidate.reports === 1 ? 'the story’s one report' : 'the reports of the story nearest to it'
  return [
    `It is ${number(candidate.likeness)} alike to ${reports}: both speak of ${candidate.sharedWords.slice(0, 5).join(', ')}.`,
  ]
}

function quietReason({ likeness: raw, quietDays = 0 }: Candidate, likeness: number): string[] {
  const counts = number(likeness)
  if (counts === number(raw)) return []
  const days = Math.round(quietDays)
  const why = days <= 2 ? 'Both are of the same days' : `The story had been quiet for ${days} days`
  return [`${why}, so ${number(raw)} counts as ${counts}.`]
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

function number(value: number): string {
  return value.toFixed(2)
}
