import { readFileSync } from 'node:fs'
import path from 'node:path'

export interface Update {
  readonly event: string
  readonly text: string
  readonly isNew: boolean
  /** What it states, with its weight from 0 to 1. */
  readonly nuggets: readonly { readonly name: string; readonly importance: number }[]
}

export interface Year {
  readonly year: number
  /** The updates that say something of their event, new or not, in stream order. */
  readonly updates: readonly Update[]
}

interface UpdateLine {
  readonly event: string
  readonly text: string
  readonly label: string
  readonly nuggets: readonly string[]
}

export function readYear(folder: string, year: number): Year {
  const importance = new Map(
    lines<{ nugget: string; importance: number }>(folder, `nuggets-${year}.jsonl`).map((one) => [
      one.nugget,
      Math.max(0, one.importance) / 3,
    ]),
  )
  const updates = lines<UpdateLine>(folder, `updates-${year}.jsonl`)
    .filter(({ label }) => label === 'new' || label === 'redundant')
    .map(({ event, text, label, nuggets }) => ({
      event,
      text,
      isNew: label === 'new',
      nuggets: nuggets.map((name) => ({ name: `${event} ${name}`, importance: importance.get(name) ?? 0 })),
    }))
  return { year, updates }
}

function lines<Line>(folder: string, file: string): Line[] {
  const text = readFileSync(path.join(folder, file), 'utf8').trim()
  return text.split('\n').map((line) => JSON.parse(line) as Line)
}
