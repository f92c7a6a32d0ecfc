import type { Handler } from 'hono'
import { hubLoad } from '../../db/hub/load.ts'
import { addHubRequest, isAskedFor } from '../../db/hub/requests.ts'
import type { SiteDeps } from '../site/deps.ts'
import { hubOf } from './address.ts'
import { whyNoTopic } from './lookAtTopic.ts'
import { type AskedOfHub, type Refused, readRequest } from './readRequest.ts'
import { tendAfter } from './tend.ts'

export type HubDeps = Pick<SiteDeps, 'db' | 'config' | 'now' | 'alerts' | 'feedQueries'>

/** Each costs a request to the host, which need not have asked for it. */
const mostRequestsAMinute = 300
const mostSubscribersOfHost = 10_000
const mostSubscribers = 100_000
const mostQueries = 5000
const minuteMs = 60_000

/** `POST /hub`: takes on what is asked of the hub in a callback's name; the callback is asked to confirm it afterwards. */
export function askHub(deps: HubDeps): Handler {
  const { config, now } = deps
  return async (c) => {
    if (!hubOf(config)?.isOwn) return c.text(notHere(config.hubUrl), 404)
    if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? ''))
      return c.text('Send a form: Content-Type: application/x-www-form-urlencoded.\n', 415)
    const asked = readRequest(new URLSearchParams(await c.req.text()), config)
    const refused = 'say' in asked ? asked : await whyNot(deps, asked)
    if (refused) {
      if (refused.status === 429) c.header('retry-after', '60')
      return c.text(`${refused.say}\n`, refused.status)
    }
    await takeOn(deps, asked as AskedOfHub, now())
    return c.text('Your callback will be asked to confirm this.\n', 202)
  }
}

/** `GET /hub`: says what this is to whoever looks. */
export function showHub({ config }: HubDeps): Handler {
  return (c) => {
    if (!hubOf(config)?.isOwn) return c.text(notHere(config.hubUrl), 404)
    return c.text(
      `This is the WebSub hub of the feeds of ${config.siteUrl}. Readers subscribe with a POST, as https://www.w3.org/TR/websub/ says.\n`,
    )
  }
}

function notHere(hubUrl: string | undefined): string {
  return hubUrl
    ? `The hub of this site’s feeds is ${hubUrl}. Subscribe there.\n`
    : 'This site has no WebSub hub. Whoever runs it can have one by setting MAINSOURCE_SITE_URL.\n'
}

async function whyNot(deps: HubDeps, asked: AskedOfHub): Promise<Refused | undefined> {
  const { db, now } = deps
  const { url, callback, host, mode } = asked
  const isKnown = await isAskedFor(db, url, callback)
  if (mode === 'unsubscribe' && !isKnown)
    return { status: 404, say: 'This callback is not subscribed to this topic.' }
  const load = await hubLoad(db, host, new Date(now().getTime() - minuteMs))
  if (load.ofHost >= mostRequestsAMinute)
    return { status: 429, say: `Too much was asked for ${host}. Try again in a minute.` }
  if (mode === 'unsubscribe') return undefined
  const gone = await whyNoTopic(deps, url)
  if (gone) return { status: 404, say: gone }
  const isFull =
    load.subscribersOfHost >= mostSubscribersOfHost ||
    load.subscribers >= mostSubscribers ||
    load.queries >= mostQueries
  return isFull && !isKnown
    ? {
        status: 503,
        say: 'This hub has as many subscribers as it can serve. Read the feed from time to time.',
      }
    : undefined
}

async function takeOn({ alerts }: HubDeps, asked: AskedOfHub, now: Date): Promise<void> {
  await alerts.inTransaction(async (tx) => {
    const requestId = await addHubRequest(tx, asked, now)
    return {
      handoffs: [
        { to: 'hubRequest.due' as const, message: { requestId }, only: requestId as string },
        tendAfter(now),
      ],
    }
  })
}
