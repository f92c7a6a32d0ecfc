/** Reports that may belong together, numbered from 0 in the order they came. */
export interface Neighbourhood {
  readonly count: number
  /** Likeness of each two, `count` rows of `count`; NaN where nothing can be said, as between two scripts. */
  readonly likeness: Float64Array
  /** When each was published, in days; NaN where it is not known. */
  readonly days: Float64Array
  /** Pairs that stay together whatever their words. */
  readonly tied: readonly (readonly [number, number])[]
}

/** Reports of the same two days count this much more alike: most that is told of one event is told then. */
const freshFactor = 1.25
const freshDays = 2
/** This many days later a story asks for twice the likeness. */
const halfLifeDays = 21

/** By how much a likeness counts across so many days of silence; 1 where the days are not known. */
export function afterSilence(days: number | undefined): number {
  if (days === undefined || Number.isNaN(days)) return 1
  return freshFactor * 2 ** (-Math.max(0, days - freshDays) / halfLifeDays)
}

/**
 * Groups the reports afresh: the two groups whose reports are most alike on average become one, again and again, until
 * none are alike by `threshold` (average linkage). Gives each report the number of its group; the same for the same
 * likenesses.
 */
export function regroup({ count, likeness, days, tied }: Neighbourhood, threshold: number): Int32Array {
  const groups = new Groups(count, likeness, days)
  for (const [one, other] of tied) groups.join(one, other)
  for (;;) {
    const pair = groups.nearest()
    if (!pair || pair.likeness < threshold) return groups.numbers()
    groups.join(pair.one, pair.other)
  }
}

/** Groups that grow by joining, with for each the group it is most alike to. */
class Groups {
  readonly #count: number
  /** Summed likeness of the reports of each two groups, and how many pairs are in the sum. */
  readonly #sums: Float64Array
  readonly #pairs: Float64Array
  readonly #sizes: Int32Array
  readonly #first: Float64Array
  readonly #last: Float64Array
  readonly #groupOf: Int32Array
  readonly #nearest: Int32Array
  readonly #nearness: Float64Array

  constructor(count: number, likeness: Float64Array, days: Float64Array) {
    this.#count = count
    this.#sums = likeness.map((value) => (Number.isNaN(value) ? 0 : value))
    this.#pairs = likeness.map((value) => (Number.isNaN(value) ? 0 : 1))
    this.#sizes = new Int32Array(count).fill(1)
    this.#first = days.slice()
    this.#last = days.slice()
    this.#groupOf = Int32Array.from({ length: count }, (_, i) => i)
    this.#nearest = new Int32Array(count).fill(-1)
    this.#nearness = new Float64Array(count).fill(-1)
    for (let i = 0; i < count; i++) this.#findNearest(i)
  }

  /** The two groups most alike; of equals the earliest. */
  nearest(): { one: number; other: number; likeness: number } | undefined {
    let best = -1
    for (let i = 0; i < this.#count; i++) {
      if (this.#nearest[i]! < 0 || this.#sizes[i] === 0) continue
      if (best < 0 || this.#nearness[i]! > this.#nearness[best]!) best = i
    }
    return best < 0 ? undefined : { one: best, other: this.#nearest[best]!, likeness: this.#nearness[best]! }
  }

  /** Joins the groups of two reports. */
  join(a: number, b: number): void {
    const one = Math.min(this.#groupOf[a]!, this.#groupOf[b]!)
    const other = Math.max(this.#groupOf[a]!, this.#groupOf[b]!)
    if (one === other) return
    const count = this.#count
    for (let i = 0; i < count; i++) {
      for (const values of [this.#sums, this.#pairs]) {
        const sum = values[one * count + i]! + values[other * count + i]!
        values[one * count + i] = sum
        values[i * count + one] = sum
      }
      if (this.#groupOf[i] === other) this.#groupOf[i] = one
    }
    this.#sizes[one] = this.#sizes[one]! + this.#sizes[other]!
    this.#sizes[other] = 0
    this.#first[one] = least(this.#first[one]!, this.#first[other]!)
    this.#last[one] = -least(-this.#last[one]!, -this.#last[other]!)
    this.#findNearest(one)
    for (let i = 0; i < count; i++) if (i !== one && this.#sizes[i] !== 0) this.#lookAgain(i, one, other)
  }

  /** The group of each report, named by its first report. */
  numbers(): Int32Array {
    return this.#groupOf
  }

  #lookAgain(i: number, grown: number, gone: number): void {
    if (this.#nearest[i] === grown || this.#nearest[i] === gone) {
      this.#findNearest(i)
      return
    }
    const likeness = this.#likeness(i, grown)
    if (likeness <= this.#nearness[i]!) return
    this.#nearness[i] = likeness
    this.#nearest[i] = grown
  }

  #findNearest(i: number): void {
    this.#nearest[i] = -1
    this.#nearness[i] = -1
    for (let j = 0; j < this.#count; j++) {
      if (j === i || this.#sizes[j] === 0) continue
      const likeness = this.#likeness(i, j)
      if (likeness <= this.#nearness[i]!) continue
      this.#nearness[i] = likeness
      this.#nearest[i] = j
    }
  }

  #likeness(i: number, j: number): number {
    const pairs = this.#pairs[i * this.#count + j]!
    if (pairs === 0) return 0
    const gap = Math.max(this.#first[i]! - this.#last[j]!, this.#first[j]! - this.#last[i]!)
    return (this.#sums[i * this.#count + j]! / pairs) * afterSilence(Math.max(0, gap))
  }
}

/** The lesser of two days, or the one that is known. */
function least(a: number, b: number): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b)
}

/**
 * Which story each group goes on as: the one it shares most reports with, each story once, so that a story's name stays
 * with its largest part; of equals, the story with the lower number. Groups left over are not in the map: new stories.
 */
export function goesOnAs(groups: Int32Array, stories: Int32Array): Map<number, number> {
  const shared = new Map<string, { group: number; story: number; reports: number }>()
  groups.forEach((group, i) => {
    const story = stories[i]!
    const key = `${group} ${story}`
    const pair = shared.get(key)
    if (pair) pair.reports++
    else shared.set(key, { group, story, reports: 1 })
  })
  const named = new Map<number, number>()
  const taken = new Set<number>()
  const mostFirst = [...shared.values()].sort(
    (a, b) => b.reports - a.reports || a.story - b.story || a.group - b.group,
  )
  for (const { group, story } of mostFirst) {
    if (named.has(group) || taken.has(story)) continue
    named.set(group, story)
    taken.add(story)
  }
  return named
}
