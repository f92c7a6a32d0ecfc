import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { ArchiveRow } from '../domain/archiveRow.ts'
import { Failure } from '../failure.ts'

/** A line of an archive: the row, or what is wrong with the line. `line` counts from 1. */
export type ArchiveLine =
  | { readonly line: number; readonly row: ArchiveRow }
  | { readonly line: number; readonly id?: string; readonly error: string }

/**
 * The rows of a JSONL file, or of standard input for "-", one at a time. A line that cannot be used is given as an
 * error that names it; empty lines are passed over. Throws a Failure when the file cannot be opened.
 */
export async function* archiveRows(file: string): AsyncGenerator<ArchiveLine> {
  const input = file === '-' ? process.stdin : await openArchive(file)
  let line = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    if (text.trim() !== '') yield parseLine(text, line)
  }
}

async function openArchive(file: string): Promise<NodeJS.ReadableStream> {
  try {
    return (await open(file)).createReadStream({ encoding: 'utf8' })
  } catch (error) {
    throw new Failure('not_found', `${file} cannot be read. Give a JSONL file, or - for standard input.`, {
      cause: error,
    })
  }
}

/** What a line of JSONL holds; `line` counts from 1. */
export function parseLine(text: string, line: number): ArchiveLine {
  let value: unknown
  try {
    value = JSON.parse(line === 1 ? text.replace(/^\uFEFF/, '') : text)
  } catch {
    return { line, error: `Line ${line} is not JSON.` }
  }
  const row = ArchiveRow.safeParse(value)
  if (row.success) return { line, row: row.data }
  const id = ArchiveRow.shape.id.safeParse((value as { id?: unknown } | null)?.id)
  const issue = row.error.issues[0]
  const error = `Line ${line}: ${issue?.path.join('.') || 'the row'}: ${issue?.message ?? 'cannot be used'}.`
  return { line, error, ...(id.success ? { id: id.data } : {}) }
}

/** Writes a line to standard output, waiting while whoever reads it is behind. Resolves to false once they are gone. */
export async function writeLine(value: unknown): Promise<boolean> {
  const { stdout } = process
  if (stdout.destroyed) return false
  if (!stdout.write(`${JSON.stringify(value)}\n`)) {
    await new Promise((resolve) => {
      stdout.once('drain', resolve)
      stdout.once('close', resolve)
    })
  }
  return !stdout.destroyed
}

/** Tells on standard error how many rows are done: on a terminal every second, else not before the end. */
export function progress(verb: string): { done(rows: number): void; end(rows: number): void } {
  const began = performance.now()
  let told = began
  const say = (rows: number, last: string) => {
    const seconds = (performance.now() - began) / 1000
    process.stderr.write(`\r${verb} ${rows} rows in ${seconds.toFixed(1)} s${last}`)
  }
  return {
    done(rows) {
      if (!process.stderr.isTTY || performance.now() - told < 1000) return
      told = performance.now()
      say(rows, '')
    },
    end: (rows) => say(rows, '\n'),
  }
}
