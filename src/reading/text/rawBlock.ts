/** A link inside a block; `[start, end)` are UTF-16 code units of the block's text. */
export interface RawLink {
  readonly url: string
  readonly text: string
  readonly start?: number
  readonly end?: number
}

/** A stretch of a page or text before its role is known. */
export interface RawBlock {
  readonly text: string
  readonly kind: 'paragraph' | 'heading' | 'list' | 'quote' | 'caption' | 'table' | 'code'
  readonly level?: number
  readonly links: readonly RawLink[]
  /** Whether it was found inside the article or around it. */
  readonly region: 'article' | 'outside'
}
