import type { SourceNote } from '../../domain/reading.ts'
import { sentencesOf } from '../../text/sentences.ts'
import { isOutlet } from './creditList.ts'
import { findAgencies } from './findAgencies.ts'
import { notePhrases, sourceLabels } from './notePhrases.ts'
import { sourceNameAt } from './sourceName.ts'

/** A line longer than this is prose even when it begins with "Source:". */
const longestLabelled = 140

/**
 * The sentences of one block in which the page speaks of its own source, with the names they give. Passages are spans
 * of the block. A sentence that says several things gives several notes.
 */
export function findSourceNotes(block: string): SourceNote[] {
  const labelled = labelledSource(block)
  if (labelled) return [labelled]
  return sentencesOf(block).flatMap(({ start, end }) => notesIn(block.slice(start, end), start, end))
}

function notesIn(sentence: string, start: number, end: number): SourceNote[] {
  const notes = new Map<SourceNote['says'], SourceNote>()
  for (const { says, phrase, named } of notePhrases) {
    const match = phrase.exec(sentence)
    if (!match) continue
    const name = sourceNameAt(sentence, match.index + match[0].length)?.name
    if (named && !name) continue
    const names = name && mayBeNamed(says, named) ? [name] : []
    if (!notes.has(says)) notes.set(says, { says, names, passage: { start, end } })
  }
  return [...notes.values()]
}

/** What follows "it has been modified" is no name, what follows "republished from" is. */
function mayBeNamed(says: SourceNote['says'], named: boolean | undefined): boolean {
  return named === true || says === 'see-main-source' || says === 'transferred-or-quoted'
}

function labelledSource(block: string): SourceNote | undefined {
  const label = sourceLabels.exec(block)
  if (!label || block.length > longestLabelled) return undefined
  const rest = block.slice(label[0].length).replace(/[\s)\]】.]+$/u, '')
  const names = rest
    .split(/\s*(?:[/,;|+،、，]|\s[–—-]\s|\s(?:and|und|et|y|e|и|و)\s)\s*/u)
    .map((part) => part.trim())
    .filter(isName)
    .map((part) => wholeAgency(part) ?? part)
  if (names.length === 0) return undefined
  return { says: 'via', names, passage: { start: 0, end: block.length } }
}

/** A label may be followed by prose: a name is an outlet's, one word, or a few that begin with a capital. */
function isName(part: string): boolean {
  if (part === '') return false
  const fewWords = part.split(/\s+/).length <= 4 && /^[\p{Lu}\d]/u.test(part)
  return fewWords || isOutlet(part) || /^[\p{L}\d-]+$/u.test(part) || wholeAgency(part) !== undefined
}

function wholeAgency(part: string): string | undefined {
  const [only, ...others] = findAgencies(part)
  if (!only || others.length > 0) return undefined
  return only.end - only.start >= part.length - 8 ? only.agency.name : undefined
}
