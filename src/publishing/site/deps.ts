import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import type { ChangeEffect, Difference } from '../../domain/difference.ts'
import type { ReportId, SourceId } from '../../domain/ids.ts'
import type { Passage } from '../../domain/passage.ts'
import type { Reading } from '../../domain/reading.ts'
import type { Origin, Traced, TracePassage } from '../../domain/tracing.ts'
import type { Logger } from '../../log.ts'
import type { Notes } from '../activitypub/deps.ts'
import type { FeedQueries } from '../feeds/feedQueries.ts'
import type { People } from '../people/accounts.ts'
import type { AlertsForPages } from '../subscriptions/alertsForPages.ts'

/** What the pages are given. */
export interface SiteDeps {
  readonly db: Db
  readonly config: Config
  readonly log: Logger
  readonly now: () => Date
  readonly people: People
  /** Follows what is at an address. Throws a Failure when nothing there can be followed. */
  addSource(address: string): Promise<{ sourceId: SourceId }>
  /** Fetches an address and reads what is there. Throws a Failure when it cannot be had. */
  readAddress(address: string): Promise<Reading>
  /** Which reports of the window hold passages of a text. */
  whereFrom(text: string): Promise<FoundText>
  /** What a later text added, dropped and changed against an earlier one, given the passages they share. */
  difference(later: Compared, earlier: Compared, passages: readonly TracePassage[]): Difference
  /** Where a copy still has words of an earlier text of its origin that a later one changed. */
  stale(copy: string, before: string, now: string): readonly StaleWords[]
  /** Which other voices say each of these sentences too, in which of the reports and where. */
  whoSays(
    sentences: readonly { text: string; voice: string }[],
    reports: readonly { text: string; voice: string }[],
  ): readonly (readonly { report: number; start: number }[])[]
  readonly desk: Desk
  readonly alerts: AlertsForPages
  readonly feedQueries: FeedQueries
  readonly notes: Notes
}

/** What tracing says of a text that is no report. */
export interface FoundText extends Traced {
  /** What is on record of the report that shares the most of the text. */
  readonly recorded?: { readonly of: string; readonly origin: Origin }
}

/** One side of a comparison: a text and the spans of it that are its article. */
export interface Compared {
  readonly text: string
  readonly article: readonly Passage[]
}

/** Words of an earlier text that a later one changed, where a copy still has them. */
export interface StaleWords {
  /** In the copy, with a few words to either side. */
  readonly here: Passage
  /** In the earlier text; empty where words were only put in. */
  readonly was: Passage
  /** In the later text; empty where they were taken out. */
  readonly now: Passage
  readonly effects: readonly ChangeEffect[]
}

/** What an editor may do about a report or a source; each is one decision on the public record. */
export interface Desk {
  confirm(id: ReportId, because: Because): Promise<void>
  hold(id: ReportId, because: Because): Promise<void>
  release(id: ReportId, because: Because): Promise<void>
  withdraw(id: ReportId, because: Because): Promise<void>
  holdSource(id: SourceId, because: Because): Promise<void>
  releaseSource(id: SourceId, because: Because): Promise<void>
}

/** Who decides, and why. */
export interface Because {
  readonly by: string
  readonly why: string
}
