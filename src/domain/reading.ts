import { z } from 'zod'
import { Moment } from './moment.ts'
import { Passage } from './passage.ts'

/**
 * What a stretch of a report's text is. `body`, `subhead` and `lead` are the article; the rest is kept,
 * because it is evidence (a footer may name the source), but it is not traced as the report's own words.
 */
export const BlockRole = z.enum([
  'headline',
  'lead',
  'body',
  'subhead',
  'dateline',
  'byline',
  'credit',
  'caption',
  'source-note',
  'boilerplate',
  'navigation',
])
export type BlockRole = z.infer<typeof BlockRole>

export const Block = Passage.extend({ role: BlockRole })
export type Block = z.infer<typeof Block>

/** A printed credit: "France 24 / AFP", "(Reuters) –", "via The Example". */
export const Credit = z.object({
  names: z
    .array(z.string())
    .describe('The credited names in the order printed, agencies in their usual short form.'),
  printed: z.string().describe('The credit as printed.'),
  passage: Passage,
})
export type Credit = z.infer<typeof Credit>

/** One step of the chain a page declares of itself, from the origin to the publisher. */
export const DeclaredSource = z.object({
  name: z.string(),
  role: z.enum(['agency', 'carrier', 'publisher']),
  url: z.string().optional(),
  passages: z.array(Passage).describe('The sentences or credits that say so.'),
})
export type DeclaredSource = z.infer<typeof DeclaredSource>

/** A sentence in which the page speaks of its own source ("the original news has been published at …"). */
export const SourceNote = z.object({
  says: z.enum(['published-at', 'confirmed', 'modified', 'transferred-or-quoted', 'see-main-source', 'via']),
  names: z.array(z.string()),
  passage: Passage,
})
export type SourceNote = z.infer<typeof SourceNote>

export const Dateline = z.object({
  place: z.string(),
  agency: z.string().optional(),
  printed: z.string(),
  passage: Passage,
})
export type Dateline = z.infer<typeof Dateline>

export const Link = z.object({ url: z.string(), text: z.string(), passage: Passage.optional() })
export type Link = z.infer<typeof Link>

/** What reading makes of one page, feed item or plain text. All passages are spans of `text`. */
export const Reading = z.object({
  headline: z.string().describe('The headline without the site’s name or tail.'),
  text: z
    .string()
    .describe(
      'All text that was kept, headline first, blocks separated by a blank line. All passages are spans of it.',
    ),
  blocks: z.array(Block),
  authors: z.array(z.string()),
  credits: z.array(Credit),
  dateline: Dateline.optional(),
  published: Moment.optional(),
  modified: Moment.optional(),
  lang: z.string().optional().describe('BCP 47 language of the body, such as "en" or "ar".'),
  dir: z.enum(['ltr', 'rtl']),
  canonicalUrl: z.string().optional(),
  siteName: z.string().optional(),
  links: z.array(Link),
  sourceNotes: z.array(SourceNote),
  declared: z
    .array(DeclaredSource)
    .describe('The declared chain, origin first, publisher last; empty when none is declared.'),
  repairs: z.array(z.string()).describe('What had to be mended to read it, in words.'),
})
export type Reading = z.infer<typeof Reading>

const articleRoles: ReadonlySet<BlockRole> = new Set(['lead', 'body', 'subhead'])

/** The blocks that are the article itself, in order. */
export function articleBlocks(reading: Pick<Reading, 'blocks'>): Block[] {
  return reading.blocks.filter((block) => articleRoles.has(block.role))
}

/** The article's words alone: lead, body and subheads, separated by blank lines. */
export function bodyText(reading: Pick<Reading, 'blocks' | 'text'>): string {
  return articleBlocks(reading)
    .map((block) => reading.text.slice(block.start, block.end))
    .join('\n\n')
}
