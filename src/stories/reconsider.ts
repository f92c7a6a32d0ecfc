import type { KeptReport, RememberedStory, StoryMemory } from './memory.ts'
import { goesOnAs, regroup } from './regroup.ts'

/** Reports that are grouped afresh at once, at most. */
const mostReports = 120
/**
 * Two reports of one story count as more alike than they are, so that it does not fall apart at every turn: by a little
 * when they came together, by more the further apart they came, since a story moves on (the day's toll, the inquiry).
 */
const heldBy = 0.02
const heldApart = 0.09
/** Reports this far apart are held by half of `heldApart`. */
const heldHalfDays = 0.25
const dayMs = 86_400_000

/** A report that goes from one story to another, with all that follow it. */
export interface Move {
  readonly report: string
  readonly headline: string
  /** All that move: the report and those that follow it. */
  readonly reports: readonly string[]
  readonly from: string
  readonly fromHeadline: string
  readonly to: string
  /** Mean likeness to the reports it goes to and to those it leaves, 0 to 1. */
  readonly toLikeness: number
  readonly fromLikeness: number
  /** The words, by number, that it shares with the report most alike there. */
  readonly shared: readonly number[]
}

export interface Reconsidered {
  /** Stories that became part of another. */
  readonly merged: readonly {
    readonly story: RememberedStory
    readonly into: string
    readonly likeness: number
  }[]
  /** Reports that left a story which goes on without them. */
  readonly moves: readonly Move[]
}

export interface ReconsiderOptions {
  readonly threshold: number
  readonly newStoryId: () => string
  /** True where a person decided about a story or a placement in it, so that it stays as it is. */
  readonly isSettled: (story: string) => Promise<boolean> | boolean
}

/**
 * Groups the reports of some neighbouring stories afresh and carries out what that shows: stories merge, split, or give
 * a report to another. A story's name stays with its largest part.
 */
export async function reconsider(
  memory: StoryMemory,
  neighbours: readonly RememberedStory[],
  { threshold, newStoryId, isSettled }: ReconsiderOptions,
): Promise<Reconsidered> {
  let stories = withinReach(neighbours)
  for (;;) {
    const plan = planned(memory, stories, threshold)
    const changed = stories.filter((_, i) => plan.changed.has(i))
    if (changed.length === 0) return { merged: [], moves: [] }
    const settled = new Set<RememberedStory>()
    for (const story of changed) if (await isSettled(story.id)) settled.add(story)
    if (settled.size === 0) return carryOut(memory, stories, plan, newStoryId)
    stories = stories.filter((story) => !settled.has(story))
  }
}

interface Plan {
  readonly reports: readonly KeptReport[]
  readonly likeness: Float64Array
  /** Which of the stories each report is in now, and which group it goes to. */
  readonly storyOf: Int32Array
  readonly groupOf: Int32Array
  /** Which story a group goes on as; a group that is not here is a new story. */
  readonly named: ReadonlyMap<number, number>
  /** The stories that lose or gain a report. */
  readonly changed: ReadonlySet<number>
}

function withinReach(stories: readonly RememberedStory[]): RememberedStory[] {
  let reports = 0
  return stories.filter((story) => (reports += story.reports.length) <= mostReports)
}

function planned(memory: StoryMemory, stories: readonly RememberedStory[], threshold: number): Plan {
  const reports = stories.flatMap((story) => story.reports).sort((a, b) => a.order - b.order)
  const numberOf = new Map(stories.map((story, i) => [story.id, i]))
  const placeOf = new Map(reports.map((report, i) => [report.id, i]))
  const likeness = memory.likenessOfEach(reports)
  const days = Float64Array.from(reports, ({ at }) => (at === undefined ? Number.NaN : at / dayMs))
  const tied = reports.flatMap(({ id }, i): [number, number][] => {
    const leader = placeOf.get(memory.leaderOf(id) ?? '')
    return leader === undefined ? [] : [[i, leader]]
  })
  const storyOf = Int32Array.from(reports, ({ id }) => numberOf.get(memory.storyOf(id)!)!)
  const held = heldTogether(reports, likeness, days, storyOf)
  const groupOf = regroup({ count: reports.length, likeness: held, days, tied }, threshold)
  const named = goesOnAs(groupOf, storyOf)
  const changed = new Set<number>()
  storyOf.forEach((story, i) => {
    const into = named.get(groupOf[i]!)
    if (into === story) return
    changed.add(story)
    if (into !== undefined) changed.add(into)
  })
  return { reports, likeness, storyOf, groupOf, named, changed }
}

/** Likenesses as they count: more between reports that are in one story already; NaN between two scripts. */
function heldTogether(
  reports: readonly KeptReport[],
  likeness: Float64Array,
  days: Float64Array,
  storyOf: Int32Array,
): Float64Array {
  const { length } = reports
  const held = likeness.slice()
  for (let i = 0; i < length; i++) {
    for (let j = 0; j < length; j++) {
      const at = i * length + j
      if (reports[i]!.profile.script !== reports[j]!.profile.script) held[at] = Number.NaN
      else if (storyOf[i] === storyOf[j]) held[at]! += holdOf(Math.abs(days[i]! - days[j]!))
    }
  }
  return held
}

/** What holds two reports of one story together that came so many days apart; nothing where that is not known. */
function holdOf(days: number): number {
  return Number.isNaN(days) ? 0 : heldBy + heldApart * (1 - 2 ** (-days / heldHalfDays))
}

function carryOut(
  memory: StoryMemory,
  stories: readonly RememberedStory[],
  plan: Plan,
  newStoryId: () => string,
): Reconsidered {
  const { reports, storyOf, groupOf, named } = plan
  const namesOfNew = new Map<number, string>()
  const nameOf = (group: number): string => {
    const story = named.get(group)
    if (story !== undefined) return stories[story]!.id
    const name = namesOfNew.get(group) ?? newStoryId()
    namesOfNew.set(group, name)
    return name
  }
  const goesOn = new Set(named.values())
  const moves: Move[] = []
  reports.forEach((report, i) => {
    const from = storyOf[i]!
    if (!goesOn.has(from) || named.get(groupOf[i]!) === from) return
    const move = moveOf(memory, plan, i, stories[from]!, nameOf(groupOf[i]!))
    moves.push({ ...move, reports: memory.move(report.id, stories[from]!, move.to) })
  })
  const merged = stories.flatMap((story, number) => {
    if (goesOn.has(number) || story.reports.length === 0) return []
    return mergeAway(memory, plan, story, number, nameOf, moves)
  })
  return { merged, moves }
}

/** Brings a story whose name goes on nowhere to where most of its reports go; the others move on their own. */
function mergeAway(
  memory: StoryMemory,
  plan: Plan,
  story: RememberedStory,
  number: number,
  nameOf: (group: number) => string,
  moves: Move[],
): Reconsidered['merged'][number][] {
  const { reports, storyOf, groupOf } = plan
  const mine = reports.flatMap((_, i) => (storyOf[i] === number ? [i] : []))
  const main = mostFrequent(mine.map((i) => groupOf[i]!))
  for (const i of mine) {
    if (groupOf[i] === main) continue
    const move = moveOf(memory, plan, i, story, nameOf(groupOf[i]!))
    moves.push({ ...move, reports: memory.move(reports[i]!.id, story, move.to) })
  }
  const into = memory.story(nameOf(main))
  if (!into) throw new Error(`The story that “${story.id}” becomes part of is not in memory.`)
  const there = reports.flatMap((_, i) => (groupOf[i] === main && storyOf[i] !== number ? [i] : []))
  const likeness = meanOf(mine.filter((i) => groupOf[i] === main).map((i) => meanLikeness(plan, i, there)))
  memory.merge(into, story)
  return [{ story, into: into.id, likeness }]
}

function moveOf(
  memory: StoryMemory,
  plan: Plan,
  i: number,
  from: RememberedStory,
  to: string,
): Omit<Move, 'reports'> {
  const { reports, groupOf, storyOf } = plan
  const others = reports.map((_, j) => j).filter((j) => j !== i)
  const there = others.filter((j) => groupOf[j] === groupOf[i])
  const left = others.filter((j) => storyOf[j] === storyOf[i] && groupOf[j] !== groupOf[i])
  const nearest = there.reduce(
    (best, j) => (best < 0 || between(plan, i, j) > between(plan, i, best) ? j : best),
    -1,
  )
  return {
    report: reports[i]!.id,
    headline: reports[i]!.headline,
    from: from.id,
    fromHeadline: from.headline,
    to,
    toLikeness: meanLikeness(plan, i, there),
    fromLikeness: meanLikeness(plan, i, left),
    shared: nearest < 0 ? [] : memory.sharedBetween(reports[i]!.profile, reports[nearest]!.profile),
  }
}

function between({ likeness, reports }: Plan, i: number, j: number): number {
  return likeness[i * reports.length + j]!
}

function meanLikeness(plan: Plan, i: number, others: readonly number[]): number {
  return meanOf(others.map((j) => between(plan, i, j)))
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]![0]
}
