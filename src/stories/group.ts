import { type Scan, scan } from '../text/scan.ts'
import { type Candidate, type Carried, type Decided, decideStory, togetherFrom } from './decideStory.ts'
import { profileOf } from './likeness.ts'
import type { RememberedReport, RememberedStory, StoryMemory } from './memory.ts'
import { termsOf } from './terms.ts'

/** A report's words as they are compared. */
interface Words {
  readonly id: string
  readonly headline: string
  /** The headline and the article's own words. */
  readonly words: Scan
  /** Milliseconds since 1970; undefined where it is not known. */
  readonly at: number | undefined
  /** When it came, by the clock by which stories are let go. */
  readonly now: number
}

/** A report as grouping sees it. */
export interface Arrival extends Words {
  readonly carried: Carried | undefined
  /** The story that a person put it in, which is not decided again. */
  readonly settled?: string | undefined
}

export interface Grouped {
  readonly story: RememberedStory
  readonly decided: Decided
  /** True where the report began the story. */
  readonly began: boolean
  /** Stories found to be the same one, now part of `story`. */
  readonly merged: readonly { readonly story: RememberedStory; readonly likeness: number }[]
}

export interface GroupOptions {
  readonly threshold?: number
  /** False where a person's decision keeps two stories apart. */
  readonly mayMerge?: (one: string, other: string) => Promise<boolean> | boolean
}

/** Decides a report's story and remembers it, and merges the stories that it shows to be one. */
export async function groupReport(
  memory: StoryMemory,
  arrival: Arrival,
  newStoryId: () => string,
  options: GroupOptions = {},
): Promise<Grouped> {
  const report = remembered(memory, arrival, arrival.carried?.kind !== 'whole')
  memory.learn(report)
  const candidates = asWritten(memory.candidates(report), arrival.words)
  const decided = arrival.settled
    ? settledIn(arrival.settled)
    : decideStory(candidates, arrival.carried, options.threshold)
  const id = decided.story ?? newStoryId()
  const began = memory.story(id) === undefined
  const story = memory.place(report, id, arrival.headline, arrival.now)
  const merged = began
    ? []
    : await mergeInto(
        memory,
        story,
        candidates.map((one) => one.story),
        options,
      )
  return {
    story: merged.length > 0 ? memory.story(id)! : story,
    decided,
    began,
    merged,
  }
}

/** Remembers a report whose story is known. `voice` is false for a whole copy of another report. */
export function rememberReport(
  memory: StoryMemory,
  report: Words & { readonly voice: boolean },
  story: string,
  storyHeadline: string,
): RememberedStory {
  const kept = remembered(memory, report, report.voice)
  memory.learn(kept)
  return memory.place(kept, story, storyHeadline, report.now)
}

function settledIn(story: string): Decided {
  return { story, similarity: 1, sharedWords: [], reasons: ['An editor put it in this story.'] }
}

function remembered(memory: StoryMemory, arrival: Words, voice: boolean): RememberedReport {
  const headlineKeys = new Set(termsOf(scan(arrival.headline)).map((term) => term.key))
  const profile = profileOf(termsOf(arrival.words), memory.vocabulary, headlineKeys)
  return { id: arrival.id, profile, at: arrival.at, voice }
}

/** Stories that the report is near to and whose reports, on average, are alike enough to be one story. */
async function mergeInto(
  memory: StoryMemory,
  story: RememberedStory,
  near: readonly string[],
  { threshold = togetherFrom, mayMerge = () => true }: GroupOptions,
): Promise<{ story: RememberedStory; likeness: number }[]> {
  const merged = []
  for (const id of near) {
    const other = memory.story(id)
    if (!other || other.id === story.id) continue
    const likeness = memory.likenessOf(story, other)
    if (likeness < threshold || !(await mayMerge(story.id, other.id))) continue
    memory.merge(story, other)
    merged.push({ story: other, likeness })
  }
  return merged
}

/** Candidates with their shared words as this report writes them. */
function asWritten(candidates: readonly Candidate[], words: Scan): Candidate[] {
  const written = new Map(termsOf(words).map((term) => [term.key, term.shown]))
  return candidates.map((one) => ({
    ...one,
    sharedWords: one.sharedWords.map((key) => written.get(key) ?? key),
  }))
}
