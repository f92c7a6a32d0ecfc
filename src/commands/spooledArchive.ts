import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { rowTime } from '../domain/archiveRow.ts'
import { Failure } from '../failure.ts'
import { type ArchiveLine, parseLine } from './archiveRows.ts'

/** Where each line of an archive stands, and the time that decides its turn. Empty lines are left out. */
interface Index {
  readonly offsets: number[]
  readonly lengths: number[]
  readonly lineNumbers: number[]
  readonly times: number[]
}

/**
 * An archive that can be read in the order of its rows' times, whatever the order of its lines, without holding it in
 * memory: where lines stand is found in a first pass, standard input being kept in a temporary file for it. A row
 * without a time stays behind the row before it.
 */
export class SpooledArchive {
  readonly #file: FileHandle
  readonly #index: Index
  readonly #order: Uint32Array | undefined
  /** Where the last row given of each id stands. */
  readonly #placeOf = new Map<string, number>()
  readonly #temporary: string | undefined

  private constructor(file: FileHandle, index: Index, temporary: string | undefined) {
    this.#file = file
    this.#index = index
    this.#temporary = temporary
    this.#order = isSorted(index.times) ? undefined : orderOf(index.times)
  }

  /** Opens a JSONL file, or standard input for "-". Throws a Failure when it cannot be read. */
  static async open(source: string): Promise<SpooledArchive> {
    const temporary = source === '-' ? await mkdtemp(path.join(tmpdir(), 'mainsource-')) : undefined
    const file = temporary ? path.join(temporary, 'rows.jsonl') : source
    try {
      if (temporary) await pipeline(process.stdin, createWriteStream(file))
      return new SpooledArchive(await open(file), await indexOf(file), temporary)
    } catch (error) {
      if (temporary) await rm(temporary, { recursive: true, force: true })
      throw new Failure(
        'not_found',
        `${source} cannot be read. Give a JSONL file, or - for standard input.`,
        {
          cause: error,
        },
      )
    }
  }

  /** Whether the lines stand in the order of their times already. */
  get isInOrder(): boolean {
    return this.#order === undefined
  }

  get count(): number {
    return this.#index.offsets.length
  }

  /** The lines in the order of their times, each with its place among the lines of the archive. */
  async *inTimeOrder(): AsyncGenerator<{ readonly place: number; readonly line: ArchiveLine }> {
    for (let turn = 0; turn < this.count; turn++) {
      const place = this.#order?.[turn] ?? turn
      const line = await this.#line(place)
      if ('row' in line) this.#placeOf.set(line.row.id, place)
      yield { place, line }
    }
  }

  /** The text of a row already given; undefined when none of that id was. */
  readonly textOf = async (id: string): Promise<{ text: string } | undefined> => {
    const place = this.#placeOf.get(id)
    const line = place === undefined ? undefined : await this.#line(place)
    return line && 'row' in line ? { text: line.row.text } : undefined
  }

  async #line(place: number): Promise<ArchiveLine> {
    const text = Buffer.allocUnsafe(this.#index.lengths[place]!)
    await this.#file.read(text, 0, text.length, this.#index.offsets[place]!)
    return parseLine(text.toString('utf8'), this.#index.lineNumbers[place]!)
  }

  async close(): Promise<void> {
    await this.#file.close()
    if (this.#temporary) await rm(this.#temporary, { recursive: true, force: true })
  }
}

/**
 * What is written for each line, given in any order and read back in the order of the lines. Kept in a temporary file.
 */
export class SpooledResults {
  readonly #file: FileHandle
  readonly #folder: string
  readonly #offsets: Float64Array
  readonly #lengths: Uint32Array
  #size = 0

  private constructor(file: FileHandle, folder: string, count: number) {
    this.#file = file
    this.#folder = folder
    this.#offsets = new Float64Array(count)
    this.#lengths = new Uint32Array(count)
  }

  static async make(count: number): Promise<SpooledResults> {
    const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-'))
    return new SpooledResults(await open(path.join(folder, 'results.jsonl'), 'w+'), folder, count)
  }

  async #put(place: number, value: unknown): Promise<void> {
    const text = Buffer.from(JSON.stringify(value))
    this.#offsets[place] = this.#size
    this.#lengths[place] = text.length
    await this.#file.write(text, 0, text.length, this.#size)
    this.#size += text.length
  }

  /** Lets `fill` put every result in its place, and then gives them in the order of the lines. */
  async *inOrder(
    fill: (put: (place: number, value: unknown) => Promise<void>) => Promise<void>,
  ): AsyncGenerator<unknown> {
    await fill((place, value) => this.#put(place, value))
    for (let place = 0; place < this.#offsets.length; place++) {
      const text = Buffer.allocUnsafe(this.#lengths[place]!)
      await this.#file.read(text, 0, text.length, this.#offsets[place]!)
      yield JSON.parse(text.toString('utf8'))
    }
  }

  async close(): Promise<void> {
    await this.#file.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

const newline = 0x0a

async function indexOf(file: string): Promise<Index> {
  const index: Index = { offsets: [], lengths: [], lineNumbers: [], times: [] }
  let rest: Buffer = Buffer.alloc(0)
  let offset = 0
  let lineNumber = 0
  const take = (line: Buffer) => {
    lineNumber++
    const parsed =
      line.length > 0 && line.toString('utf8').trim() !== ''
        ? parseLine(line.toString('utf8'), lineNumber)
        : undefined
    if (parsed) {
      index.offsets.push(offset)
      index.lengths.push(line.length)
      index.lineNumbers.push(lineNumber)
      const time = 'row' in parsed ? rowTime(parsed.row.at) : undefined
      index.times.push(time ?? index.times.at(-1) ?? Number.NEGATIVE_INFINITY)
    }
    offset += line.length + 1
  }
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    let from = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      const line = chunk.subarray(from, end)
      take(rest.length > 0 ? Buffer.concat([rest, line]) : line)
      rest = Buffer.alloc(0)
      from = end + 1
    }
    if (from < chunk.length) rest = Buffer.concat([rest, chunk.subarray(from)])
  }
  if (rest.length > 0) take(rest)
  return index
}

function isSorted(times: readonly number[]): boolean {
  return times.every((time, i) => i === 0 || time >= times[i - 1]!)
}

function orderOf(times: readonly number[]): Uint32Array {
  return Uint32Array.from(times.keys()).sort((a, b) =>
    times[a]! === times[b]! ? a - b : times[a]! < times[b]! ? -1 : 1,
  )
}
