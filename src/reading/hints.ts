import type { CaptureHints } from '../db/schema.ts'

/** What is known of a page or text beside its own words. Nothing of it is needed. */
export interface ReadingHints extends CaptureHints {
  /** Where it was found. */
  readonly url?: string
  /** The name its source goes by. */
  readonly siteName?: string
}
