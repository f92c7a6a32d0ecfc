import { Agent, request } from 'undici'
import type { Config } from '../../config.ts'
import { storyOfReport } from '../../db/stories.ts'
import type { StoryId } from '../../domain/ids.ts'
import { openConnector } from '../../net/connector.ts'
import type { Stage } from '../../stage.ts'
import { feedFormats } from './formats.ts'

const waitMs = 10_000
/** A hub that does not answer is asked again after these; then the next report tells it of the same feeds. */
const waitsMs = [30_000, 300_000, 1_800_000]
/** Kept, so that the connection is. */
const agents = new WeakMap<Config, Agent>()

/** Publishing, after it: tells the hub which feeds have changed (WebSub), where one is set. */
export const tellHub: Stage<'feeds.changed', boolean> = {
  name: 'telling the hub',
  takes: 'feeds.changed',
  lanes: 1,
  async reach({ reportId }, db, { config, log }) {
    if (!config.hubUrl) return true
    const story = await storyOfReport(db, reportId)
    try {
      const answer = await request(config.hubUrl, {
        method: 'POST',
        dispatcher: agentFor(config),
        signal: AbortSignal.timeout(waitMs),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: published(config.siteUrl, story).toString(),
      })
      await answer.body.dump()
      if (answer.statusCode < 300) return true
      log.warn({ hub: config.hubUrl, status: answer.statusCode }, 'the hub refused to be told')
    } catch (error) {
      log.warn({ err: error, hub: config.hubUrl }, 'the hub could not be told')
    }
    return false
  },
  async run({ reportId, tries }, _tx, { now }, isTold) {
    const wait = waitsMs[tries]
    if (isTold || wait === undefined) return []
    const after = new Date(now().getTime() + wait)
    return [{ to: 'feeds.changed', message: { reportId, tries: tries + 1 }, after }]
  },
}

function published(siteUrl: string, story: StoryId | undefined): URLSearchParams {
  const form = new URLSearchParams({ 'hub.mode': 'publish' })
  for (const format of feedFormats) {
    form.append('hub.url', `${siteUrl}/stories.${format}`)
    if (story) form.append('hub.url', `${siteUrl}/stories/${story}.${format}`)
  }
  return form
}

function agentFor(config: Config): Agent {
  const known = agents.get(config)
  if (known) return known
  const agent = new Agent({ connect: openConnector(config.allowPrivateAddresses, waitMs) })
  agents.set(config, agent)
  return agent
}
