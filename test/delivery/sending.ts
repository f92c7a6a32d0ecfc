import type { DeliveryToMake } from '../../src/db/deliveries.ts'
import { newPushKeys, type PushKeys } from '../../src/db/pushKeys.ts'
import { channelsFor } from '../../src/delivery/channels.ts'
import type { AlertBody } from '../../src/domain/alerts.ts'
import type { ChannelKind } from '../../src/domain/channels.ts'
import { aConfig } from '../support/context.ts'
import { deliveryToMake } from '../support/deliveryToMake.ts'
import { anAlert } from './aDelivery.ts'

export const pushKeys: PushKeys = newPushKeys()
export const noon = new Date('2026-05-04T12:00:00Z')
export const config = aConfig({ allowPrivateAddresses: true, siteUrl: 'https://news.example' })

export interface Changes {
  readonly body?: Partial<AlertBody>
  readonly replaces?: string
}

/** A delivery as it comes from the database, without one. */
export function toSend(
  channel: { kind: ChannelKind; address: string; secret?: string },
  { body, replaces }: Changes = {},
): DeliveryToMake {
  return deliveryToMake(channel, { body: anAlert(body), raisedAt: noon, pushKeys, replaces })
}

/** Sends a delivery through its channel, once. */
export function send(delivery: DeliveryToMake) {
  const { kind } = delivery.channel
  if (kind === 'atom') throw new Error('Nothing is sent to a feed.')
  return channelsFor(config)[kind].send(delivery, noon)
}

/** Text full of what the markups of chats read as marks. */
export const hostile = 'a*b_c~d`e <b>x</b> &amp; @everyone [l](https://evil.example) <!here> |x| #h'
