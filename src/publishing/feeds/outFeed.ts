/** What a feed says, whatever its format. */
export interface OutFeed {
  readonly id: string
  readonly title: string
  readonly lang: string | null
  /** The page that shows the same. */
  readonly page: string
  /** The feed's own address without the ending that names the format. */
  readonly self: string
  /** What follows the ending: a query, with its "?". */
  readonly asked?: string
  readonly updated: Date
  readonly entries: readonly OutEntry[]
}

export interface OutEntry {
  readonly id: string
  readonly title: string
  readonly lang: string | null
  readonly url: string
  readonly author: string
  readonly published: Date
  readonly updated: Date
  readonly summary?: string
}
