import type { NewCapture } from '../../db/captures.ts'

/** One thing found in an archive: what to keep, or why it cannot be kept. */
export type ArchiveEntry = {
  /** Part of the archive that has been gone through once this entry is taken, 0 to 1. */
  readonly done: number
} & (
  | { readonly kind: 'report'; readonly report: ArchivedReport }
  | { readonly kind: 'other' }
  | { readonly kind: 'failed'; readonly why: string }
)

export interface ArchivedReport
  extends Pick<NewCapture, 'externalId' | 'url' | 'kind' | 'content' | 'hints'> {
  /** Who published it, where the archive says so; else its address tells, else the archive itself is the source. */
  readonly sourceName?: string
  readonly capturedAt?: Date
}
