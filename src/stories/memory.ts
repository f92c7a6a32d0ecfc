import type { Candidate } from './decideStory.ts'
import { Comparison, type Profile } from './likeness.ts'
import { Said } from './said.ts'
import { Vocabulary } from './vocabulary.ts'

/** Reports of a story that are compared with a new one; of more, the newest are kept. */
const keptPerStory = 40
/** A report is as alike to a story as to its three most alike reports on average. */
const nearestReports = 3
/** Stories compared word by word with a new report: those that share most of its rare words. */
const comparedStories = 12
/** The rarest words of a report by which stories are looked up. */
const lookedUpWords = 60
const hourMs = 3_600_000
const dayMs = 24 * hourMs

export interface RememberedReport {
  readonly id: string
  readonly profile: Profile
  readonly at: number | undefined
  /** False for a whole copy of another: it adds no voice, so it is not counted among the story's words. */
  readonly voice: boolean
}

export interface RememberedStory {
  readonly id: string
  headline: string
  reports: RememberedReport[]
  /** Reports placed, copies and those no longer compared included. */
  size: number
  firstAt: number | undefined
  lastAt: number | undefined
  /** The words it can be looked up by. */
  readonly listed: Set<number>
  /** When a report was last put in it, by the clock that `letGo` is given. */
  touched: number
  readonly said: Said
}

/** The live stories, in memory: the words of their reports and what they have said. */
export class StoryMemory {
  vocabulary = new Vocabulary()
  #comparison = new Comparison(this.vocabulary)
  readonly #stories = new Map<string, RememberedStory>()
  readonly #storyOf = new Map<string, string>()
  readonly #storiesWith = new Map<number, Set<string>>()
  #lookedAt = 0

  /** The report last placed by the stage, to be checked against the database before the next. */
  lastPlaced: { readonly report: string; readonly story: string } | undefined

  get size(): number {
    return this.#stories.size
  }

  story(id: string): RememberedStory | undefined {
    return this.#stories.get(id)
  }

  storyOf(reportId: string): string | undefined {
    return this.#storyOf.get(reportId)
  }

  /** Counts a report's words. To be called once, before the report is compared. */
  learn(report: RememberedReport): void {
    if (report.voice) this.vocabulary.learn(report.profile.ids)
  }

  /** The stories most alike to a report, the most alike first. */
  candidates(report: RememberedReport): Candidate[] {
    const comparison = this.#comparison.of(report.profile)
    return this.#lookUp(report.profile)
      .map((story) => this.#candidate(report, story, comparison))
      .sort((a, b) => b.likeness - a.likeness)
  }

  /** Mean likeness of the reports of two stories, 0 to 1. */
  likenessOf(one: RememberedStory, other: RememberedStory): number {
    let sum = 0
    for (const report of one.reports) {
      const comparison = this.#comparison.of(report.profile)
      for (const { profile } of other.reports) sum += comparison.with(profile)
    }
    const pairs = one.reports.length * other.reports.length
    return pairs === 0 ? 0 : sum / pairs
  }

  /** Puts a report, already learnt, into a story, which is made when it is not there. */
  place(report: RememberedReport, id: string, headline: string, touched: number): RememberedStory {
    const story = this.#stories.get(id) ?? this.#add(id, headline)
    this.#storyOf.set(report.id, id)
    story.size++
    story.touched = Math.max(story.touched, touched)
    if (report.voice || story.reports.length === 0) this.#keep(story, report)
    if (report.at !== undefined) {
      story.firstAt = Math.min(story.firstAt ?? report.at, report.at)
      story.lastAt = Math.max(story.lastAt ?? report.at, report.at)
    }
    return story
  }

  /** Takes a report out again, as though it had not come. */
  forget(reportId: string): void {
    const story = this.#stories.get(this.#storyOf.get(reportId) ?? '')
    this.#storyOf.delete(reportId)
    if (!story) return
    const report = story.reports.find((one) => one.id === reportId)
    if (report?.voice) this.vocabulary.unlearn(report.profile.ids)
    story.reports = story.reports.filter((one) => one !== report)
    story.said.forget(reportId)
    if (--story.size <= 0) this.drop(story.id)
  }

  /** Moves all of `from` into `into`. */
  merge(into: RememberedStory, from: RememberedStory): void {
    this.drop(from.id)
    for (const report of from.reports) this.#keep(into, report)
    into.size += from.size
    into.touched = Math.max(into.touched, from.touched)
    for (const [report, story] of this.#storyOf) if (story === from.id) this.#storyOf.set(report, into.id)
    into.firstAt = least(into.firstAt, from.firstAt)
    into.lastAt = most(into.lastAt, from.lastAt)
    into.said.takeIn(from.said)
  }

  /** Lets go of the stories that no report was put in since `time`. Looks at most once in an hour of that clock. */
  letGo(time: number): void {
    if (time < this.#lookedAt + hourMs) return
    this.#lookedAt = time
    for (const story of [...this.#stories.values()]) {
      if (story.touched >= time) continue
      for (const report of story.reports) if (report.voice) this.vocabulary.unlearn(report.profile.ids)
      this.drop(story.id)
    }
    for (const [report, story] of this.#storyOf) if (!this.#stories.has(story)) this.#storyOf.delete(report)
  }

  /** Forgets everything. */
  clear(): void {
    this.vocabulary = new Vocabulary()
    this.#comparison = new Comparison(this.vocabulary)
    this.#stories.clear()
    this.#storyOf.clear()
    this.#storiesWith.clear()
    this.lastPlaced = undefined
  }

  drop(id: string): void {
    const story = this.#stories.get(id)
    this.#stories.delete(id)
    if (story) this.#unlist(story)
  }

  #add(id: string, headline: string): RememberedStory {
    const story: RememberedStory = {
      id,
      headline,
      reports: [],
      size: 0,
      firstAt: undefined,
      lastAt: undefined,
      listed: new Set(),
      touched: 0,
      said: new Said(this.vocabulary),
    }
    this.#stories.set(id, story)
    return story
  }

  #keep(story: RememberedStory, report: RememberedReport): void {
    story.reports.push(report)
    if (story.reports.length > keptPerStory) story.reports.splice(1, 1)
    for (const id of report.profile.ids) {
      story.listed.add(id)
      const stories = this.#storiesWith.get(id)
      if (stories) stories.add(story.id)
      else this.#storiesWith.set(id, new Set([story.id]))
    }
  }

  #unlist(story: RememberedStory): void {
    for (const id of story.listed) {
      const stories = this.#storiesWith.get(id)
      stories?.delete(story.id)
      if (stories?.size === 0) this.#storiesWith.delete(id)
    }
  }

  #lookUp(profile: Profile): RememberedStory[] {
    const telling = [...profile.ids]
      .map((id, i) => ({ id, weight: profile.weights[i]! * this.vocabulary.weight(id) }))
      .filter(({ id }) => this.#storiesWith.has(id))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, lookedUpWords)
    const scores = new Map<string, number>()
    for (const { id, weight } of telling) {
      for (const story of this.#storiesWith.get(id)!) {
        scores.set(story, (scores.get(story) ?? 0) + weight * weight)
      }
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1])
      .slice(0, comparedStories)
      .map(([id]) => this.#stories.get(id)!)
  }

  #candidate(report: RememberedReport, story: RememberedStory, comparison: Comparison): Candidate {
    const alike = story.reports
      .map((one) => ({ one, likeness: comparison.with(one.profile) }))
      .sort((a, b) => b.likeness - a.likeness)
    const nearest = alike.slice(0, nearestReports)
    const sum = nearest.reduce((total, { likeness }) => total + likeness, 0)
    const shared = nearest.length === 0 ? [] : comparison.sharedWith(nearest[0]!.one.profile, 8)
    return {
      story: story.id,
      headline: story.headline,
      likeness: nearest.length === 0 ? 0 : sum / nearest.length,
      sharedWords: shared.map(({ id }) => this.vocabulary.keyOf(id)),
      quietDays: daysBetween(report.at, story),
      reports: story.reports.length,
    }
  }
}

function daysBetween(at: number | undefined, { firstAt, lastAt }: RememberedStory): number {
  if (at === undefined || firstAt === undefined || lastAt === undefined) return 0
  return Math.max(0, firstAt - at, at - lastAt) / dayMs
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.min(a, b)
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.max(a, b)
}
