import type { Passage } from '../../domain/passage.ts'
import type { Credit, DeclaredSource, SourceNote } from '../../domain/reading.ts'
import { agencyNamed, fold } from './findAgencies.ts'

/** What a page declares of its source: its credits, its notes and the name it goes by itself. */
export interface Declarations {
  readonly credits: readonly Credit[]
  readonly notes: readonly SourceNote[]
  /** The page's own name, where it is known from outside the text. */
  readonly publisher?: string
  /** Addresses that the names were printed over, by name. */
  readonly addresses?: ReadonlyMap<string, string>
}

type Role = DeclaredSource['role']

/**
 * The chain a page declares: agencies first, then the outlets it was carried by, in the order the credits and then
 * the notes name them, and the publisher last. Empty when it names nobody but itself.
 */
export function declaredChain({ credits, notes, publisher, addresses }: Declarations): DeclaredSource[] {
  const chain = new Map<string, { name: string; role: Role; passages: Passage[] }>()
  const add = (name: string, role: Role, passage?: Passage) => {
    const key = [...chain.keys()].find((known) => isSameName(known, keyOf(name))) ?? keyOf(name)
    const known = chain.get(key) ?? { name, role, passages: [] }
    if (passage && !known.passages.some((one) => one.start === passage.start && one.end === passage.end))
      known.passages.push(passage)
    if (role === 'publisher') known.role = 'publisher'
    chain.set(key, known)
  }
  for (const { names, passage } of credits)
    for (const name of names) if (name !== 'agencies') add(name, roleOf(name), passage)
  for (const { says, names, passage } of notes)
    for (const name of names)
      if (name !== 'agencies') add(name, says === 'confirmed' ? 'publisher' : roleOf(name), passage)
  if (publisher) add(publisher, 'publisher')
  const all = [...chain.values()].filter(
    (source) => source.role !== 'agency' || !isSameName(keyOf(source.name), keyOf(publisher ?? '')),
  )
  if (!all.some(({ role }) => role !== 'publisher')) return []
  const inRole = (role: Role) => all.filter((source) => source.role === role)
  return [...inRole('agency'), ...inRole('carrier'), ...inRole('publisher')].map((source) => {
    const url = addresses?.get(keyOf(source.name))
    return url ? { ...source, url } : source
  })
}

function roleOf(name: string): Role {
  return agencyNamed(name) ? 'agency' : 'carrier'
}

/** A source's name without case, accents, article, spaces or the end of a domain: what tells two sources apart. */
export function keyOf(name: string): string {
  return fold(name)
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
    .replace(/\.(?:com?|org|net|news|info|[a-z]{2})(?:\.[a-z]{2})?(?:\/.*)?$/, '')
    .replace(/^the\s+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

function isSameName(a: string, b: string): boolean {
  return a !== '' && a === b
}
