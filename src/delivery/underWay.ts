import type { DeliveryId } from '../domain/ids.ts'
import type { Reached } from './tryDelivery.ts'

/** Tries that took longer than those planned with them, until their own message takes them up. */
const underWay = new Map<DeliveryId, Promise<Reached>>()

/** Leaves a try to the delivery's own message. */
export function leaveUnderWay(id: DeliveryId, reached: Promise<Reached>): void {
  // Whoever takes it up hears of a failure.
  reached.catch(() => {})
  underWay.set(id, reached)
}

/** A try that is under way already. Undefined where there is none, such as after a crash. */
export function takeUnderWay(id: DeliveryId): Promise<Reached> | undefined {
  const reached = underWay.get(id)
  underWay.delete(id)
  return reached
}

export function countUnderWay(): number {
  return underWay.size
}
