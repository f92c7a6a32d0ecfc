import { type NewAlert, saveAlerts, toldTexts } from '../db/alerts.ts'
import { changeDue, dueOf, type HeldBack, noteHeld, noteSent, toldBy } from '../db/heldBack.ts'
import type { Tx } from '../db/open.ts'
import { correctedSince, sayingsOf } from '../db/sayings.ts'
import { findSubscription, listeners } from '../db/subscriptions.ts'
import type { AlertBody } from '../domain/alerts.ts'
import type { StoryId, SubscriptionId } from '../domain/ids.ts'
import { defaultRules, type FinalReason } from '../domain/rules.ts'
import type { Handoff, Stage } from '../stage.ts'
import { alsoSaid } from './alsoSaid.ts'
import { decideNews } from './decideNews.ts'
import { decideWhen } from './decideWhen.ts'
import { gatherAt, handOn } from './handOn.ts'
import { writeGathered } from './writeGathered.ts'

/** Of more that waits, the rest follows in alerts of their own. */
const mostGathered = 200

/**
 * Alerts that waited by their subscriber's rules: their time has come. What was told or corrected meanwhile is left out;
 * corrections go out each in the place of what they correct; the rest is gathered into one.
 */
export const gatherHeldBack: Stage<'subscription.due'> = {
  name: 'gathering',
  takes: 'subscription.due',
  lanes: 1,
  async run({ subscriptionId }, tx, { now }) {
    const at = now()
    const due = await dueOf(tx, subscriptionId, at, mostGathered)
    const quiet = await quietUntil(tx, subscriptionId, due, at)
    if (quiet) return [gatherAt(subscriptionId, quiet)]
    const left = await leaveOut(tx, subscriptionId, due)
    const corrections = left.filter((row) => row.part === 'correction')
    const rest = left.filter((row) => row.part !== 'correction')
    const handoffs: Handoff[] = due.length === mostGathered ? [gatherAt(subscriptionId, at)] : []
    for (const rows of [...corrections.map((row) => [row]), ...(rest.length > 0 ? [rest] : [])]) {
      const [alertId] = await saveAlerts(tx, [gathered(rows, at)])
      await noteSent(
        tx,
        rows.map((row) => row.id),
        alertId!,
      )
      handoffs.push(...handOn([alertId!], []))
    }
    return handoffs
  },
}

/** Where the rules were changed meanwhile and it is quiet now: until when all that is due waits on. */
async function quietUntil(
  tx: Tx,
  id: SubscriptionId,
  due: readonly HeldBack[],
  at: Date,
): Promise<Date | undefined> {
  const subscription = due.length > 0 ? await findSubscription(tx, { id }) : undefined
  if (!subscription) return undefined
  const rules = { ...defaultRules, quiet: subscription.rules.quiet }
  const when = decideWhen(rules, { zone: subscription.zone, sent: [] }, at)
  if (when.kind === 'now') return undefined
  await changeDue(
    tx,
    due.map((row) => row.id),
    when.at,
  )
  return when.at
}

/** Settles what is not to be sent any more and gives the rest, without the sentences that were told meanwhile. */
async function leaveOut(tx: Tx, id: SubscriptionId, due: readonly HeldBack[]): Promise<HeldBack[]> {
  const left: HeldBack[] = []
  const said: { text: string }[] = []
  for (const storyId of new Set(due.map((row) => row.storyId))) {
    const reason = await whyNotTold(tx, id, storyId)
    const rows = due.filter((row) => row.storyId === storyId)
    const told = reason ? [] : await toldTexts(tx, id, storyId)
    const wrong = reason ? [] : await correctedSince(tx, storyId, rows[0]!.at)
    const sayings = reason ? [] : await sayingsOf(tx, storyId)
    for (const row of rows) {
      const isCorrection = row.part === 'correction'
      if (reason === 'ended' || (reason === 'muted' && !isCorrection)) {
        await noteHeld(tx, [row.id], reason)
        continue
      }
      const standing = row.body.developments.filter((one) => !wrong.includes(one.text))
      const developments = decideNews(standing, [...told, ...said]).map((one) => ({
        ...one,
        origins: one.origins && alsoSaid(one.text, one.origins, sayings),
      }))
      if (developments.length === 0) {
        await noteHeld(tx, [row.id], standing.length === 0 ? 'corrected' : 'told')
        continue
      }
      said.push(...developments)
      left.push({ ...row, body: { ...row.body, developments } })
    }
  }
  return left.sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function whyNotTold(tx: Tx, id: SubscriptionId, storyId: StoryId): Promise<FinalReason | undefined> {
  const [listener] = await listeners(tx, [id], storyId)
  if (!listener) return 'ended'
  return listener.muted ? 'muted' : undefined
}

function gathered(rows: readonly HeldBack[], at: Date): NewAlert {
  const newest = rows.at(-1)!
  const bodies: AlertBody[] = rows.map((row) => row.body)
  return {
    subscriptionId: newest.subscriptionId,
    storyId: newest.storyId,
    reportId: newest.reportId,
    revisionId: newest.revisionId,
    body: writeGathered(bodies),
    tells: [...new Set(bodies.flatMap(toldBy))],
    replaces: rows.length === 1 ? (newest.replaces ?? undefined) : undefined,
    gathered: rows.length > 1,
    at,
  }
}
