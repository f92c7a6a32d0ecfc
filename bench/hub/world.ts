import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type App, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { saveSubscriber } from '../../src/db/hub/subscribers.ts'
import { ensureTopic } from '../../src/db/hub/topics.ts'
import type { Handoff } from '../../src/stage.ts'
import { addDevelopment, addReport, addSource, addStory, type Source } from '../../test/support/seedPages.ts'

const siteUrl = 'https://news.example'
const leaseMs = 86_400_000
const storiesBefore = 50
const sentence = 'The Olm rose by 4 metres at the bridge of Karsa, the river authority said.'

/** The program with subscribers of its stories on loopback, some of which never answer. */
export interface HubWorld {
  /** Publishes a report. Gives in ms how long the first and the last that answers waited to be sent the change. */
  change(): Promise<{ firstMs: number; lastMs: number }>
  close(): Promise<void>
}

export async function aHubWorld(subscribers: { answer: number; hang: number }): Promise<HubWorld> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'mainsource-bench-hub-'))
  const app = await openApp({
    ...readConfig({}),
    dataFolder,
    siteUrl,
    ownHub: true,
    allowPrivateAddresses: true,
    logLevel: 'error',
  })
  const arrivals: number[] = []
  const readers = await servers(10, (_request, response) => {
    arrivals.push(performance.now())
    response.writeHead(204).end()
  })
  const silent = await servers(5, () => {})
  const source = await addSource(app.db, 'The Post')
  for (let story = 0; story < storiesBefore; story++) await addOne(app, source, `Olm, part ${story}`)
  // Those that hang come first in the queue.
  await subscribe(app, silent, subscribers.hang)
  await subscribe(app, readers, subscribers.answer)
  return {
    async change() {
      arrivals.length = 0
      const message = { reportId: await addOne(app, source, `Olm at ${performance.now()}`) }
      const started = performance.now()
      const handoffs: Handoff[] = [{ to: 'feeds.changed', message }]
      await app.runner.hand(handoffs, app.db)
      app.runner.wake(handoffs)
      while (arrivals.length < subscribers.answer) await wait(5)
      return { firstMs: arrivals[0]! - started, lastMs: arrivals.at(-1)! - started }
    },
    async close() {
      for (const { server } of [...readers, ...silent]) {
        server.closeAllConnections()
        server.close()
      }
      await app.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

async function addOne({ db }: App, source: Source, headline: string) {
  const report = await addReport(db, { source, at: new Date(), headline, paragraphs: [sentence] })
  await addDevelopment(db, await addStory(db, headline, [report]), report, 'first-report', sentence)
  return report.id
}

interface Reader {
  readonly server: http.Server
  readonly url: string
}

/** Servers on loopback, each a host of its own to the hub, that answer once they have read what they are sent. */
function servers(
  count: number,
  answer: (request: http.IncomingMessage, response: http.ServerResponse) => void,
): Promise<Reader[]> {
  const made = Array.from({ length: count }, async () => {
    const server = http.createServer((request, response) => {
      request.resume().on('end', () => answer(request, response))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  })
  return Promise.all(made)
}

/** Subscribes so many callbacks to the stories, spread over the readers. */
async function subscribe({ db }: App, readers: readonly Reader[], count: number): Promise<void> {
  const [topic, now] = [`${siteUrl}/stories.atom`, new Date()]
  const leaseUntil = new Date(now.getTime() + leaseMs)
  await db.transaction().execute(async (tx) => {
    const topicId = await ensureTopic(tx, { url: topic, feed: 'river', format: 'atom' })
    for (let one = 0; one < count; one++) {
      const callback = `${readers[one % readers.length]!.url}/${one}`
      const made = { topicId, topic, callback, host: '127.0.0.1', secret: 'secret', leaseUntil }
      await saveSubscriber(tx, made, now)
    }
  })
}
