import type { Candidate } from './decideStory.ts'
import { Comparison, type Profile } from './likeness.ts'
import { Said } from './said.ts'
import { StoryIndex } from './storyIndex.ts'
import { Vocabulary } from './vocabulary.ts'

/** Reports of a story that are compared with a new one: of more, the first and the newest are kept. */
const keptPerStory = 40
/** A report is as alike to a story as to its three most alike reports on average. */
const nearestReports = 3
/** Stories compared word by word with a new report: those that share most of its rare words. */
const comparedStories = 12
const hourMs = 3_600_000
const dayMs = 24 * hourMs

export interface RememberedReport {
  readonly id: string
  readonly headline: string
  readonly profile: Profile
  readonly at: number | undefined
  /** False for a whole copy of another: it adds no voice, so it is not counted among the story's words. */
  readonly voice: boolean
  /** The report it stays with, because its text or its link leads there. */
  readonly follows?: string | undefined
}

/** A report whose words are compared, in the order it came. */
export interface KeptReport extends RememberedReport {
  readonly order: number
}

export interface RememberedStory {
  readonly id: string
  /** Its number in the index of words. */
  readonly number: number
  headline: string
  /** Those that are compared, in the order they came. */
  reports: KeptReport[]
  /** All reports placed, copies and those no longer compared included. */
  readonly members: Set<string>
  firstAt: number | undefined
  lastAt: number | undefined
  /** When a report was last put in it, by the clock that `letGo` is given. */
  touched: number
  /** How many reports it had kept when it was last grouped afresh. */
  looked: number
  readonly said: Said
}

interface Member {
  story: string
  /** True while its words are compared. */
  kept: boolean
  readonly follows: string | undefined
}

/** The live stories, in memory: the words of their reports and what they have said. */
export class StoryMemory {
  vocabulary = new Vocabulary()
  #comparison = new Comparison(this.vocabulary)
  #index = new StoryIndex()
  readonly #stories = new Map<string, RememberedStory>()
  readonly #members = new Map<string, Member>()
  #placed = 0
  #lookedAt = 0

  /** The transaction in which the stage last changed this memory, to be looked up before the next. */
  changedIn: string | undefined

  get size(): number {
    return this.#stories.size
  }

  story(id: string): RememberedStory | undefined {
    return this.#stories.get(id)
  }

  storyOf(reportId: string): string | undefined {
    return this.#members.get(reportId)?.story
  }

  /** The report whose words are compared and with which this one stays, where there is one. */
  leaderOf(reportId: string): string | undefined {
    let leader = this.#members.get(reportId)?.follows
    for (let steps = 0; leader !== undefined && steps < 20; steps++) {
      const member = this.#members.get(leader)
      if (!member || member.kept) return member && leader
      leader = member.follows
    }
    return undefined
  }

  /** Counts a report's words. To be called once, before the report is compared. */
  learn(report: RememberedReport): void {
    if (report.voice) this.vocabulary.learn(report.profile.ids)
  }

  /** The stories most alike to a report, the most alike first. */
  candidates(report: RememberedReport): Candidate[] {
    const comparison = this.#comparison.of(report.profile)
    return this.#index
      .lookUp(report.profile, this.vocabulary, comparedStories)
      .map((id) => this.#candidate(report, this.#stories.get(id)!, comparison))
      .sort((a, b) => b.likeness - a.likeness)
  }

  /** The words that make two reports alike, the strongest first. */
  sharedBetween(one: Profile, other: Profile, limit = 8): number[] {
    return this.#comparison.of(one).sharedWith(other, limit)
  }

  /** Likeness of each two of these reports, as many rows of as many. */
  likenessOfEach(reports: readonly RememberedReport[]): Float64Array {
    const count = reports.length
    const likeness = new Float64Array(count * count)
    for (let i = 1; i < count; i++) {
      const comparison = this.#comparison.of(reports[i]!.profile)
      for (let j = 0; j < i; j++) {
        const value = comparison.with(reports[j]!.profile)
        likeness[i * count + j] = value
        likeness[j * count + i] = value
      }
    }
    return likeness
  }

  /** Puts a report, already learnt, into a story, which is made when it is not there. */
  place(report: RememberedReport, id: string, headline: string, touched: number): RememberedStory {
    const story = this.#stories.get(id) ?? this.#add(id, headline)
    this.#members.set(report.id, { story: id, kept: false, follows: report.follows })
    story.members.add(report.id)
    story.touched = Math.max(story.touched, touched)
    if (report.voice || story.reports.length === 0) this.#keep(story, { ...report, order: this.#placed++ })
    if (report.at !== undefined) {
      story.firstAt = Math.min(story.firstAt ?? report.at, report.at)
      story.lastAt = Math.max(story.lastAt ?? report.at, report.at)
    }
    return story
  }

  /**
   * Moves a report, with those that follow it, into another story, which is made when it is not there. Gives the ids of
   * all that moved, or none when the report is not compared in `from`. A story that was left by all is dropped.
   */
  move(reportId: string, from: RememberedStory, into: string): string[] {
    const report = from.reports.find((one) => one.id === reportId)
    if (!report) return []
    const story = this.#stories.get(into) ?? this.#add(into, report.headline)
    const moved = [...from.members].filter(
      (id) => id === reportId || (!this.#members.get(id)!.kept && this.leaderOf(id) === reportId),
    )
    from.reports = from.reports.filter((one) => one !== report)
    this.#keep(story, report)
    for (const id of moved) {
      from.members.delete(id)
      story.members.add(id)
      this.#members.get(id)!.story = into
      for (const sentence of from.said.forget(id)) story.said.add(sentence)
    }
    story.touched = Math.max(story.touched, from.touched)
    for (const one of [from, story]) this.#measure(one)
    if (from.members.size === 0) this.drop(from.id)
    return moved
  }

  /** Takes a report out again, as though it had not come. */
  forget(reportId: string): void {
    const story = this.#stories.get(this.storyOf(reportId) ?? '')
    this.#members.delete(reportId)
    if (!story) return
    const report = story.reports.find((one) => one.id === reportId)
    if (report?.voice) this.vocabulary.unlearn(report.profile.ids)
    story.reports = story.reports.filter((one) => one !== report)
    story.said.forget(reportId)
    story.members.delete(reportId)
    if (story.members.size === 0) this.drop(story.id)
  }

  /** Moves all of `from` into `into`. */
  merge(into: RememberedStory, from: RememberedStory): void {
    this.drop(from.id)
    for (const report of from.reports) this.#keep(into, report)
    into.touched = Math.max(into.touched, from.touched)
    for (const id of from.members) {
      into.members.add(id)
      this.#members.get(id)!.story = into.id
    }
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
      for (const id of story.members) this.#members.delete(id)
      this.drop(story.id)
    }
    this.vocabulary.forget(() => this.#wordsInUse())
  }

  /** Forgets everything. */
  clear(): void {
    this.vocabulary = new Vocabulary()
    this.#comparison = new Comparison(this.vocabulary)
    this.#index = new StoryIndex()
    this.#stories.clear()
    this.#members.clear()
    this.changedIn = undefined
  }

  drop(id: string): void {
    const story = this.#stories.get(id)
    if (!story) return
    this.#stories.delete(id)
    this.#index.remove(story.number)
  }

  *#wordsInUse(): Generator<Int32Array> {
    for (const { reports } of this.#stories.values()) for (const { profile } of reports) yield profile.ids
  }

  #add(id: string, headline: string): RememberedStory {
    const story: RememberedStory = {
      id,
      number: this.#index.add(id),
      headline,
      reports: [],
      members: new Set(),
      firstAt: undefined,
      lastAt: undefined,
      touched: 0,
      looked: 0,
      said: new Said(this.vocabulary),
    }
    this.#stories.set(id, story)
    return story
  }

  #keep(story: RememberedStory, report: KeptReport): void {
    const after = story.reports.findIndex((one) => one.order > report.order)
    story.reports.splice(after < 0 ? story.reports.length : after, 0, report)
    this.#members.get(report.id)!.kept = true
    this.#index.list(story.number, report.profile)
    if (story.reports.length <= keptPerStory) return
    const dropped = story.reports.splice(1, 1)[0]!
    if (dropped.voice) this.vocabulary.unlearn(dropped.profile.ids)
    this.#members.get(dropped.id)!.kept = false
  }

  /** Finds a story's ends anew, and its headline: that of its first report. */
  #measure(story: RememberedStory): void {
    const times = story.reports.flatMap(({ at }) => at ?? [])
    story.firstAt = times.length > 0 ? Math.min(...times) : undefined
    story.lastAt = times.length > 0 ? Math.max(...times) : undefined
    story.headline = story.reports[0]?.headline ?? story.headline
  }

  #candidate(report: RememberedReport, story: RememberedStory, comparison: Comparison): Candidate {
    const alike = story.reports
      .map((one) => ({ one, likeness: comparison.with(one.profile) }))
      .sort((a, b) => b.likeness - a.likeness)
    const nearest = alike.slice(0, nearestReports)
    const sum = nearest.reduce((total, { likeness }) => total + likeness, 0)
    return {
      story: story.id,
      headline: story.headline,
      likeness: nearest.length === 0 ? 0 : sum / nearest.length,
      nearest: nearest[0]?.one.id,
      quietDays: daysBetween(report.at, story),
      reports: story.reports.length,
    }
  }
}

function daysBetween(at: number | undefined, { firstAt, lastAt }: RememberedStory): number | undefined {
  if (at === undefined || firstAt === undefined || lastAt === undefined) return undefined
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
