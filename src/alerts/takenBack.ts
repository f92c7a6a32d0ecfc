import { type NewAlert, saveAlerts, type ToldOfReport, toldOfReport } from '../db/alerts.ts'
import { currentDecision } from '../db/decisions.ts'
import { type NewHeldBack, noteWithdrawn, saveHeldBack } from '../db/heldBack.ts'
import type { Tx } from '../db/open.ts'
import { findReport } from '../db/reports.ts'
import { type ReportToMatch, reportToMatch } from '../db/reportsToMatch.ts'
import { type Listener, listeners } from '../db/subscriptions.ts'
import type { ReportId } from '../domain/ids.ts'
import type { Stage } from '../stage.ts'
import { decideWhen } from './decideWhen.ts'
import { handOn } from './handOn.ts'
import { pacesOf } from './paces.ts'
import { writeAlert } from './writeAlert.ts'

/**
 * Alerts, when the desk took a report back: tells those who were told what it says, whatever they ask for, and nobody
 * else; what waits of it is not sent.
 */
export const tellTakenBack: Stage<'report.withdrawn'> = {
  name: 'telling what was taken back',
  takes: 'report.withdrawn',
  lanes: 1,
  async run({ reportId }, tx, { now }) {
    await noteWithdrawn(tx, reportId)
    const report = await reportTakenBack(tx, reportId)
    const told = Map.groupBy(await toldOfReport(tx, reportId), (one) => one.subscriptionId)
    if (!report?.storyId || told.size === 0) return []
    const why = (await currentDecision(tx, { kind: 'report', id: reportId }, ['withdraw']))?.why
    const listening = await listeners(tx, [...told.keys()], report.storyId)
    const paces = await pacesOf(tx, listening, now())
    const alerts: NewAlert[] = []
    const held: NewHeldBack[] = []
    for (const listener of listening) {
      const { rules, id } = listener.subscription
      const alert = write(report, listener, told.get(id)!, why, now())
      const when = decideWhen(rules, paces(listener), now(), true)
      if (when.kind === 'now') alerts.push(alert)
      else held.push({ ...alert, reason: when.reason, waits: true, dueAt: when.at, part: 'correction' })
    }
    await saveHeldBack(tx, held)
    return handOn(await saveAlerts(tx, alerts), held)
  },
}

async function reportTakenBack(tx: Tx, id: ReportId): Promise<ReportToMatch | undefined> {
  const revisionId = (await findReport(tx, id))?.revisionId
  return revisionId && reportToMatch(tx, id, revisionId)
}

/** One alert that takes back all that the subscription was told of the report. */
function write(
  report: ReportToMatch,
  { subscription }: Listener,
  told: readonly ToldOfReport[],
  why: string | undefined,
  at: Date,
): NewAlert {
  const sentences = told.flatMap((one) => one.sentences)
  // What stands in place of a gathered alert would take away what else that told.
  const replaces = told.findLast((one) => !one.gathered)?.alertId
  const takenBack = {
    id: sentences[0]!.id,
    kind: 'withdrawal' as const,
    text: why ? `This report was taken back: ${why}` : 'This report was taken back.',
    replaces: sentences.map((one) => one.text).join(' '),
    start: 0,
    end: 0,
    origins: [],
  }
  const { matched } = told.at(-1)!.body.why
  const nothing = { statements: [], figures: [] }
  return {
    subscriptionId: subscription.id,
    storyId: report.storyId!,
    reportId: report.reportId,
    revisionId: report.revisionId,
    body: { ...writeAlert(subscription, report, nothing, [takenBack], matched), replaces },
    tells: [],
    replaces,
    at,
  }
}
