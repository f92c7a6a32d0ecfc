import type { DeliveryToMake } from '../db/deliveries.ts'

/** What came of one try to bring a message to a channel. */
export type Outcome =
  /** `sentAs`: what the receiver calls the message, where it can be replaced. */
  | { readonly kind: 'delivered'; readonly status?: string; readonly sentAs?: string }
  /** It may work later; `notBefore` where the receiver asked for a pause. */
  | { readonly kind: 'failed'; readonly status?: string; readonly why: string; readonly notBefore?: Date }
  /** It will not work for this message. */
  | { readonly kind: 'refused'; readonly status?: string; readonly why: string }
  /** It will not work for any: the receiver is gone or wants no more. */
  | { readonly kind: 'gone'; readonly status?: string; readonly why: string }

/**
 * A way to bring an alert to someone. `send` may be called again with the same delivery, after a failure or a crash:
 * whatever it sends then carries the same idempotency key, the delivery's id.
 */
export interface DeliveryChannel {
  send(delivery: DeliveryToMake, now: Date): Promise<Outcome>
}
