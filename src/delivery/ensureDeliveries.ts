import { lostDeliveries } from '../db/lostDeliveries.ts'
import type { Db, Tx } from '../db/open.ts'
import type { Handoff } from '../stage.ts'
import { again } from './settle.ts'

/** What is due is soon in work; what is so long overdue may have no message any more. */
const overdueMs = 600_000

/**
 * Messages for deliveries that wait and have none: the queue gives one up that failed too often by a fault of ours, such
 * as a statement that the database did not take.
 */
export async function ensureDeliveries(db: Db | Tx, now: Date): Promise<Handoff[]> {
  const lost = await lostDeliveries(db, new Date(now.getTime() - overdueMs))
  return lost.map((id) => again(id))
}
