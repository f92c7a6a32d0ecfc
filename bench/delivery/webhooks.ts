import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Agent, request } from 'undici'
import { type App, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { saveAlerts } from '../../src/db/alerts.ts'
import { insertChannel } from '../../src/db/channels.ts'
import type { Db } from '../../src/db/open.ts'
import { addStory } from '../../src/db/stories.ts'
import { insertSubscription } from '../../src/db/subscriptions.ts'
import { planDeliveries } from '../../src/delivery/plan.ts'
import { openSender } from '../../src/delivery/sender.ts'
import { openWebhookChannel, payloadOf } from '../../src/delivery/webhook.ts'
import { type AlertId, newId } from '../../src/domain/ids.ts'
import { addReport, addSource } from '../../test/support/seedPages.ts'
import type { Beside } from '../delivery.ts'
import { aDelivery, body, perSecond } from './anAlert.ts'

const times = 1500
const keptTimes = 3000
const atOnce = 8
/** As many alerts as one report may raise here. */
const plannedTogether = 500
type Measured = Beside & { share: number }

/**
 * Signed webhooks through the channel alone (`sent`), and from the raised alert through the queue, with every attempt
 * kept in the embedded database (`kept`), beside bare undici that posts the same bytes.
 */
export async function webhookSpeed(
  beside: (measure: () => Promise<Beside>) => Promise<Measured>,
): Promise<{ sent: Measured; kept: Measured }> {
  const receiver = await aReceiver()
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-bench-'))
  const env = { MAINSOURCE_DATA: folder, MAINSOURCE_ALLOW_PRIVATE_ADDRESSES: 'yes' }
  const config = { ...readConfig(env), siteUrl: 'https://news.example' }
  const place = { kind: 'webhook', address: receiver.url, secret: 'whsec_YmVuY2htYXJr' } as const
  const bytes = JSON.stringify(payloadOf(aDelivery(place), config.siteUrl))
  const bare = bareUndici(receiver.url, bytes)
  const channel = openWebhookChannel(config, openSender(config))
  const deliveries = Array.from({ length: times }, () => aDelivery(place))
  const app = await openApp(config)
  const raise = await readyToRaise(app.db, receiver.url)
  // As where it has run for a while: tables that were filled within a second are not yet planned for.
  await raise(keptTimes)
  await app.database.raw('analyze')
  try {
    const sent = await beside(async () => ({
      ours: await perSecond(times, atOnce, (i) => channel.send(deliveries[i]!, new Date())),
      theirs: await bare(),
    }))
    const kept = await beside(async () => {
      const ids = await raise(keptTimes)
      const began = performance.now()
      const done = receiver.after(keptTimes)
      await planAndHand(app, ids)
      await done
      await app.runner.idle()
      const ours = (keptTimes / (performance.now() - began)) * 1000
      return { ours, theirs: await bare() }
    })
    return { sent, kept }
  } finally {
    await app.close()
    receiver.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Plans the deliveries of alerts and puts them on their queue, as happens where alerts are raised. */
async function planAndHand({ db, runner, context }: App, ids: readonly AlertId[]): Promise<void> {
  for (let from = 0; from < ids.length; from += plannedTogether) {
    const works = ids
      .slice(from, from + plannedTogether)
      .map((alertId) => ({ message: { alertId }, reached: undefined }))
    const handoffs = await db.transaction().execute(async (tx) => {
      const planned = await planDeliveries.runAll!(works, tx, context)
      await runner.hand(planned, tx)
      return planned
    })
    runner.wake(handoffs)
  }
}

function bareUndici(url: string, bytes: string): () => Promise<number> {
  const dispatcher = new Agent()
  const headers = { 'content-type': 'application/json' }
  return () =>
    perSecond(times, atOnce, async () => {
      const answer = await request(url, { method: 'POST', dispatcher, headers, body: bytes })
      await answer.body.dump()
    })
}

async function aReceiver() {
  let count = 0
  let waiting: { until: number; tell: () => void } | undefined
  const server = http.createServer((incoming, answer) => {
    incoming.resume().on('end', () => {
      answer.writeHead(204).end()
      if (++count === waiting?.until) waiting.tell()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    after: (more: number) =>
      new Promise<void>((tell) => {
        waiting = { until: count + more, tell }
      }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** So many subscribers, each with a story of their own: what is told of one story goes out in its order. */
const subscribers = keptTimes

/** Makes the subscribers; what comes back saves so many alerts, to be handed on. */
async function readyToRaise(db: Db, url: string): Promise<(count: number) => Promise<AlertId[]>> {
  const at = new Date()
  const source = await addSource(db, 'The Post')
  const told = { source, at, headline: 'Olm floods Karsa', paragraphs: ['The Olm rose.'] }
  const report = await addReport(db, told)
  const listeners = await Promise.all(
    Array.from({ length: subscribers }, async () => {
      const storyId = newId('story')
      await addStory(db, { id: storyId, headline: 'Flood at Karsa', lang: 'en', at })
      const subscription = await insertSubscription(db, { query: 'olm', title: 'The Olm' })
      await insertChannel(db, subscription.id, { kind: 'webhook', address: url }, at)
      return { subscriptionId: subscription.id, storyId }
    }),
  )
  return (count) =>
    saveAlerts(
      db,
      Array.from({ length: count }, (_, i) => ({
        ...listeners[i % subscribers]!,
        reportId: report.id,
        revisionId: report.revisionId,
        body,
        tells: [],
        at: new Date(),
      })),
    )
}
