import type { Db, Tx } from '../db/open.ts'
import { publicReportsSince } from '../db/reportsToMatch.ts'
import { changedQueries } from '../db/subscriptions.ts'
import type { SubscriptionId } from '../domain/ids.ts'
import type { Logger } from '../log.ts'
import { parseQuery } from '../text/queries/parse.ts'
import { StandingQueries } from '../text/queries/standingQueries.ts'
import { scan } from '../text/scan.ts'

/** Changes asked for again each time: two made at once may be seen in another order than they were numbered. */
const overlap = 20
const atOnce = 5000
const learnedReports = 500
const learnedDays = 30

/** The standing queries of all subscriptions, as of the last time the database was asked. */
export class AlertsMemory {
  readonly queries = new StandingQueries<SubscriptionId>()
  #change = 0
  /** The newest changes taken in, so that those asked for again are passed over. */
  #taken = new Set<number>()

  /** Fills it: how frequent words are first, so that queries are filed well. */
  async warm(db: Db, log: Logger, now: Date): Promise<void> {
    const since = new Date(now.getTime() - learnedDays * 86_400_000)
    for (const report of await publicReportsSince(db, since, learnedReports)) {
      this.queries.learn({ text: scan(report.text), title: scan(report.headline) })
    }
    await this.refresh(db, log)
  }

  /** Takes in what changed since the last time: whoever makes or ends a subscription need not tell. */
  async refresh(db: Db | Tx, log: Logger): Promise<void> {
    for (;;) {
      const changed = await changedQueries(db, Math.max(0, this.#change - overlap), atOnce)
      for (const { id, query, ended, change } of changed) {
        if (this.#taken.has(change)) continue
        if (ended) this.queries.remove(id)
        else this.#add(id, query, log)
        this.#taken.add(change)
      }
      this.#change = Math.max(this.#change, changed.at(-1)?.change ?? 0)
      this.#taken = new Set([...this.#taken].filter((change) => change > this.#change - overlap))
      if (changed.length < atOnce) return
    }
  }

  #add(id: SubscriptionId, query: string, log: Logger): void {
    const parsed = parseQuery(query)
    if (parsed.ok) this.queries.add(id, parsed.query)
    else
      log.error({ subscription: id, at: parsed.at, message: parsed.message }, 'a saved query cannot be read')
  }
}
