import { queryTexts } from '../../db/feedQueries.ts'
import type { Tx } from '../../db/open.ts'
import type { FeedQueryId, StoryId } from '../../domain/ids.ts'
import type { Handoff, Messages, Stage } from '../../stage.ts'
import { outgoingFor } from '../hub/outgoing.ts'
import { apartMs } from '../hub/pace.ts'
import { tendAfter } from '../hub/tend.ts'
import { askedOf } from './addresses.ts'
import { feedFormats } from './formats.ts'

type Ping = Messages['ping.due']

/** A hub that does not answer is asked again after these; then the next report tells it of the same feeds. */
const waitsMs = [30_000, 300_000, 1_800_000]

/** Publishing, after it: tells a hub elsewhere that a feed has changed (W3C WebSub), in all its formats. */
export const tellHub: Stage<'ping.due', boolean> = {
  name: 'telling the hub',
  takes: 'ping.due',
  lanes: 4,
  async reach(ping, _db, { config, log }) {
    if (!config.hubUrl) return true
    const answer = await outgoingFor(config).send(config.hubUrl, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: published(config.siteUrl, ping).toString(),
    })
    if (answer.kind === 'failed')
      log.warn({ why: answer.why, hub: config.hubUrl }, 'the hub could not be told')
    else if (!answer.isOk)
      log.warn({ hub: config.hubUrl, status: answer.status }, 'the hub refused to be told')
    return answer.kind === 'answered' && answer.isOk
  },
  async run(ping, _tx, { now }, isTold) {
    const wait = waitsMs[ping.tries]
    if (isTold || wait === undefined) return []
    return [pingOf({ ...ping, tries: ping.tries + 1 }, new Date(now().getTime() + wait))]
  },
}

/** What a hub elsewhere is to be told of: the stories at large, these stories, and the feeds of these queries. */
export async function pingsFor(
  tx: Tx,
  { stories, queries }: { stories: readonly StoryId[]; queries: readonly FeedQueryId[] },
  now: Date,
): Promise<Handoff[]> {
  const texts = await queryTexts(tx, queries)
  const after = new Date(now.getTime() + apartMs)
  const pings = [
    { feed: '/stories', asked: '' },
    ...stories.map((id) => ({ feed: `/stories/${id}`, asked: '' })),
    ...texts.map((text) => ({ feed: '/reports', asked: askedOf(text) })),
  ].map((ping) => pingOf({ ...ping, tries: 0 }, after))
  // What is kept for queries is thinned from time to time.
  return queries.length > 0 ? [...pings, tendAfter(now)] : pings
}

/** One message a feed waits at a time, so that what changes it in quick succession is told together. */
function pingOf(message: Ping, after: Date): Handoff {
  return { to: 'ping.due', message, after, only: message.feed + message.asked }
}

function published(siteUrl: string, { feed, asked }: Ping): URLSearchParams {
  const form = new URLSearchParams({ 'hub.mode': 'publish' })
  for (const format of feedFormats) form.append('hub.url', `${siteUrl}${feed}.${format}${asked}`)
  return form
}
