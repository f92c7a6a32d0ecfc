import { type NewAlert, saveAlerts } from '../db/alerts.ts'
import { type NewHeldBack, saveHeldBack } from '../db/heldBack.ts'
import type { Tx } from '../db/open.ts'
import { claimsOfRevisions, developmentsOfRevision, reportToMatch } from '../db/reportsToMatch.ts'
import { followersOf, type Listener, listeners } from '../db/subscriptions.ts'
import type { SubscriptionId } from '../domain/ids.ts'
import type { Handoff, Stage } from '../stage.ts'
import type { Arrival } from './arrival.ts'
import { type Candidate, type Decided, decideAlert } from './decideAlert.ts'
import { decideNews } from './decideNews.ts'
import { handOn } from './handOn.ts'
import { knownOf } from './knownOf.ts'
import { matchableReport } from './matchable.ts'
import type { AlertsMemory } from './memory.ts'
import { type News, newsOf, toldTo, toldWrongBy } from './newsOf.ts'
import { type Borne, hearMoreOrigins } from './origins.ts'
import { pacesOf } from './paces.ts'
import { writeAlert } from './writeAlert.ts'

/** Alerts: tells each subscription what a report adds that it asked for and has not been told, by its rules. */
export function raiseAlerts(memory: AlertsMemory): Stage<'report.published'> {
  return {
    name: 'alerts',
    takes: 'report.published',
    lanes: 1,
    warm: (db, { log, now }) => memory.warm(db, log, now()),
    async run({ reportId, revisionId }, tx, { log, now }) {
      await memory.refresh(tx, log)
      const report = await reportToMatch(tx, reportId, revisionId)
      if (!report?.storyId) return []
      const arrival: Arrival = {
        report,
        storyId: report.storyId,
        developments: decideNews(await developmentsOfRevision(tx, revisionId), []),
        claims: (await claimsOfRevisions(tx, [revisionId])).get(revisionId)!,
        at: now(),
      }
      const borne = await hearMoreOrigins(tx, arrival)
      const { alerts, held } = await decideAll(memory, tx, arrival, borne)
      return [...borne.handoffs, ...(await save(tx, alerts, held))]
    },
  }
}

interface Raised {
  readonly alerts: NewAlert[]
  readonly held: NewHeldBack[]
}

async function decideAll(memory: AlertsMemory, tx: Tx, arrival: Arrival, borne: Borne): Promise<Raised> {
  const { storyId, at } = arrival
  const asked = await whoAsked(memory, tx, arrival)
  const news = await newsOf(tx, arrival)
  const toldWrong = news.flatMap((one) => one.toldWrong.map((telling) => telling.subscriptionId))
  const listening = await listeners(tx, [...new Set([...asked.keys(), ...toldWrong])], storyId)
  const paces = await pacesOf(tx, listening, at)
  const raised: Raised = { alerts: [], held: [] }
  const toldNow = new Map<string, Set<string>>()
  for (const listener of listening) {
    const { id, rules } = listener.subscription
    const candidates = news.map((one) => candidateFor(one, listener, toldNow, borne))
    const decided = decideAlert(
      candidates,
      { matches: asked.has(id), muted: listener.muted, rules, pace: paces(listener) },
      at,
    )
    for (const { news: one } of decided.send) noteTold(toldNow, one.id, listener)
    write(raised, candidates, decided, listener, asked.get(id) ?? [], arrival)
  }
  return raised
}

/** The subscriptions that the report meets, each with the words by which it does. */
async function whoAsked(
  memory: AlertsMemory,
  tx: Tx,
  { report, storyId, claims }: Arrival,
): Promise<Map<SubscriptionId, readonly string[]>> {
  const asked = new Map<SubscriptionId, readonly string[]>()
  for (const id of await followersOf(tx, storyId)) asked.set(id, [])
  for (const { id, passages } of memory.queries.match(matchableReport(knownOf(report, claims)))) {
    const words = passages.map((at) => (at.in ? report.headline : report.text).slice(at.start, at.end))
    asked.set(id, words)
  }
  return asked
}

interface CandidateNews extends Candidate {
  readonly news: News
  readonly replaces?: NewAlert['replaces']
}

function candidateFor(
  one: News,
  { subscription, reaches }: Listener,
  toldNow: ReadonlyMap<string, ReadonlySet<string>>,
  borne: Borne,
): CandidateNews {
  const wrong = toldWrongBy(one, subscription.id)
  const now = toldNow.get(one.id)
  const isToldNow = now !== undefined && reaches.every((reach) => now.has(reach))
  const told = toldTo(one, subscription.id, reaches) ?? (isToldNow ? 'elsewhere' : undefined)
  return {
    news: one,
    kind: one.countsAs,
    told: told ?? (borne.awaits(subscription.id, one.text) ? 'awaited' : undefined),
    corrects: wrong?.alertId,
    // What stands in place of a gathered alert would take away what else that told.
    replaces: wrong?.gathered ? undefined : wrong?.alertId,
    origins: one.voices.length,
  }
}

function noteTold(toldNow: Map<string, Set<string>>, id: string, { reaches }: Listener): void {
  const told = toldNow.get(id) ?? new Set()
  for (const reach of reaches) told.add(reach)
  toldNow.set(id, told)
}

function write(
  { alerts, held }: Raised,
  candidates: readonly CandidateNews[],
  decided: Decided<CandidateNews>,
  { subscription }: Listener,
  matched: readonly string[],
  { report, storyId, claims, at }: Arrival,
): void {
  const of = (what: readonly CandidateNews[]) => {
    const replaces = what.find((one) => one.replaces)?.replaces
    const news = what.map((one) => one.news)
    const body = { ...writeAlert(subscription, report, claims, news, matched), replaces }
    const { reportId, revisionId } = report
    return { subscriptionId: subscription.id, storyId, reportId, revisionId, body, replaces, at }
  }
  if (decided.send.length > 0) {
    alerts.push({ ...of(decided.send), tells: decided.send.map((one) => one.news.id) })
  }
  for (const { when, what } of decided.waiting) {
    const part = what.some((one) => one.corrects) ? 'correction' : ''
    held.push({ ...of(what), reason: when.reason, waits: true, dueAt: when.at, part })
  }
  for (const one of decided.tooFew) {
    const { id, voices } = one.news
    held.push({ ...of([one]), reason: 'few-origins', waits: true, part: id, voices })
  }
  if (decided.held) held.push({ ...of(candidates), reason: decided.held, waits: false })
}

async function save(tx: Tx, alerts: readonly NewAlert[], held: readonly NewHeldBack[]): Promise<Handoff[]> {
  await saveHeldBack(tx, held)
  return handOn(await saveAlerts(tx, alerts), held)
}
