import { type Agency, agencies } from './agencies.ts'

/** An agency's name where it stands in a text. Whether it is a credit is another question. */
export interface AgencyMention {
  readonly agency: Agency
  readonly start: number
  readonly end: number
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u
const byName = new Map<string, Agency>()
const byCode = new Map<string, Agency>()
for (const agency of agencies) {
  for (const name of agency.names) byName.set(keyOf(name), agency)
  for (const code of agency.codes ?? []) byCode.set(fold(code), agency)
}
const names = new RegExp(oneOf(byName.keys()), 'giu')
const codes = new RegExp(oneOf(byCode.keys()), 'gu')

/** Every agency named in a text, in order, the longest name where several begin together. */
export function findAgencies(text: string): AgencyMention[] {
  const folded = fold(text)
  const found: AgencyMention[] = []
  for (const match of folded.matchAll(names)) {
    const agency = byName.get(keyOf(match[0]))
    if (agency) found.push({ agency, start: match.index, end: match.index + match[0].length })
  }
  for (const match of folded.matchAll(codes)) {
    found.push({ agency: byCode.get(match[0])!, start: match.index, end: match.index + match[0].length })
  }
  return withoutOverlaps(found)
}

/** The agency a whole string names, or undefined. A code may be in any case here: the place says what it is. */
export function agencyNamed(text: string): Agency | undefined {
  const name = fold(text)
    .trim()
    .replace(/[.\s]+$/, '')
  const bare = name.replace(/^(?:the|l'|l’|la|die|der|agence|agency|agencia|agenzia)\s*/i, '')
  return (
    byName.get(keyOf(name)) ??
    byName.get(keyOf(bare)) ??
    byCode.get(name) ??
    byCode.get(name.toUpperCase()) ??
    byCode.get(`${name}.`)
  )
}

/** Letters without their accents, one code unit for one, so that offsets stay true. */
export function fold(text: string): string {
  return text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize('NFD')[0]!)
}

function keyOf(name: string): string {
  return fold(name)
    .toLowerCase()
    .replace(/[\s\-‑]+/g, ' ')
}

function oneOf(wanted: Iterable<string>): string {
  const parts = [...wanted]
    .sort((a, b) => b.length - a.length)
    .map((name) => {
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s\\-‑]+')
      if (unspaced.test(name)) return escaped
      return `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`
    })
  return parts.join('|')
}

function withoutOverlaps(found: AgencyMention[]): AgencyMention[] {
  const sorted = found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: AgencyMention[] = []
  for (const mention of sorted) {
    if (mention.start >= (kept.at(-1)?.end ?? 0)) kept.push(mention)
  }
  return kept
}
