import { type Channel, type ChannelKind, insertChannel } from '../../src/db/channels.ts'
import type { Db } from '../../src/db/open.ts'
import { insertSubscription, type NewSubscription, type Subscription } from '../../src/db/subscriptions.ts'

export type HeldSubscription = Subscription & { channel: Channel }

/** Saves a subscription that is reached by a feed, unless told otherwise. */
export async function subscribe(
  db: Db,
  query: string,
  changes: Partial<NewSubscription> & {
    channel?: { kind: ChannelKind; address: string; secret?: string }
  } = {},
): Promise<HeldSubscription> {
  const { channel = { kind: 'atom', address: '' }, ...rest } = changes
  const subscription = await insertSubscription(db, { query, title: query || 'A story', ...rest })
  return { ...subscription, channel: await insertChannel(db, subscription.id, channel, new Date()) }
}
