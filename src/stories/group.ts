import type { Scan } from '../text/scan.ts'
import {
  type Candidate,
  type Carried,
  type Decided,
  decideStory,
  type Linked,
  nearest,
  togetherFrom,
} from './decideStory.ts'
import { asWritten, profileOf } from './likeness.ts'
import type { RememberedReport, RememberedStory, StoryMemory } from './memory.ts'
import { type Move, type Reconsidered, reconsider } from './reconsider.ts'

/** Stories nearer than this part of the threshold are grouped afresh together with the report's own. */
const nearPart = 0.6
/** And at most so many of them. */
const mostNear = 4
/** A story is grouped afresh when it has grown by this part since it last was. */
const grownPart = 0.125

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
  readonly carried?: Carried | undefined
  readonly linked?: Linked | undefined
  /** The story that a person put it in, which is not decided again. */
  readonly settled?: string | undefined
}

export interface Grouped {
  readonly story: RememberedStory
  readonly decided: Decided
  /** True where the report began the story. */
  readonly began: boolean
  /** Stories found to be part of another one. */
  readonly merged: Reconsidered['merged']
  /** Reports that it showed to belong elsewhere. */
  readonly moves: readonly (Move & { readonly sharedWords: readonly string[] })[]
}

export interface GroupOptions {
  readonly threshold?: number
  /** True where a person decided about a story or a placement in it: it is not merged, and no report leaves it. */
  readonly isSettled?: (story: string) => Promise<boolean> | boolean
}

/** Decides a report's story and remembers it, and looks again at the stories around it. */
export async function groupReport(
  memory: StoryMemory,
  arrival: Arrival,
  newStoryId: () => string,
  { threshold = togetherFrom, isSettled = () => false }: GroupOptions = {},
): Promise<Grouped> {
  const { carried, linked } = arrival
  const made = new Set<string>()
  const makeStory = () => {
    const id = newStoryId()
    made.add(id)
    return id
  }
  const report = remembered(memory, arrival, carried?.kind !== 'whole', undefined)
  memory.learn(report)
  const candidates = memory.candidates(report)
  const told = withWords(memory, report, candidates, arrival)
  const decided = arrival.settled ? settledIn(arrival.settled) : decideStory(told, carried, linked, threshold)
  const id = decided.story ?? makeStory()
  const began = made.has(id) || memory.story(id) === undefined
  const story = memory.place({ ...report, follows: decided.follows }, id, arrival.headline, arrival.now)
  const neighbours = neighboursOf(memory, story, candidates, threshold)
  if (neighbours.length === 0) return { story, decided, began, merged: [], moves: [] }
  const { merged, moves } = await reconsider(memory, neighbours, {
    threshold,
    newStoryId: makeStory,
    isSettled: (one) => one === arrival.settled || isSettled(one),
  })
  for (const one of neighbours) one.looked = one.reports.length
  return asItCameOut(memory, arrival, { story, decided, began, merged, moves }, made)
}

/** Remembers a report whose story is known. `voice` is false for a whole copy of another report. */
export function rememberReport(
  memory: StoryMemory,
  report: Words & { readonly voice: boolean; readonly follows?: string | undefined },
  story: string,
  storyHeadline: string,
): RememberedStory {
  const kept = remembered(memory, report, report.voice, report.follows)
  memory.learn(kept)
  const into = memory.place(kept, story, storyHeadline, report.now)
  into.looked = into.reports.length
  return into
}

function settledIn(story: string): Decided {
  return { story, similarity: 1, sharedWords: [], reasons: ['An editor put it in this story.'] }
}

function remembered(
  memory: StoryMemory,
  { id, headline, words, at }: Words,
  voice: boolean,
  follows: string | undefined,
): RememberedReport {
  return { id, headline, profile: profileOf(words, memory.vocabulary), at, voice, follows }
}

/** The candidates, with the words shared with those that the decision may name. */
function withWords(
  memory: StoryMemory,
  report: RememberedReport,
  candidates: readonly Candidate[],
  { carried, linked, words }: Arrival,
): Candidate[] {
  const named = new Set([nearest(candidates)?.story, carried?.story, linked?.story])
  return candidates.map((one) => {
    const other =
      named.has(one.story) && memory.story(one.story)?.reports.find(({ id }) => id === one.nearest)
    if (!other) return one
    const shared = memory.sharedBetween(report.profile, other.profile)
    return { ...one, sharedWords: asWritten(words, memory.vocabulary, shared) }
  })
}

/** The stories to be grouped afresh: the report's own and those near to it. None when there is nothing to find. */
function neighboursOf(
  memory: StoryMemory,
  story: RememberedStory,
  candidates: readonly Candidate[],
  threshold: number,
): RememberedStory[] {
  const near = candidates
    .filter((one) => one.story !== story.id && one.likeness >= threshold * nearPart)
    .slice(0, mostNear)
    .map((one) => memory.story(one.story)!)
  const grown = story.reports.length - story.looked
  if (near.length === 0 && (story.reports.length < 3 || grown < story.looked * grownPart)) return []
  return [story, ...near]
}

/** What came of it after the stories around were looked at again, which may have brought the report elsewhere. */
function asItCameOut(
  memory: StoryMemory,
  arrival: Arrival,
  { story: first, decided, began, merged, moves }: Omit<Grouped, 'moves'> & { moves: readonly Move[] },
  made: ReadonlySet<string>,
): Grouped {
  const story = memory.story(memory.storyOf(arrival.id)!)!
  const told = moves.map((move) => ({ ...move, sharedWords: namesOf(memory, arrival.words, move.shared) }))
  if (story.id === first.id) return { story, decided, began, merged, moves: told }
  const own = told.find((move) => move.report === arrival.id)
  const likeness = merged.find((one) => one.story.id === first.id)?.likeness
  return {
    story,
    decided: own ? movedAtOnce(own, story) : joinedAfresh(story, decided, likeness ?? decided.similarity),
    began: made.has(story.id),
    // A story that it began and that became part of another at once was never there.
    merged: merged.filter((one) => !(began && one.story.id === first.id)),
    moves: told.filter((move) => move !== own),
  }
}

function joinedAfresh({ id, headline }: RememberedStory, decided: Decided, likeness: number): Decided {
  return {
    story: id,
    similarity: likeness,
    sharedWords: decided.sharedWords,
    reasons: [
      `Compared with all reports of “${headline}”, it is ${likeness.toFixed(2)} alike to them on average.`,
    ],
  }
}

function movedAtOnce(own: Grouped['moves'][number], story: RememberedStory): Decided {
  const { fromHeadline, fromLikeness, toLikeness, sharedWords } = own
  const left = `${fromLikeness.toFixed(2)} to all of “${fromHeadline}”, to some of which it is nearer.`
  if (story.members.size === 1) {
    return {
      story: story.id,
      similarity: 1,
      sharedWords: [],
      reasons: ['It is the first report of its story.', `On average it is alike only ${left}`],
    }
  }
  return {
    story: story.id,
    similarity: toLikeness,
    sharedWords,
    reasons: [
      `On average it is ${toLikeness.toFixed(2)} alike to the reports it stands with here, and ${left}`,
    ],
  }
}

/** Words by number, as this text writes them, or as they are compared where it does not have them. */
function namesOf(memory: StoryMemory, words: Scan, ids: readonly number[]): string[] {
  return ids.map((id) => asWritten(words, memory.vocabulary, [id])[0] ?? memory.vocabulary.keyOf(id))
}
