import type { Moment } from '../../domain/moment.ts'

/** What a block is by its markup. What it is for the report (byline, credit, boilerplate…) is decided later. */
export type BlockKind = 'paragraph' | 'heading' | 'list' | 'quote' | 'caption' | 'table' | 'code'

/** A link inside a block: `[start, end)` in UTF-16 code units of the block's text. */
export interface BlockLink {
  readonly start: number
  readonly end: number
  /** Absolute where the page's address is known. */
  readonly url: string
  readonly text: string
}

/** A stretch of a page's text that stands by itself: a paragraph, a heading, one item of a list, one row of a table. */
export interface ExtractedBlock {
  readonly text: string
  readonly kind: BlockKind
  /** 1 to 6 for a heading; the depth of nesting, from 1, for a list item. */
  readonly level?: number
  readonly links: readonly BlockLink[]
  /** 'outside' is text near the article that may name authors, credits or sources; navigation is left out. */
  readonly region: 'article' | 'outside'
}

/** What one HTML page says, before anything is made of it. */
export interface ExtractedPage {
  /** The headline, without the site's name or tail; empty when the page has none. */
  readonly title: string
  readonly siteName?: string
  readonly authors: readonly string[]
  readonly published?: Moment
  readonly modified?: Moment
  /** BCP 47, as the page declares it. */
  readonly lang?: string
  /** Only when the page declares it. */
  readonly dir?: 'ltr' | 'rtl'
  readonly canonicalUrl?: string
  readonly image?: string
  /** In the order of the page. */
  readonly blocks: readonly ExtractedBlock[]
  /** The links of the article's blocks, in order, each address once. */
  readonly links: readonly { readonly url: string; readonly text: string }[]
  /** What had to be mended to read the page, in words. */
  readonly repairs: readonly string[]
}

/** What is known of a page beside its bytes. */
export interface AboutPage {
  readonly url?: string
  /** The Content-Type header it came with. */
  readonly contentType?: string
}
