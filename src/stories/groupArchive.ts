import { type ArchiveRow, rowTime } from '../domain/archiveRow.ts'
import type { StoryRow } from '../domain/storyRow.ts'
import type { FailedRow, TracedRow } from '../domain/tracedRow.ts'
import { type Scan, scan } from '../text/scan.ts'
import { decideDevelopments } from './decideDevelopments.ts'
import { type Carried, carriedBy } from './decideStory.ts'
import { groupReport } from './group.ts'
import { StoryMemory } from './memory.ts'
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
    yield 'story' in result ? { ...result, story: archive.living(result.story) } : result
  }
}

class Archive {
  readonly #memory = new StoryMemory()
  /** The name in memory of the newest row of each id. */
  readonly #names = new Map<string, string>()
  readonly #mergedInto = new Map<string, string>()
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
    const { story, decided, merged } = await groupReport(memory, arrival, () => `story-${++this.#stories}`)
    for (const { story: other } of merged) this.#mergedInto.set(other.id, story.id)
    const text: Scan = words.text === row.text ? words : scan(row.text)
    const sentences = sentencesOfText(name, text, memory.vocabulary, traced.fresh)
    const year = at === undefined ? undefined : new Date(at).getUTCFullYear()
    const { developments } = decideDevelopments(sentences, story.said, year)
    for (const sentence of sentences) story.said.add(sentence)
    this.#names.set(row.id, name)
    return {
      id: row.id,
      story: story.id,
      similarity: Math.min(1, decided.similarity),
      sharedWords: [...decided.sharedWords],
      reasons: [...decided.reasons],
      developments: [...developments],
    }
  }

  /** The story that a story became part of, or itself. */
  living(story: string): string {
    let id = story
    for (let into = this.#mergedInto.get(id); into !== undefined; into = this.#mergedInto.get(id)) id = into
    return id
  }

  #nameOf(id: string): string {
    this.#rows++
    return this.#names.has(id) ? `${id}\n${this.#rows}` : id
  }

  #carried(traced: TracedRow): Carried | undefined {
    return carriedBy(traced, (report) => this.#memory.storyOf(this.#names.get(report) ?? report))
  }
}

function firstLine(text: string): string {
  return (/^[^\n]{1,200}/.exec(text.trimStart())?.[0] ?? '').trim()
}
