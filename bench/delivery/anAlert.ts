import type { DeliveryToMake } from '../../src/db/deliveries.ts'
import { newPushKeys } from '../../src/db/pushKeys.ts'
import type { AlertBody } from '../../src/domain/alerts.ts'
import type { ChannelKind } from '../../src/domain/channels.ts'
import { newId } from '../../src/domain/ids.ts'
import { deliveryToMake } from '../../test/support/deliveryToMake.ts'

export const pushKeys = newPushKeys()

export const body: AlertBody = {
  why: { title: 'The Olm', query: 'olm', matched: ['Olm'] },
  story: { id: newId('story'), headline: 'Flood at Karsa' },
  report: {
    id: newId('report'),
    headline: 'Olm floods Karsa',
    url: 'https://post.example/olm',
    source: 'The Post',
    at: '2026-05-04T07:10:00.000Z',
    lang: 'en',
    dir: 'ltr',
  },
  mainSource: { name: 'The Wire', report: newId('report'), url: 'https://wire.example/olm' },
  developments: Array.from({ length: 3 }, (_, i) => ({
    id: newId('development'),
    kind: 'changed-figure' as const,
    text: `The Olm rose by ${i + 4} metres on Monday night, the water board of Karsa said, and stands above the quay.`,
    before: `It rose by ${i + 3} metres.`,
    speaker: 'Ilse Varnow',
  })),
}

/** A delivery as it comes from the database. */
export function aDelivery(channel: { kind: ChannelKind; address: string; secret?: string }): DeliveryToMake {
  return deliveryToMake(channel, { body, raisedAt: new Date(), pushKeys })
}

/** Does something so many times, so many at once; gives how many a second. */
export async function perSecond(times: number, atOnce: number, act: (i: number) => unknown): Promise<number> {
  let next = 0
  const began = performance.now()
  const lane = async () => {
    while (next < times) await act(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return (times / (performance.now() - began)) * 1000
}
