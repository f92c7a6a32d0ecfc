import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { askedFor, metBy, reportText } from './reports.ts'

export interface Load {
  readonly feeds: number
  readonly subscriptions: number
  /** Subscriptions that each report meets. */
  readonly each: number
}

/** Items that a feed still holds. */
const inFeed = 150

/** The outlets and the subscribers on loopback: serves feeds and keeps when each item was served and each hook came. */
export class Loopback {
  readonly servedAt = new Map<number, number>()
  readonly received: { report: number; subscription: number; id: string; at: number }[] = []
  readonly #load: Load
  readonly #items: string[][]
  readonly #numbers: number[][]
  readonly #server = http.createServer((request, response) => this.#answer(request, response))
  published = 0

  constructor(load: Load) {
    this.#load = load
    this.#items = Array.from({ length: load.feeds }, () => [])
    this.#numbers = Array.from({ length: load.feeds }, () => [])
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  publish(): void {
    const number = this.published++
    const { feeds, each, subscriptions } = this.#load
    const feed = number % feeds
    const { title, html } = reportText(number, metBy(number, each, subscriptions).map(askedFor))
    const date = new Date().toUTCString()
    this.#items[feed]!.unshift(
      `<item><title>${title}</title><guid isPermaLink="false">case-${number}</guid><pubDate>${date}</pubDate><content:encoded><![CDATA[${html}]]></content:encoded></item>`,
    )
    this.#numbers[feed]!.unshift(number)
    this.#items[feed]!.splice(inFeed)
    this.#numbers[feed]!.splice(inFeed)
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const [, kind, name = ''] = (request.url ?? '').split('/')
    if (kind === 'feed') this.#serve(Number(name), response)
    else if (kind === 'hook') void this.#receive(Number(name), request, response)
    else response.writeHead(404).end()
  }

  #serve(feed: number, response: http.ServerResponse): void {
    const fresh = this.#numbers[feed]!.filter((number) => !this.servedAt.has(number))
    const now = performance.now()
    for (const number of fresh) this.servedAt.set(number, now)
    response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' })
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Keeper ${feed}</title><link>http://keeper${feed}.example/</link><description>Cases</description>${this.#items[feed]!.join('')}</channel></rss>`,
    )
  }

  async #receive(
    subscription: number,
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const at = performance.now()
    let body = ''
    for await (const part of request) body += part
    response.writeHead(204).end()
    const { data } = JSON.parse(body) as { data: { report: { headline: string } } }
    const report = Number(/Case (\d+)/.exec(data.report.headline)?.[1] ?? -1)
    this.received.push({ report, subscription, id: String(request.headers['webhook-id']), at })
  }
}
