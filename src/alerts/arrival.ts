import type { NewDevelopment, ReportToMatch, RevisionClaims } from '../db/reportsToMatch.ts'
import type { StoryId } from '../domain/ids.ts'

/** A report as it reaches this stage. */
export interface Arrival {
  readonly report: ReportToMatch
  readonly storyId: StoryId
  readonly claims: RevisionClaims
  /** What it adds, each once. */
  readonly developments: readonly NewDevelopment[]
  readonly at: Date
}
