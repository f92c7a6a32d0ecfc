import {
  claimsOfRevisions,
  developmentsOfRevision,
  type NewAlert,
  type NewDevelopment,
  type ReportToMatch,
  type RevisionClaims,
  reportToMatch,
  saveAlerts,
  toldOf,
} from '../db/alerts.ts'
import type { Tx } from '../db/open.ts'
import { followersOf, tellable } from '../db/subscriptions.ts'
import type { StoryId, SubscriptionId } from '../domain/ids.ts'
import type { Stage } from '../stage.ts'
import { decideNews } from './decideNews.ts'
import { knownOf } from './knownOf.ts'
import { matchableReport } from './matchable.ts'
import type { AlertsMemory } from './memory.ts'
import { writeAlert } from './writeAlert.ts'

/** Alerts: tells each subscription what a report adds that it asked for and has not been told. */
export function raiseAlerts(memory: AlertsMemory): Stage<'report.published'> {
  return {
    name: 'alerts',
    takes: 'report.published',
    lanes: 1,
    warm: (db, { log, now }) => memory.warm(db, log, now()),
    async run({ reportId, revisionId }, tx, { log, now }) {
      await memory.refresh(tx, log)
      const developments = await developmentsOfRevision(tx, revisionId)
      const report = developments.length > 0 ? await reportToMatch(tx, reportId, revisionId) : undefined
      if (!report?.storyId) return []
      const claims = (await claimsOfRevisions(tx, [revisionId])).get(revisionId)!
      const matched = await whoAsked(memory, tx, report, report.storyId, claims)
      const alerts = await decideAlerts(tx, report, report.storyId, claims, developments, matched, now())
      const ids = await saveAlerts(tx, alerts)
      return ids.map((alertId) => ({ to: 'alert.raised', message: { alertId } }))
    },
  }
}

/** The subscriptions that the report meets, each with the words by which it does. */
async function whoAsked(
  memory: AlertsMemory,
  tx: Tx,
  report: ReportToMatch,
  storyId: StoryId,
  claims: RevisionClaims,
): Promise<Map<SubscriptionId, readonly string[]>> {
  const asked = new Map<SubscriptionId, readonly string[]>()
  for (const id of await followersOf(tx, storyId)) asked.set(id, [])
  for (const { id, passages } of memory.queries.match(matchableReport(knownOf(report, claims)))) {
    const words = passages.map((at) => (at.in ? report.headline : report.text).slice(at.start, at.end))
    asked.set(id, words)
  }
  return asked
}

async function decideAlerts(
  tx: Tx,
  report: ReportToMatch,
  storyId: StoryId,
  claims: RevisionClaims,
  developments: readonly NewDevelopment[],
  asked: ReadonlyMap<SubscriptionId, readonly string[]>,
  at: Date,
): Promise<NewAlert[]> {
  const subscriptions = await tellable(tx, [...asked.keys()], storyId)
  const told = await toldOf(
    tx,
    subscriptions.map((one) => one.id),
    storyId,
  )
  return subscriptions.flatMap((subscription) => {
    const news = decideNews(developments, told.get(subscription.id) ?? [])
    if (news.length === 0) return []
    return {
      subscriptionId: subscription.id,
      storyId,
      reportId: report.reportId,
      revisionId: report.revisionId,
      body: writeAlert(subscription, report, claims, news, asked.get(subscription.id)!),
      tells: news.map((one) => one.id),
      at,
    }
  })
}
