import { type ArchiveRow, rowTime } from '../domain/archiveRow.ts'
import type { Placement } from '../domain/story.ts'
import type { StoryRow } from '../domain/storyRow.ts'
import type { FailedRow, TracedRow } from '../domain/tracedRow.ts'
import { type Scan, scan } from '../text/scan.ts'
import { decideDevelopments } from './decideDevelopments.ts'
import { type Carried, carriedBy } from './decideStory.ts'
import { type Grouped, groupReport } from './group.ts'
import { StoryMemory } from './memory.ts'
import { placementOf, placementOfMoved } from './placement.ts'
import { sentencesOfText } from './sentences.ts'

/** A row with what tracing found in it, or what is wrong with its line. */
export type RowToGroup = { readonly row: ArchiveRow; readonly traced: TracedRow } | FailedRow

/** A story that got no report for this long, by the rows' own times, is no longer compared: five weeks. */
const storiesLiveMs = 35 * 86_400_000

/**
 * Groups the rows of an archive into stories in the order given, and says what each adds: one result for each row, in
 * the same order, given after the last row, since a later row may show that two stories are one.
 */
export async function* groupArchive(rows: AsyncIterable<RowToGroup>): AsyncGenerator<StoryRow | FailedRow> {
  const archive = new Archive()
  const results: (StoryRow | FailedRow)[] = []
  for await (const one of rows) results.push('row' in one ? await archive.take(one.row, one.traced) : one)
  for (const result of results) {
    yield 'story' in result ? archive.asItIsNow(result) : result
  }
}

class Archive {
  readonly #memory = new StoryMemory()
  /** The name in memory of the newest row of each id. */
  readonly #names = new Map<string, string>()
  readonly #mergedInto = new Map<string, string>()
  /** Where and why the rows that were moved are now, by their names in memory. */
  readonly #moved = new Map<string, Placement>()
  readonly #nameOfResult = new Map<StoryRow, string>()
  #rows = 0
  #stories = 0

  async take(row: ArchiveRow, traced: TracedRow): Promise<StoryRow> {
    const memory = this.#memory
    const name = this.#nameOf(row.id)
    const at = rowTime(row.at)
    if (at !== undefined) memory.letGo(at - storiesLiveMs)
    const carried = this.#carried(traced)
    const headline = row.title ?? firstLine(row.text)
    const words = scan(
      row.title && !row.text.startsWith(row.title) ? `${row.title}\n\n${row.text}` : row.text,
    )
    const arrival = { id: name, headline, words, at, now: at ?? 0, carried }
    const grouped = await groupReport(memory, arrival, () => `story-${++this.#stories}`)
    const { story } = grouped
    this.#recordChanges(grouped, headline)
    const text: Scan = words.text === row.text ? words : scan(row.text)
    const sentences = sentencesOfText(name, text, memory.vocabulary, traced.fresh)
    const year = at === undefined ? undefined : new Date(at).getUTCFullYear()
    const { developments } = decideDevelopments(sentences, story.said, year)
    for (const sentence of sentences) story.said.add(sentence)
    this.#names.set(row.id, name)
    const result = { id: row.id, ...placementOf(grouped), developments: [...developments] }
    this.#nameOfResult.set(result, name)
    return result
  }

  /** A row as it is after the last one: moved, its story merged. */
  asItIsNow(result: StoryRow): StoryRow {
    const placement = this.#moved.get(this.#nameOfResult.get(result)!)
    const { story, follows, ...now } = { ...result, ...placement }
    return {
      ...now,
      story: this.#living(story),
      ...(follows === undefined ? {} : { follows: follows.split('\n')[0]! }),
    }
  }

  #recordChanges({ merged, moves }: Grouped, because: string): void {
    for (const one of merged) this.#mergedInto.set(one.story.id, one.into)
    for (const move of moves) {
      for (const report of move.reports) this.#moved.set(report, placementOfMoved(move, report, because))
    }
  }

  /** The story that a story became part of, or itself. */
  #living(story: string): string {
    let id = story
    for (let into = this.#mergedInto.get(id); into !== undefined; into = this.#mergedInto.get(id)) id = into
    return id
  }

  #nameOf(id: string): string {
    this.#rows++
    return this.#names.has(id) ? `${id}\n${this.#rows}` : id
  }

  #carried(traced: TracedRow): Carried | undefined {
    const nameOf = (report: string) => this.#names.get(report) ?? report
    const carried = carriedBy(traced, (report) => this.#memory.storyOf(nameOf(report)))
    return carried && { ...carried, of: nameOf(carried.of) }
  }
}

function firstLine(text: string): string {
  return (/^[^\n]{1,200}/.exec(text.trimStart())?.[0] ?? '').trim()
}
