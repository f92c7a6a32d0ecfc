import type { Config } from '../../config.ts'
import { type Channel, insertChannel } from '../../db/channels.ts'
import type { Tx } from '../../db/open.ts'
import { findLivingStory } from '../../db/pages/story.ts'
import { insertSubscription, type Subscription } from '../../db/subscriptions.ts'
import type { StoryId } from '../../domain/ids.ts'
import type { Rules } from '../../domain/rules.ts'
import { Failure } from '../../failure.ts'
import type { Handoff } from '../../stage.ts'
import { parseQuery, showQueryError } from '../../text/queries/parse.ts'
import { type Place, readPlace } from './addresses.ts'
import { checkMayAsk } from './mayAsk.ts'

/** What someone asks to be told of, and where. */
export interface Wanted extends Place {
  /** May be empty where a story is followed. */
  readonly query: string
  readonly title?: string
  readonly story?: string
  readonly lang?: string
  readonly zone?: string
  readonly rules?: Rules
}

export interface Made {
  readonly subscription: Subscription
  readonly channel: Channel
  readonly handoffs: readonly Handoff[]
}

const longestTitle = 200

/** Makes a subscription with its channel. Throws a Failure that says what cannot be used. */
export async function makeSubscription(
  tx: Tx,
  wanted: Wanted,
  config: Pick<Config, 'smtpUrl' | 'allowPrivateAddresses'>,
  now: Date,
): Promise<Made> {
  const story = wanted.story ? await storyToFollow(tx, wanted.story) : undefined
  const query = wanted.query.trim()
  if (query !== '' || !story) checkQuery(query)
  const place = readPlace(wanted, config)
  if (place.kind === 'email') await checkMayAsk(tx, place.address, now)
  const title = titleFrom(wanted.title?.trim() || query || story?.headline || 'Alerts')
  const subscription = await insertSubscription(tx, {
    query,
    title,
    storyId: story?.id,
    lang: wanted.lang,
    zone: wanted.zone,
    rules: wanted.rules,
  })
  const channel = await insertChannel(tx, subscription.id, place, now)
  return { subscription, channel, handoffs: [{ to: 'channel.made', message: { channelId: channel.id } }] }
}

/** What a subscription is called, from whatever it is called by. */
export function titleFrom(words: string): string {
  return words.slice(0, longestTitle)
}

async function storyToFollow(tx: Tx, id: string): Promise<{ id: StoryId; headline: string }> {
  const head = await findLivingStory(tx, id)
  if (!head) throw new Failure('not_found', 'There is no such story.')
  return head
}

function checkQuery(query: string): void {
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new Failure('invalid', `The query cannot be read. ${showQueryError(query, parsed)}`)
}
