import net from 'node:net'
import type { Config } from '../../config.ts'
import { type Channel, type ChannelKind, countChannelsTo, insertChannel } from '../../db/channels.ts'
import type { Tx } from '../../db/open.ts'
import { findStoryHead } from '../../db/pages/story.ts'
import { insertSubscription, type Subscription } from '../../db/subscriptions.ts'
import type { StoryId } from '../../domain/ids.ts'
import { Failure } from '../../failure.ts'
import { isPublicAddress } from '../../net/addresses.ts'
import type { Handoff } from '../../stage.ts'
import { parseQuery, showQueryError } from '../../text/queries/parse.ts'

/** What someone asks to be told of, and where. */
export interface Wanted {
  /** May be empty where a story is followed. */
  readonly query: string
  readonly title?: string
  readonly story?: string
  readonly kind: ChannelKind
  /** A mail address or a webhook's URL; empty for a feed. */
  readonly address: string
  readonly lang?: string
  readonly zone?: string
}

export interface Made {
  readonly subscription: Subscription
  readonly channel: Channel
  readonly handoffs: readonly Handoff[]
}

/** Mail that strangers can cause to one address within an hour. */
const mailsAnHour = 3
const hourMs = 3_600_000
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
  const address = addressOf(wanted, config)
  if (wanted.kind === 'email') {
    const lately = await countChannelsTo(tx, address, new Date(now.getTime() - hourMs))
    if (lately >= mailsAnHour) {
      throw new Failure('conflict', 'This address was asked several times within the hour. Try again later.')
    }
  }
  const title = (wanted.title?.trim() || query || story?.headline || 'Alerts').slice(0, longestTitle)
  const subscription = await insertSubscription(tx, {
    query,
    title,
    storyId: story?.id,
    lang: wanted.lang,
    zone: wanted.zone,
  })
  const channel = await insertChannel(tx, subscription.id, { kind: wanted.kind, address }, now)
  return { subscription, channel, handoffs: [{ to: 'channel.made', message: { channelId: channel.id } }] }
}

async function storyToFollow(tx: Tx, id: string): Promise<{ id: StoryId; headline: string }> {
  const head = await findStoryHead(tx, id)
  if (!head) throw new Failure('not_found', 'There is no such story.')
  return head.mergedInto ? storyToFollow(tx, head.mergedInto) : head
}

function checkQuery(query: string): void {
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new Failure('invalid', `The query cannot be read. ${showQueryError(query, parsed)}`)
}

function addressOf(
  { kind, address }: Wanted,
  config: Pick<Config, 'smtpUrl' | 'allowPrivateAddresses'>,
): string {
  const given = address.trim()
  if (kind === 'atom') return ''
  if (kind === 'webhook') return webhookAddress(given, config.allowPrivateAddresses)
  if (!config.smtpUrl) {
    throw new Failure(
      'unavailable',
      'This Mainsource sends no mail: MAINSOURCE_SMTP_URL is not set. Choose another channel.',
    )
  }
  if (given.length > 254 || !/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(given)) {
    throw new Failure('invalid', 'This is no mail address. It should be like ana@example.org.')
  }
  const at = given.lastIndexOf('@')
  return given.slice(0, at) + given.slice(at).toLowerCase()
}

function webhookAddress(given: string, allowPrivate: boolean): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || given.length > 2000) {
    throw new Failure('invalid', 'A webhook is an address that begins with https://')
  }
  if (url.username || url.password)
    throw new Failure('invalid', 'A webhook’s address may hold no user and password.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isPrivate = host === 'localhost' || (net.isIP(host) !== 0 && !isPublicAddress(host))
  if (isPrivate && !allowPrivate) {
    throw new Failure(
      'invalid',
      `${host} is not a public address. To send alerts to it, start with MAINSOURCE_ALLOW_PRIVATE_ADDRESSES=yes.`,
    )
  }
  return url.href
}
