import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Passage } from '../../src/domain/passage.ts'

export interface Update {
  readonly event: string
  readonly text: string
  readonly isNew: boolean
  /** The stretches of its text that state something of the event; none where only a copy of it was judged. */
  readonly stated: readonly Passage[]
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
  readonly id: string
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
  const stated = statedIn(folder, year)
  const updates = lines<UpdateLine>(folder, `updates-${year}.jsonl`)
    .filter(({ label }) => label === 'new' || label === 'redundant')
    .map(({ event, id, text, label, nuggets }) => ({
      event,
      text,
      isNew: label === 'new',
      stated: stated.get(`${event} ${id}`) ?? [],
      nuggets: nuggets.map((name) => ({ name: `${event} ${name}`, importance: importance.get(name) ?? 0 })),
    }))
  return { year, updates }
}

/**
 * The same stream without what reading would have taken out (navigation, lists of headlines, links), and what is new
 * counted afresh.
 */
export function withoutFurniture({ year, updates }: Year): Year {
  const told = new Set<string>()
  const kept = updates
    .filter(({ text }) => text.length <= longestArticleSentence && !furniture.test(text))
    .map((update) => {
      const isNew = update.nuggets.some(({ name }) => !told.has(name))
      for (const { name } of update.nuggets) told.add(name)
      return { ...update, isNew }
    })
  return { year, updates: kept }
}

const longestArticleSentence = 280
const furniture = /[|»•]|https?:|www\.|&gt|\.\.\. ?\w+ .*\.\.\./

interface MatchLine {
  readonly event: string
  readonly update: string
  readonly start: number
  readonly end: number
}

function statedIn(folder: string, year: number): Map<string, Passage[]> {
  const stated = new Map<string, Passage[]>()
  for (const { event, update, start, end } of lines<MatchLine>(folder, `matches-${year}.jsonl`)) {
    const key = `${event} ${update}`
    const list = stated.get(key)
    if (list) list.push({ start, end })
    else stated.set(key, [{ start, end }])
  }
  return stated
}

function lines<Line>(folder: string, file: string): Line[] {
  const text = readFileSync(path.join(folder, file), 'utf8').trim()
  return text.split('\n').map((line) => JSON.parse(line) as Line)
}
