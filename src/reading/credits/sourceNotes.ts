import type { SourceNote } from '../../domain/reading.ts'
import { sentencesOf } from '../../text/sentences.ts'
import { isOutlet, ofPicture } from './creditList.ts'
import { agencyNamed, findAgencies } from './findAgencies.ts'
import { inEveryPhrase, notePhrases, sourceLabels } from './notePhrases.ts'
import { isDateOrTime } from './notNames.ts'
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
  if (!inEveryPhrase.test(block)) return []
  return sentencesOf(block).flatMap(({ start, end }) => notesIn(block.slice(start, end), start, end))
}

function notesIn(sentence: string, start: number, end: number): SourceNote[] {
  const notes = new Map<SourceNote['says'], SourceNote>()
  if (!inEveryPhrase.test(sentence)) return []
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
  const line = block.split('\n', 1)[0]!
  const label = sourceLabels.exec(line)
  if (!label || line.length > longestLabelled || ofPicture.test(line)) return undefined
  const names = namesAfterLabel(line.slice(label[0].length).replace(/[\s)\]】.]+$/u, ''))
  if (names.length === 0) return undefined
  return { says: 'via', names, passage: { start: 0, end: line.length } }
}

/** All that a label names; nothing when one part of it is no name, for then it is a title or prose. */
function namesAfterLabel(rest: string): string[] {
  const host = URL.parse(rest)?.hostname
  if (host) return [host.replace(/^www\./, '')]
  const parts = rest
    .split(/\s*(?:[/,;|+،、，]|\s[–—-]\s|\s(?:and|und|et|y|e|и|و)\s)\s*/u)
    .map((part) => part.trim())
    .filter(
      (part) =>
        part !== '' &&
        !isDateOrTime(part) &&
        (agencyNamed(part) !== undefined || !/^\p{Ll}{1,3}$/u.test(part)),
    )
  return parts.every(isName) ? parts.map((part) => wholeAgency(part) ?? part) : []
}

/** A label may be followed by prose: a name is an outlet's, one word, or a few that begin with a capital. */
function isName(part: string): boolean {
  if (/[:!?‘“«"]/.test(part)) return false
  const fewWords = part.split(/\s+/).length <= 4 && /^[\p{Lu}\d]/u.test(part)
  return fewWords || isOutlet(part) || /^[\p{L}\d-]+$/u.test(part) || wholeAgency(part) !== undefined
}

function wholeAgency(part: string): string | undefined {
  const [only, ...others] = findAgencies(part)
  if (!only || others.length > 0) return undefined
  return only.end - only.start >= part.length - 8 ? only.agency.name : undefined
}
