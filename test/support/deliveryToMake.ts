import type { DeliveryToMake } from '../../src/db/deliveries.ts'
import type { PushKeys } from '../../src/db/pushKeys.ts'
import type { AlertBody } from '../../src/domain/alerts.ts'
import type { ChannelKind } from '../../src/domain/channels.ts'
import { newId } from '../../src/domain/ids.ts'

/** A delivery as it comes from the database, without one. */
export function deliveryToMake(
  channel: { kind: ChannelKind; address: string; secret?: string },
  given: { body: AlertBody; raisedAt: Date; pushKeys: PushKeys; replaces?: string },
): DeliveryToMake {
  return {
    id: newId('delivery'),
    alertId: newId('alert'),
    attempts: 0,
    raisedAt: given.raisedAt,
    body: given.body,
    storyId: newId('story'),
    replaces: given.replaces ?? null,
    pushKeys: given.pushKeys,
    notePlace: null,
    behind: null,
    channel: {
      id: newId('channel'),
      kind: channel.kind,
      address: channel.address,
      secret: channel.secret ?? null,
      failures: 0,
      restingUntil: null,
      endedAt: null,
    },
    subscription: { id: newId('subscription'), manageToken: 'm', feedToken: 'f', zone: 'UTC', endedAt: null },
  }
}
