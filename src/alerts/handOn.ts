import type { NewHeldBack } from '../db/heldBack.ts'
import type { AlertId, SubscriptionId } from '../domain/ids.ts'
import type { Handoff } from '../stage.ts'

/** What follows from alerts raised and from what waits: a message for each alert, and one for each time of waiting. */
export function handOn(
  alerts: readonly AlertId[],
  waiting: readonly Pick<NewHeldBack, 'subscriptionId' | 'dueAt'>[],
): Handoff[] {
  return [
    ...alerts.map((alertId): Handoff => ({ to: 'alert.raised', message: { alertId } })),
    ...waiting.flatMap(({ subscriptionId, dueAt }) => (dueAt ? [gatherAt(subscriptionId, dueAt)] : [])),
  ]
}

export function gatherAt(subscriptionId: SubscriptionId, at: Date): Handoff {
  return {
    to: 'subscription.due',
    message: { subscriptionId },
    after: at,
    only: `${subscriptionId} ${at.toISOString()}`,
  }
}
