import type { Db, Tx } from '../db/open.ts'
import { type AddressedReport, placedByKeys } from '../db/stories.ts'
import { addressKey } from '../domain/addressKey.ts'
import { articleBlocks, type Reading } from '../domain/reading.ts'
import type { Linked } from './decideStory.ts'

/** Addresses of a page that are looked up, at most. */
const mostAddresses = 20

interface Given {
  readonly reportId: string
  readonly lang: string | undefined
  readonly reading: Reading
}

/** The placed report that a page says its text comes from, or else the one report its article links to. */
export async function linkedReport(db: Db | Tx, given: Given): Promise<Linked | undefined> {
  const declared = await reportsAt(db, given, declaredAddresses(given.reading))
  if (declared[0]) return linkedTo(declared[0], 'declared', given)
  const mentioned = await reportsAt(db, given, mentionedAddresses(given.reading))
  // An article that links to several stories says of none of them that it is its own.
  if (new Set(mentioned.map(({ storyId }) => storyId)).size !== 1) return undefined
  return linkedTo(mentioned[0]!, 'mentioned', given)
}

/** Where the page says that it comes from: the declared chain, the nearest first, and links in the lines that say so. */
export function declaredAddresses({ declared, links, sourceNotes, credits }: Reading): string[] {
  const chain = declared.filter(({ role }) => role !== 'publisher').flatMap(({ url }) => url ?? [])
  const says = [...sourceNotes, ...credits].map(({ passage }) => passage)
  const linked = links.filter(({ passage }) => passage && says.some((note) => within(passage, note)))
  return [...linked.map(({ url }) => url), ...chain.reverse()]
}

/** Where the article itself links to. */
export function mentionedAddresses(reading: Reading): string[] {
  const blocks = articleBlocks(reading)
  return reading.links
    .filter(({ passage }) => passage && blocks.some((block) => within(passage, block)))
    .map(({ url }) => url)
}

function within(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return inner.start >= outer.start && inner.end <= outer.end
}

/** The placed reports at these addresses, in their order. */
async function reportsAt(
  db: Db | Tx,
  given: Given,
  addresses: readonly string[],
): Promise<AddressedReport[]> {
  const keys = [...new Set(addresses.flatMap((address) => addressKey(address) ?? []))].slice(0, mostAddresses)
  const found = (await placedByKeys(db, keys)).filter(({ reportId }) => reportId !== given.reportId)
  const rank = ({ keys: known }: AddressedReport) => keys.findIndex((key) => known.includes(key))
  return found.sort((a, b) => rank(a) - rank(b))
}

function linkedTo(
  { reportId, storyId, headline, lang }: AddressedReport,
  how: Linked['how'],
  given: Given,
): Linked {
  const acrossLanguages =
    languageOf(lang) !== undefined &&
    languageOf(given.lang) !== undefined &&
    languageOf(lang) !== languageOf(given.lang)
  return { story: storyId, of: reportId, headline, how, acrossLanguages }
}

function languageOf(tag: string | null | undefined): string | undefined {
  return tag?.split('-')[0]?.toLowerCase()
}
