import type { Moment } from '../../domain/moment.ts'
import { type Passage, textOf } from '../../domain/passage.ts'
import type { DeclaredSource, Reading, SourceNote } from '../../domain/reading.ts'

const says: Record<SourceNote['says'], string> = {
  'published-at': 'was published at',
  confirmed: 'was confirmed by',
  modified: 'has been modified',
  'transferred-or-quoted': 'may be transferred or quoted',
  'see-main-source': 'can be read at its main source',
  via: 'came through',
}

/** A reading for people, at most `width` characters wide. */
export function printReading(reading: Reading, width: number): string {
  return [
    wrap(reading.headline, width, ''),
    facts(reading, width),
    chain(reading, width),
    notes(reading, width),
    body(reading, width),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function facts(reading: Reading, width: number): string {
  const lines: [string, string | undefined][] = [
    ['authors', reading.authors.join(', ')],
    ['credit', reading.credits.map(({ printed }) => printed).join('; ')],
    ['dateline', reading.dateline?.printed],
    ['published', inWords(reading.published)],
    ['modified', inWords(reading.modified)],
    ['site', reading.siteName],
    ['address', reading.canonicalUrl],
    ['language', reading.lang && `${reading.lang}${reading.dir === 'rtl' ? ', right to left' : ''}`],
    ['mended', reading.repairs.join('; ')],
  ]
  return lines.flatMap(([label, value]) => (value ? [wrap(value, width, label)] : [])).join('\n')
}

function chain({ declared, text }: Reading, width: number): string {
  if (declared.length === 0) return 'It declares no source but itself.'
  const names = declared.map(({ name, role }) => (role === 'carrier' ? name : `${name} (${role})`))
  return [
    `It declares this chain: ${names.join(' → ')}`,
    ...[...Map.groupBy(declared, passagesOf).values()].flatMap((sources) => evidence(sources, text, width)),
  ].join('\n')
}

/** Sources that the same sentences name are shown together. */
function passagesOf({ passages }: DeclaredSource): string {
  return passages.map(({ start, end }) => `${start}-${end}`).join(' ')
}

function evidence(sources: readonly DeclaredSource[], text: string, width: number): string[] {
  const names = sources.map(({ name, url }) => (url ? `${name} <${url}>` : name)).join(', ')
  const said = sources[0]!.passages.map((passage) => wrap(`“${quoted(text, passage)}”`, width, ''))
  return said.length > 0 ? [`  ${names}, because it says`, ...said] : [`  ${names}, its own name`]
}

function notes({ sourceNotes }: Reading, width: number): string {
  if (sourceNotes.length === 0) return ''
  const lines = sourceNotes.map((note) => wrap([says[note.says], ...note.names].join(' '), width, ''))
  return ['It says of itself that it', ...new Set(lines)].join('\n')
}

function body({ blocks, text }: Reading, width: number): string {
  return blocks.map((block) => wrap(textOf(text, block), width, block.role)).join('\n\n')
}

function quoted(text: string, passage: Passage): string {
  return textOf(text, passage).replace(/\s+/g, ' ')
}

function inWords(moment: Moment | undefined): string | undefined {
  if (!moment) return undefined
  const shown = { second: 19, minute: 16, day: 10, month: 7 }[moment.precision]
  return `${moment.at.slice(0, shown).replace('T', ' ')}${shown > 10 ? ' UTC' : ''} (from ${moment.basis})`
}

const margin = 13

/** Words set between the margin, where the label stands, and the width. */
function wrap(words: string, width: number, label: string): string {
  const lines: string[] = ['']
  for (const word of words.split(/\s+/)) {
    const line = lines.at(-1)!
    if (line !== '' && line.length + word.length + 1 > width - margin) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line, at) => (at === 0 ? label : '').padEnd(margin) + line).join('\n')
}
