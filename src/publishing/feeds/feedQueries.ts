import {
  type FoundReport,
  feedQueriesState,
  fillFeedQuery,
  findFeedQuery,
  keptFeedQueries,
  newestMatches,
  saveMatches,
} from '../../db/feedQueries.ts'
import type { Db, Tx } from '../../db/open.ts'
import type { FeedQueryId, ReportId } from '../../domain/ids.ts'
import type { Logger } from '../../log.ts'
import { parseQuery } from '../../text/queries/parse.ts'
import type { Query } from '../../text/queries/query.ts'
import type { FoundPassage, MatchableReport } from '../../text/queries/report.ts'
import { StandingQueries } from '../../text/queries/standingQueries.ts'

/** How reports are seen by queries: what feeds need of the alerts, which see them the same. */
export interface ReportsForQueries {
  /** The newest public reports that meet a query, newest first, as far as they are found in good time. */
  newest(db: Db, query: Query, most: number): Promise<FoundReport[]>
  /** A public report as queries see it. Undefined where it is not public. */
  matchable(
    db: Db | Tx,
    id: ReportId,
  ): Promise<
    { matchable: MatchableReport; found(passages: readonly FoundPassage[]): FoundReport } | undefined
  >
}

/** So many of a query's newest matches are kept: what is taken back leaves room in its feed for others. */
export const matchesKept = 200

/** The queries whose feeds are kept up to date as reports are published, as of the last time the database was asked. */
export class FeedQueries {
  readonly #reports: ReportsForQueries
  readonly #queries = new StandingQueries<FeedQueryId>()
  readonly #ids = new Set<FeedQueryId>()
  #state = ''

  constructor(reports: ReportsForQueries) {
    this.#reports = reports
  }

  /** Notes which kept queries a report meets now. Gives those whose feeds it may have changed: also those it met before. */
  async note(tx: Tx, reportId: ReportId, log: Logger): Promise<FeedQueryId[]> {
    await this.#refresh(tx, log)
    if (this.#ids.size === 0) return []
    const report = await this.#reports.matchable(tx, reportId)
    const matches = report ? this.#queries.match(report.matchable) : []
    return saveMatches(
      tx,
      reportId,
      matches.map(({ id, passages }) => ({ id, found: report!.found(passages) })),
    )
  }

  /** The newest public reports that meet a query, newest first: as they were noted where its feed is kept. */
  async newest(
    db: Db,
    asked: { text: string; query: Query },
    most: number,
    now: Date,
  ): Promise<FoundReport[]> {
    const kept = await findFeedQuery(db, { query: asked.text })
    if (kept?.isFilled) return newestMatches(db, kept.id, most)
    if (!kept) return this.#reports.newest(db, asked.query, most)
    const found = await this.lookThrough(db, asked.query)
    await fillFeedQuery(db, kept.id, found, now)
    return found.slice(0, most)
  }

  /** What a query that is kept from now on finds in what is public already. */
  lookThrough(db: Db, query: Query): Promise<FoundReport[]> {
    return this.#reports.newest(db, query, matchesKept)
  }

  async #refresh(tx: Tx, log: Logger): Promise<void> {
    const state = await feedQueriesState(tx)
    if (state === this.#state) return
    const kept = await keptFeedQueries(tx)
    const ids = new Set(kept.map(({ id }) => id))
    for (const id of this.#ids) if (!ids.has(id)) this.#remove(id)
    for (const { id, query } of kept) if (!this.#ids.has(id)) this.#add(id, query, log)
    this.#state = state
  }

  #add(id: FeedQueryId, query: string, log: Logger): void {
    const parsed = parseQuery(query)
    if (!parsed.ok) {
      log.error({ query, at: parsed.at, message: parsed.message }, 'the query of a feed cannot be read')
      return
    }
    this.#queries.add(id, parsed.query)
    this.#ids.add(id)
  }

  #remove(id: FeedQueryId): void {
    this.#queries.remove(id)
    this.#ids.delete(id)
  }
}
