import { sql } from 'kysely'
import type { DeliveryId } from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'

const mostAtOnce = 1000

/**
 * Deliveries that were due before a time and for which no message waits or is in work, the oldest first. Those that wait
 * for an earlier one need none. Asks the queue's own table.
 */
export async function lostDeliveries(db: Db | Tx, dueBefore: Date): Promise<DeliveryId[]> {
  const { rows } = await sql<{ id: DeliveryId }>`
    with kept as (
      select data ->> 'deliveryId' as id from queue.job
      where name = 'delivery.due' and state in ('created', 'retry', 'active')
      union all
      select jsonb_array_elements_text(data -> 'deliveryIds') from queue.job
      where name = 'deliveries.planned' and state in ('created', 'retry', 'active')
    )
    select d.id from deliveries d
    where d.state = 'waiting' and not d.parked and d.next_attempt_at < ${dueBefore}
      and not exists (select from kept where kept.id = d.id)
    order by d.id limit ${mostAtOnce}`.execute(db)
  return rows.map((row) => row.id)
}
