import type { Traced } from '../domain/tracing.ts'

/** The one threshold: reports at least this alike belong together. Best B³ F1 on ECB+ train (bench/stories). */
export const togetherFrom = 0.32
/** A copied share of at least this puts a report in the story of the report it was taken from. */
const carriedFrom = 0.25
/** A story that has been quiet this many days, beyond the first two, asks for twice the likeness. */
const halfLifeDays = 21
const freshDays = 2

/** A story that may be the report's own. */
export interface Candidate {
  readonly story: string
  readonly headline: string
  /** Mean likeness to the story's three most alike reports, 0 to 1. */
  readonly likeness: number
  /** Shared words as written, the most telling first. */
  readonly sharedWords: readonly string[]
  /** Days between the report and the story's nearest end; 0 within it or when times are not known. */
  readonly quietDays: number
  readonly reports: number
}

/** A link that tracing found from the report to one already in a story. */
export interface Carried {
  readonly story: string
  /** Part of the report's words that came from there, 0 to 1. */
  readonly share: number
  readonly kind: 'whole' | 'modified' | 'quoted'
}

/** The strongest link that tracing found to a report whose story is known. */
export function carriedBy(
  { origin, traces }: Pick<Traced, 'origin' | 'traces'>,
  storyOf: (report: string) => string | undefined,
): Carried | undefined {
  const strongest = [...traces].sort((a, b) => b.share - a.share).find(({ of }) => storyOf(of) !== undefined)
  if (!strongest) return undefined
  const kind = origin.of === strongest.of && origin.kind !== 'own' ? origin.kind : 'quoted'
  return { story: storyOf(strongest.of)!, share: strongest.share, kind }
}

export interface Decided {
  /** The story to join; absent for a new one. */
  readonly story?: string
  readonly similarity: number
  readonly sharedWords: readonly string[]
  readonly reasons: readonly string[]
}

/** Decides which story a report belongs to, and says why. */
export function decideStory(
  candidates: readonly Candidate[],
  carried: Carried | undefined,
  threshold = togetherFrom,
): Decided {
  const byStory = candidates.find((one) => one.story === carried?.story)
  if (carried && carried.share >= carriedFrom) {
    return {
      story: carried.story,
      similarity: Math.max(byStory?.likeness ?? 0, carried.share),
      sharedWords: byStory?.sharedWords ?? [],
      reasons: [
        `${percent(carried.share)} of its text came from a report of this story.`,
        ...likenessReason(byStory),
      ],
    }
  }
  const best = nearest(candidates)
  if (!best) return alone(['No earlier report shares its rare words.'])
  const likeness = inTime(best)
  if (likeness < threshold) return alone(tooFar(best, likeness, threshold))
  return {
    story: best.story,
    similarity: likeness,
    sharedWords: best.sharedWords,
    reasons: [
      ...likenessReason(best),
      ...quietReason(best, likeness),
      ...(carried ? [`It quotes a report of this story for ${percent(carried.share)} of its text.`] : []),
    ],
  }
}

function nearest(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined
  for (const candidate of candidates) if (!best || inTime(candidate) > inTime(best)) best = candidate
  return best
}

/** Likeness as it counts after the story's silence. */
function inTime({ likeness, quietDays }: Candidate): number {
  return likeness * 2 ** (-Math.max(0, quietDays - freshDays) / halfLifeDays)
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
  if (!candidate || candidate.sharedWords.length === 0) return []
  const reports =
    candidate.reports === 1 ? 'the story’s one report' : 'the reports of the story nearest to it'
  return [
    `It is ${number(candidate.likeness)} alike to ${reports}: both speak of ${candidate.sharedWords.slice(0, 5).join(', ')}.`,
  ]
}

function quietReason(candidate: Candidate, likeness: number): string[] {
  if (candidate.quietDays <= freshDays) return []
  const days = Math.round(candidate.quietDays)
  return [
    `The story had been quiet for ${days} days, so ${number(candidate.likeness)} counts as ${number(likeness)}.`,
  ]
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

function number(value: number): string {
  return value.toFixed(2)
}
