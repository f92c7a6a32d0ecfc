import { addHubRequest } from '../../db/hub/requests.ts'
import type { Tx } from '../../db/open.ts'
import type { Handoff } from '../../stage.ts'

/** Has callbacks told that they are not sent a topic, or no more, and why. */
export async function deny(
  tx: Tx,
  denied: readonly { url: string; topic: string; callback: string; host: string }[],
  reason: string,
  now: Date,
): Promise<Handoff[]> {
  const handoffs: Handoff[] = []
  for (const one of denied) {
    const requestId = await addHubRequest(tx, { ...one, mode: 'denied', reason }, now)
    handoffs.push({ to: 'hubRequest.due', message: { requestId }, only: requestId })
  }
  return handoffs
}
