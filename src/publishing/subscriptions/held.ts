import type { Context } from 'hono'
import type { Db } from '../../db/open.ts'
import { findSubscription, type Subscription } from '../../db/subscriptions.ts'
import { Failure } from '../../failure.ts'

/** The subscription whose token stands in the address. Throws a Failure when none has it. */
export async function heldSubscription(db: Db, c: Context): Promise<Subscription> {
  const subscription = await findSubscription(db, { manageToken: c.req.param('token') ?? '' })
  if (!subscription)
    throw new Failure('not_found', 'There is no such subscription. Take the link from an alert.')
  return subscription
}
