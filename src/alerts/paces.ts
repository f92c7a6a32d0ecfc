import { sentSince } from '../db/alerts.ts'
import { firstDue } from '../db/heldBack.ts'
import type { Tx } from '../db/open.ts'
import type { Listener } from '../db/subscriptions.ts'
import type { Pace } from './decideWhen.ts'

const hourMs = 3_600_000

/** What each of the subscriptions was sent within the hour and when what waits goes out, where its rules ask for it. */
export async function pacesOf(
  tx: Tx,
  listening: readonly Listener[],
  now: Date,
): Promise<(listener: Listener) => Pace> {
  const counting = listening.filter(({ subscription }) => subscription.rules.mostAnHour !== undefined)
  const holding = listening.filter(
    ({ subscription: { rules } }) => rules.mostAnHour !== undefined || rules.quiet !== undefined,
  )
  const sent = await sentSince(tx, idsOf(counting), new Date(now.getTime() - hourMs))
  const due = await firstDue(tx, idsOf(holding))
  return ({ subscription: { id, zone } }) => ({ zone, sent: sent.get(id) ?? [], waitsUntil: due.get(id) })
}

function idsOf(listening: readonly Listener[]) {
  return listening.map(({ subscription }) => subscription.id)
}
