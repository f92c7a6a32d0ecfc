import type { Passage } from '../../domain/passage.ts'
import type { Credit, DeclaredSource, SourceNote } from '../../domain/reading.ts'
import { agencyNamed, fold } from './findAgencies.ts'

/** What a page declares of its source: its credits, its notes and the name it goes by. */
export interface Declarations {
  readonly credits: readonly Credit[]
  readonly notes: readonly SourceNote[]
  /** The name the page gives itself: it is the publisher. */
  readonly siteName?: string
  /** The name its source is known by from elsewhere: the publisher when the page names none. */
  readonly sourceName?: string
  /** Addresses that names were printed over, by `keyOf` the name. */
  readonly addresses?: ReadonlyMap<string, string>
}

type Role = DeclaredSource['role']
interface Named {
  readonly name: string
  readonly role: Role
  readonly passage?: Passage
}

/**
 * The chain a page declares: agencies first, then the outlets it was carried by, in the order the credits and then
 * the notes name them, and the publisher last. Empty when it names nobody but itself.
 */
export function declaredChain(said: Declarations): DeclaredSource[] {
  const named = [...said.credits.flatMap(creditedNames), ...said.notes.flatMap(notedNames)].filter(
    ({ name }) => name !== 'agencies',
  )
  const publisher = said.siteName ?? (named.some(isPublisher) ? undefined : said.sourceName)
  const chain = merged(publisher ? [...named, { name: publisher, role: 'publisher' }] : named)
  if (chain.every(isPublisher)) return []
  return roles.flatMap((role) =>
    chain
      .filter((source) => source.role === role)
      .map((source) => ({ ...source, ...addressOf(source.name, said.addresses) })),
  )
}

const roles: readonly Role[] = ['agency', 'carrier', 'publisher']

function creditedNames({ names, passage }: Credit): Named[] {
  return names.map((name) => ({ name, role: roleOf(name), passage }))
}

/** Whoever "has confirmed" the text is the one who prints it. */
function notedNames({ says, names, passage }: SourceNote): Named[] {
  return names.map((name) => ({ name, role: says === 'confirmed' ? 'publisher' : roleOf(name), passage }))
}

function roleOf(name: string): Role {
  return agencyNamed(name) ? 'agency' : 'carrier'
}

function isPublisher({ role }: { role: Role }): boolean {
  return role === 'publisher'
}

/** One entry a source, with every passage that names it; a source that is also the publisher is the publisher. */
function merged(named: readonly Named[]): DeclaredSource[] {
  const byKey = Map.groupBy(named, ({ name }) => keyOf(name))
  return [...byKey.values()].map((same) => ({
    name: agencyNamed(same[0]!.name)?.name ?? same[0]!.name,
    role: same.some(isPublisher) ? 'publisher' : same[0]!.role,
    passages: distinct(same.flatMap(({ passage }) => passage ?? [])),
  }))
}

function distinct(passages: readonly Passage[]): Passage[] {
  return [...new Map(passages.map((passage) => [`${passage.start}-${passage.end}`, passage])).values()]
}

function addressOf(name: string, addresses: Declarations['addresses']): { url?: string } {
  const url = addresses?.get(keyOf(name))
  return url === undefined ? {} : { url }
}

/** What tells two sources apart: an agency's short form, or the name without case, accents, article and domain's end. */
export function keyOf(name: string): string {
  const agency = agencyNamed(name)
  if (agency) return `agency ${agency.name}`
  return fold(name)
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
    .replace(/\.(?:com?|org|net|news|info|[a-z]{2})(?:\.[a-z]{2})?(?:\/.*)?$/, '')
    .replace(/^the\s+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
