import { readFileSync } from 'node:fs'
import path from 'node:path'
import { plainText } from '../../src/intake/feeds/markup.ts'
import { parseFeed } from '../../src/intake/feeds/parse.ts'
import { readRows } from './rows.ts'

interface Case {
  readonly file: string
  /** A JSON file in the same folder. */
  readonly expected: string
  readonly group: string
}

export interface FieldScore {
  readonly group: string
  fields: number
  present: number
  /** Fields of what this reader does not keep. */
  unclaimed: number
  threw: number
  readonly missed: string[]
}

/** Parts of RSS that no reader of news has a use for, and what extensions say in gofeed's own form. */
const unclaimed =
  /(?:^|\.)(?:cloud|textInput|rating|docs|extensions|custom|itunesExt|dcExt|isPermalink|feedVersion|feedType)(?:\.|$)|image\.(?:title|link|width|height|description)$|generator\.(?:uri|version)$|content\.(?:type|src)$|skipDays|Parsed$/

/** Counts which leaf values of the expected result are found anywhere in ours. */
export function scoreGofeed(folder: string): FieldScore[] {
  const groups = new Map<string, FieldScore>()
  for (const row of readRows<Case>(folder)) {
    const score = groups.get(row.group) ?? {
      group: row.group,
      fields: 0,
      present: 0,
      unclaimed: 0,
      threw: 0,
      missed: [],
    }
    groups.set(row.group, score)
    judge(row, folder, score)
  }
  return [...groups.values()]
}

function judge(row: Case, folder: string, score: FieldScore): void {
  const expected = JSON.parse(readFileSync(path.join(folder, row.expected), 'utf8')) as unknown
  const printed = readFileSync(path.join(folder, row.file))
  let found: Set<string>
  try {
    found = new Set(
      [...leaves(parseFeed(printed, { url: 'http://gofeed.test/' }))].map(([, value]) => plain(value)),
    )
  } catch {
    score.threw++
    return
  }
  for (const [name, value] of leaves(expected)) {
    if (unclaimed.test(name)) score.unclaimed++
    else if (found.has(plain(value))) count(score, true)
    else {
      count(score, false)
      score.missed.push(`${path.basename(row.file)} ${name} ${value.slice(0, 60)}`)
    }
  }
}

function count(score: FieldScore, present: boolean): void {
  score.fields++
  if (present) score.present++
}

function* leaves(value: unknown, name = ''): Generator<[string, string]> {
  if (isEmptyLink(value, name)) return
  if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      yield* leaves(part, Array.isArray(value) ? name : name ? `${name}.${key}` : key)
    }
  } else if (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) {
    yield [name, String(value)]
  }
}

/** A link or a category that names nothing holds nothing. */
function isEmptyLink(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (/(?:^|\.)links$/.test(name)) return !('href' in value || 'url' in value)
  return /(?:^|\.)categories$/.test(name) && !('term' in value || 'value' in value || 'label' in value)
}

/** Dates as instants, addresses as URL has them, all else as plain text. */
function plain(value: string): string {
  if (/^\w{3}, \d|^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)))
    return new Date(value).toISOString()
  if (/^https?:\S+$/.test(value)) return URL.parse(value)?.href ?? value
  // A title that was escaped twice is given as it was meant.
  return plainText(plainText(value))
}
