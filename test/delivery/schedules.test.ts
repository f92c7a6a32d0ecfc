import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { saveAlerts } from '../../src/db/alerts.ts'
import type { Db } from '../../src/db/open.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import { deliverPlanned } from '../../src/delivery/deliverPlanned.ts'
import { planDeliveries } from '../../src/delivery/plan.ts'
import type { DeliveryId } from '../../src/domain/ids.ts'
import type { Handoff } from '../../src/stage.ts'
import { subscribe } from '../alerts/aSubscription.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addReport, addSource, addStory } from '../support/seedPages.ts'
import { anAlert } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'

const config = aConfig({ allowPrivateAddresses: true })
let db: Db
let source: Awaited<ReturnType<typeof addSource>>
let receiver: Awaited<ReturnType<typeof aReceiver>>

beforeAll(async () => {
  db = (await aDatabase()).db
  receiver = await aReceiver()
  source = await addSource(db, 'The Post')
})

interface Planned {
  /** Of two stories, which. */
  readonly story: 0 | 1
  /** It tells of several stories. */
  readonly gathered: boolean
}

/** Raises alerts for a new subscriber and plans their deliveries; gives the messages, and which story each tells of. */
async function plan(planned: readonly Planned[], at: Date) {
  const aReport = (headline: string) => addReport(db, { source, at, headline, paragraphs: ['The Olm rose.'] })
  const [report, other] = [await aReport('Olm floods Karsa'), await aReport('Fire at Dell')]
  const stories = [await addStory(db, 'Flood', [report]), await addStory(db, 'Fire', [other])]
  const subscriber = await subscribe(db, 'olm', { channel: { kind: 'webhook', address: receiver.url } })
  const told = new Map<string, Planned>()
  const messages: Handoff[] = []
  for (const one of planned) {
    const [alertId] = await saveAlerts(db, [
      {
        subscriptionId: subscriber.id,
        storyId: stories[one.story]!,
        reportId: report.id,
        revisionId: report.revisionId,
        body: anAlert(),
        tells: [],
        at,
      },
    ])
    if (one.gathered)
      await db.updateTable('alerts').set({ gathered: true }).where('id', '=', alertId!).execute()
    for (const lot of await runStage(planDeliveries, { alertId: alertId! }, db)) {
      messages.push(lot)
      for (const id of idsIn(lot)) told.set(id, one)
    }
  }
  return { told, messages, channelId: subscriber.channel.id }
}

function idsIn(lot: Handoff): readonly DeliveryId[] {
  return lot.to === 'deliveries.planned' ? lot.message.deliveryIds : []
}

/** Works off messages in an order that `pick` chooses, the clock going on to when each is due. */
async function workOff(messages: Handoff[], pick: () => number, start: Date): Promise<void> {
  let now = start
  for (let left = 500; messages.length > 0 && left > 0; left--) {
    const [next] = messages.splice(pick() % messages.length, 1)
    if (next!.after && next!.after > now) now = next!.after
    const context = aContext({ config, now: () => now })
    const handed =
      next!.to === 'deliveries.planned'
        ? await runStage(deliverPlanned, next!.message, db, context)
        : await runStage(deliver, next!.message as never, db, context)
    messages.push(...handed)
  }
}

const alertsPlanned = fc.array(fc.record<Planned>({ story: fc.constantFrom(0, 1), gathered: fc.boolean() }), {
  minLength: 2,
  maxLength: 8,
})
const answers = fc.array(fc.constantFrom(204, 500, 503, 410), { maxLength: 12 })

test('whatever a receiver answers and in whatever order messages come, all is settled, and a story is told in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      alertsPlanned,
      answers,
      fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
      async (planned, codes, picks) => {
        const start = new Date('2026-05-04T07:10:00Z')
        const { told, messages, channelId } = await plan(planned, start)
        receiver.received.length = 0
        receiver.next.splice(0, Infinity, ...codes.map((status) => ({ status })))
        let picked = 0
        await workOff(messages, () => picks[picked++ % picks.length]!, start)

        const rows = await db
          .selectFrom('deliveries')
          .selectAll()
          .where('channel_id', '=', channelId)
          .execute()
        expect(rows).toHaveLength(planned.length)
        expect(rows.filter(({ state }) => state === 'waiting')).toEqual([])
        const isGone = codes.slice(0, receiver.received.length).includes(410)
        if (!isGone) expect(rows.filter(({ state }) => state !== 'delivered')).toEqual([])
        const sent = receiver.received.map(({ headers }) => headers['webhook-id']!)
        for (const [i, id] of sent.entries()) {
          const [one, later] = [told.get(id)!, sent.slice(i + 1)]
          const together = later.filter((other) => {
            const { story, gathered } = told.get(other)!
            return story === one.story || gathered || one.gathered
          })
          expect(together.filter((other) => other < id)).toEqual([])
        }
      },
    ),
    { numRuns: 25, interruptAfterTimeLimit: 40_000 },
  )
})
