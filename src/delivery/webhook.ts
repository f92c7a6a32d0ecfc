import type { Config } from '../config.ts'
import type { DeliveryToMake } from '../db/deliveries.ts'
import type { PostedAlert } from '../domain/alerts.ts'
import type { DeliveryChannel } from './channel.ts'
import { linksOf } from './links.ts'
import type { Sender } from './sender.ts'
import { secondsOf, signWebhook } from './sign.ts'

/** Posts alerts as signed Standard Webhooks. The delivery's id is the `webhook-id`: the receiver's idempotency key. */
export function openWebhookChannel({ siteUrl }: Pick<Config, 'siteUrl'>, sender: Sender): DeliveryChannel {
  return {
    send(delivery, now) {
      const body = JSON.stringify(payloadOf(delivery, siteUrl))
      const headers = {
        'content-type': 'application/json',
        'webhook-id': delivery.id,
        'webhook-timestamp': String(secondsOf(now)),
        'webhook-signature': signWebhook(delivery.channel.secret ?? '', delivery.id, now, body),
      }
      return sender.send(delivery.channel.address, { headers, body }, now)
    },
  }
}

/** What is posted; docs/reference/webhook.md is written from its schema. */
export function payloadOf(delivery: DeliveryToMake, siteUrl: string): PostedAlert {
  return {
    type: 'alert.raised',
    timestamp: delivery.raisedAt.toISOString(),
    data: { id: delivery.alertId, ...delivery.body, links: linksOf(delivery, siteUrl) },
  }
}
