import type { BlockRole } from '../../domain/reading.ts'
import { readByline } from '../credits/byline.ts'
import { ofPicture } from '../credits/creditList.ts'
import { findDateline } from '../credits/dateline.ts'
import { agencyNamed } from '../credits/findAgencies.ts'
import { isCreditLine } from '../credits/findCredits.ts'
import { sourceLabels } from '../credits/notePhrases.ts'
import { looksLikePerson } from '../credits/notNames.ts'
import { findSourceNotes } from '../credits/sourceNotes.ts'
import { isBoilerplate, isNavigation } from './boilerplate.ts'
import { isDateLine } from './dateLine.ts'
import type { RawBlock } from './rawBlock.ts'

/** What is known of the whole page that a single block does not show. */
export interface RolesHints {
  /** Whether the page names people as its authors. */
  readonly hasAuthors?: boolean
}

/** The role of each block, in order. */
export function rolesOf(blocks: readonly RawBlock[], { hasAuthors = false }: RolesHints = {}): BlockRole[] {
  const roles = blocks.map(roleOf)
  markPictureCredits(blocks, roles, hasAuthors)
  markSubheads(blocks, roles)
  const lead = roles.indexOf('body')
  if (lead >= 0) roles[lead] = 'lead'
  return roles
}

function roleOf(block: RawBlock): BlockRole {
  const { text, kind, region } = block
  if (isNavigation(text)) return 'navigation'
  if (kind === 'caption' || isPictureCredit(text) || isPersonAndAgency(text)) return 'caption'
  if (isCreditLine(text)) return isBylineText(text) ? 'byline' : 'credit'
  if (isSourceNote(text, region)) return 'source-note'
  if (isBoilerplate(text)) return 'boilerplate'
  if (isBylineText(text)) return 'byline'
  if (isDateLine(text)) return 'dateline'
  if (region === 'outside') return 'boilerplate'
  if (isDatelineAlone(text)) return 'dateline'
  if (kind === 'heading') return 'subhead'
  return 'body'
}

function isBylineText(text: string): boolean {
  return (readByline(text)?.authors.length ?? 0) > 0
}

function isPictureCredit(text: string): boolean {
  return (
    text.length <= 90 &&
    ofPicture.test(text) &&
    /^[\s[(]*(?:photo|image|foto|picture|file|bild|crédit|صور|фото|图)|(?:[/:©]\s*\p{Lu})/iu.test(text) &&
    !/[.!?]\s*$/.test(text)
  )
}

/** "Orla Fenn/AFP", "© dpa | Tam Beck": who took a picture, and for whom. */
function isPersonAndAgency(text: string): boolean {
  if (text.length > 70) return false
  const parts = text.replace(/^[\s©([]+|[\s)\].]+$/gu, '').split(/\s*[/|]\s*/)
  return parts.length > 1 && parts.some((part) => agencyNamed(part)) && parts.some(looksLikePerson)
}

function isDatelineAlone(text: string): boolean {
  const dateline = findDateline(`${text} x`)
  return text.length <= 60 && dateline !== undefined && dateline.passage.end >= text.length - 2
}

/** A block whose words are mostly about its own source; a labelled source counts only where it is the whole line. */
function isSourceNote(text: string, region: RawBlock['region']): boolean {
  const notes = findSourceNotes(text)
  if (notes.length === 0) return false
  if (sourceLabels.test(text) || region === 'outside') return true
  const said = new Map(notes.map(({ passage }) => [passage.start, passage.end - passage.start]))
  const share = [...said.values()].reduce((sum, length) => sum + length, 0) / text.length
  return share >= 0.4
}

/**
 * A credit in the midst of the body belongs to a picture or a chart, and so does a lone agency above it when the page
 * names people as its authors, unless it stands by their byline.
 */
function markPictureCredits(blocks: readonly RawBlock[], roles: BlockRole[], hasAuthors: boolean): void {
  const first = roles.indexOf('body')
  const last = roles.lastIndexOf('body')
  for (const [at, role] of roles.entries()) {
    const labelled = role === 'source-note' && sourceLabels.test(blocks[at]!.text)
    if (role !== 'credit' && !labelled) continue
    const within = at > first && at < last - 1
    const aboveAuthored =
      at < first && hasAuthors && roles[at - 1] !== 'byline' && !readByline(blocks[at]!.text)
    if (within || aboveAuthored) roles[at] = 'caption'
  }
}

const longestSubhead = 80

/** A short line without a full stop between two longer paragraphs is a subhead. */
function markSubheads(blocks: readonly RawBlock[], roles: BlockRole[]): void {
  for (let at = 1; at < blocks.length - 1; at++) {
    if (roles[at] !== 'body' || !looksLikeSubhead(blocks[at]!.text)) continue
    const before = blocks[at - 1]!
    const after = blocks[at + 1]!
    if (roles[at - 1] === 'subhead' || roles[at + 1] !== 'body') continue
    if (after.text.length > longestSubhead && (before.text.length > longestSubhead || at <= 2))
      roles[at] = 'subhead'
  }
}

function looksLikeSubhead(text: string): boolean {
  const words = text.split(/\s+/).length
  if (text.length > longestSubhead || words > 10) return false
  if (/^[\p{Ll}•*–—-]/u.test(text)) return false
  return !/[.,;:。،؛…]["”»’]?$/u.test(text)
}
