import { saveAlerts } from '../../src/db/alerts.ts'
import type { ChannelKind } from '../../src/db/channels.ts'
import type { Db } from '../../src/db/open.ts'
import { planDeliveries } from '../../src/delivery/plan.ts'
import type { AlertBody } from '../../src/domain/alerts.ts'
import type { ChannelId, DeliveryId, SubscriptionId } from '../../src/domain/ids.ts'
import { subscribe } from '../alerts/aSubscription.ts'
import { runStage } from '../support/context.ts'
import { addReport, addSource, addStory } from '../support/seedPages.ts'

export interface ADelivery {
  readonly id: DeliveryId
  readonly channelId: ChannelId
  readonly subscriptionId: SubscriptionId
  readonly manageToken: string
  readonly secret: string
}

/** Raises an alert for a confirmed channel and plans its delivery. */
export async function aDelivery(
  db: Db,
  channel: { kind: ChannelKind; address: string; secret?: string },
  body: Partial<AlertBody> = {},
): Promise<ADelivery> {
  const at = new Date('2026-05-04T07:10:00Z')
  const source = await addSource(
    db,
    `Post ${Math.random()
      .toString(36)
      .replace(/[^a-z]/g, '')}`,
  )
  const report = await addReport(db, {
    source,
    at,
    headline: 'Olm floods Karsa',
    paragraphs: ['The Olm rose.'],
  })
  const story = await addStory(db, 'Flood at Karsa', [report])
  const subscription = await subscribe(db, 'olm', { channel })
  await db
    .updateTable('channels')
    .set({ confirmed_at: at })
    .where('id', '=', subscription.channel.id)
    .execute()
  const [alertId] = await saveAlerts(db, [
    {
      subscriptionId: subscription.id,
      storyId: story,
      reportId: report.id,
      revisionId: report.revisionId,
      body: anAlert({ ...body, story: { id: story, headline: 'Flood at Karsa' } }),
      tells: [],
      at,
    },
  ])
  const [handoff] = await runStage(planDeliveries, { alertId: alertId! }, db)
  return {
    id: (handoff!.message as { deliveryIds: DeliveryId[] }).deliveryIds[0]!,
    channelId: subscription.channel.id,
    subscriptionId: subscription.id,
    manageToken: subscription.manageToken,
    secret: subscription.channel.secret ?? '',
  }
}

export function anAlert(changes: Partial<AlertBody> = {}): AlertBody {
  return {
    why: { title: 'The Olm', query: 'olm', matched: ['Olm'] },
    story: { id: 'sto_1', headline: 'Flood at Karsa' },
    report: {
      id: 'rep_1',
      headline: 'Olm floods Karsa',
      url: 'https://post.example/olm',
      source: 'The Post',
      at: '2026-05-04T07:10:00.000Z',
      lang: 'en',
      dir: 'ltr',
    },
    mainSource: { name: 'The Wire', report: 'rep_0', url: 'https://wire.example/olm' },
    developments: [
      {
        id: 'dev_1',
        kind: 'changed-figure',
        text: 'The Olm rose by 4 metres.',
        before: 'It rose by 3 metres.',
        speaker: 'Ilse Varnow',
      },
    ],
    ...changes,
  }
}
