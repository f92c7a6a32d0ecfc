import type { HubSubscriberId } from '../../domain/ids.ts'
import type { Handoff } from '../../stage.ts'

/**
 * Has a subscriber sent what it does not have: now, or when its rest is over, or when it may be its turn. One message of
 * each waits at a time, so that one that is far off keeps none back.
 */
export function pushTo(
  subscriberId: HubSubscriberId,
  later?: { readonly at: Date; readonly because: 'rest' | 'turn' },
): Handoff {
  return {
    to: 'hubSubscriber.due',
    message: { subscriberId },
    after: later?.at,
    only: later ? `${subscriberId} ${later.because}` : subscriberId,
  }
}
