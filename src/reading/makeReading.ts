import type { Passage } from '../domain/passage.ts'
import { type Block, bodyText, type Link, type Reading } from '../domain/reading.ts'
import { readByline } from './credits/byline.ts'
import { findDateline } from './credits/dateline.ts'
import { declaredChain, keyOf } from './credits/declaredChain.ts'
import { findCredits } from './credits/findCredits.ts'
import { findSourceNotes } from './credits/sourceNotes.ts'
import type { Draft } from './draft.ts'
import { cleanHeadline } from './text/headline.ts'
import { directionOf, languageOf } from './text/language.ts'
import { rolesOf } from './text/roles.ts'

/** Makes a reading of what was taken apart: roles, credits, dateline, notes and the chain they declare. */
export function makeReading(draft: Draft): Reading {
  const { text, blocks } = layOut(draft)
  const spoken = blocks.filter(
    ({ role }) => role !== 'headline' && role !== 'navigation' && role !== 'caption',
  )
  const credits = spoken.flatMap((block) =>
    findCredits(wordsOf(text, block)).map((credit) => moved(credit, block.start)),
  )
  const sourceNotes = spoken.flatMap((block) =>
    findSourceNotes(wordsOf(text, block)).map((note) => moved(note, block.start)),
  )
  const dateline = datelineIn(text, blocks, draft.siteName)
  const links = linksOf(draft, blocks)
  const names = sourceNotes.flatMap((note) => note.names)
  const siteNames = [
    draft.siteName,
    draft.sourceName,
    hostOf(draft.url),
    hostOf(draft.canonicalUrl),
    ...names,
  ]
  const body = bodyText({ blocks, text })
  const lang = languageOf(body || text, draft.lang)
  return {
    headline:
      cleanHeadline(
        draft.headline,
        siteNames.filter((name) => name !== undefined),
      ) || firstWords(text),
    text,
    blocks,
    authors: authorsOf(draft, text, blocks),
    credits,
    ...(dateline ? { dateline } : {}),
    ...(draft.published ? { published: draft.published } : {}),
    ...(draft.modified ? { modified: draft.modified } : {}),
    ...(lang ? { lang } : {}),
    dir: draft.dir ?? directionOf(body || text),
    ...(draft.canonicalUrl ? { canonicalUrl: draft.canonicalUrl } : {}),
    ...(draft.siteName ? { siteName: draft.siteName } : {}),
    links,
    sourceNotes,
    declared: declaredChain({
      credits,
      notes: sourceNotes,
      siteName: draft.siteName,
      sourceName: draft.sourceName,
      addresses: addressesOf(links),
    }),
    repairs: [...draft.repairs],
  }
}

const between = '\n\n'

/** One text of all blocks, the headline first, and where each block stands in it. */
function layOut(draft: Draft): { text: string; blocks: Block[] } {
  const roles = rolesOf(draft.blocks, { hasAuthors: givenAuthors(draft).length > 0 })
  const parts = draft.blocks.map((block, at) => ({
    words: block.text.replaceAll('\0', ' '),
    role: roles[at]!,
  }))
  if (draft.headline !== '') parts.unshift({ words: draft.headline, role: 'headline' })
  const blocks: Block[] = []
  let start = 0
  for (const { words, role } of parts) {
    blocks.push({ start, end: start + words.length, role })
    start += words.length + between.length
  }
  return { text: parts.map(({ words }) => words).join(between), blocks }
}

function wordsOf(text: string, { start, end }: Passage): string {
  return text.slice(start, end)
}

function moved<Found extends { readonly passage: Passage }>(found: Found, by: number): Found {
  return { ...found, passage: { start: found.passage.start + by, end: found.passage.end + by } }
}

/** A dateline opens the article or stands before it. */
function datelineIn(text: string, blocks: readonly Block[], siteName = ''): Reading['dateline'] {
  const openings = blocks
    .filter(({ role }) => role === 'dateline' || role === 'lead' || role === 'body')
    .slice(0, 3)
  for (const block of openings) {
    const words = wordsOf(text, block)
    const dateline = findDateline(block.role === 'dateline' ? `${words} x` : words)
    const isSite = dateline && !dateline.agency && keyOf(siteName).startsWith(keyOf(dateline.place))
    if (dateline && !isSite) return moved(dateline, block.start)
  }
  return undefined
}

function authorsOf(draft: Draft, text: string, blocks: readonly Block[]): string[] {
  const given = givenAuthors(draft)
  if (given.length > 0) return [...new Set(given)]
  const printed = blocks.filter(({ role }) => role === 'byline').slice(0, 3)
  return [...new Set(printed.flatMap((block) => readByline(wordsOf(text, block))?.authors ?? []))]
}

function givenAuthors({ authors, siteName, sourceName }: Draft): string[] {
  return authors.flatMap(
    (author) => readByline(author, { trusted: true, siteName: siteName ?? sourceName })?.authors ?? [],
  )
}

function linksOf(draft: Draft, blocks: readonly Block[]): Link[] {
  const offset = blocks.length - draft.blocks.length
  return draft.blocks.flatMap((block, at) =>
    block.links.map((link) => ({
      url: link.url,
      text: link.text,
      ...passageOf(link, blocks[at + offset]!.start),
    })),
  )
}

function passageOf(
  link: { readonly start?: number; readonly end?: number },
  by: number,
): { passage?: Passage } {
  if (link.start === undefined || link.end === undefined) return {}
  return { passage: { start: link.start + by, end: link.end + by } }
}

function addressesOf(links: readonly Link[]): Map<string, string> {
  return new Map(links.map((link) => [keyOf(link.text), link.url]))
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : URL.parse(url)?.hostname
}

/** A text without a headline goes by its first words. */
function firstWords(text: string): string {
  const first = text.trimStart().split('\n', 1)[0]!
  return first.length <= 100 ? first : `${first.slice(0, 100).replace(/\s+\S*$/, '')}…`
}
