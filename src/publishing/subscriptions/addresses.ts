import net from 'node:net'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import type { ChannelKind } from '../../domain/channels.ts'
import { Failure } from '../../failure.ts'
import { isPublicAddress } from '../../net/addresses.ts'

/** Where alerts go: as a person gave it, or, once read, as a channel keeps it. */
export interface Place {
  readonly kind: ChannelKind
  /** Empty for a feed. For a browser as given: its push subscription as JSON. */
  readonly address: string
  readonly secret?: string
}

type Settings = Pick<Config, 'smtpUrl' | 'allowPrivateAddresses'>

const longestSecret = 1000

/** Reads where alerts are to go. Throws a Failure that says what cannot be used. */
export function readPlace(given: Place, config: Settings): Place {
  const { kind } = given
  const address = given.address.trim()
  const secret = given.secret?.trim() || undefined
  if (secret && (secret.length > longestSecret || !/^[\x21-\x7e]+$/.test(secret))) {
    throw new Failure('invalid', 'A token has no spaces and no letters beyond ASCII. Copy it anew.')
  }
  switch (kind) {
    case 'atom':
      return { kind, address: '' }
    case 'email':
      return { kind, address: mailAddress(address, config) }
    case 'webpush':
      return browserPlace(address, config)
    case 'webhook':
    case 'slack':
    case 'discord':
      return { kind, address: webAddress(address, config) }
    case 'ntfy':
      return {
        kind,
        address: pathed(address, config, 'A topic is an address like https://ntfy.sh/my-topic'),
        secret,
      }
    case 'matrix': {
      const say =
        'A Matrix room is given with its homeserver, like https://matrix.example.org/!room:example.org'
      if (!/\/(!|%21)[^/]+$/i.test(address)) throw new Failure('invalid', say)
      return {
        kind,
        address: pathed(address, config, say),
        secret: needed(secret, 'Matrix takes messages with an access token only.'),
      }
    }
    case 'activitypub':
      throw new Failure('invalid', 'From the fediverse one follows by oneself: search for the handle there.')
    case 'telegram': {
      const chat = /^(-?\d+|@\w+)$/.test(address) ? `https://api.telegram.org/${address}` : address
      const say = 'A chat of Telegram is a number like -1001234567890 or a name like @channel'
      return {
        kind,
        address: pathed(chat, config, say),
        secret: needed(secret, 'Telegram takes messages with a bot’s token only.'),
      }
    }
  }
}

function needed(secret: string | undefined, say: string): string {
  if (!secret) throw new Failure('invalid', say)
  return secret
}

function mailAddress(given: string, config: Settings): string {
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

function webAddress(given: string, { allowPrivateAddresses }: Settings): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || given.length > 2000) {
    throw new Failure('invalid', 'A webhook is an address that begins with https://')
  }
  if (url.username || url.password)
    throw new Failure('invalid', 'A webhook’s address may hold no user and password.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isPrivate = host === 'localhost' || (net.isIP(host) !== 0 && !isPublicAddress(host))
  if (isPrivate && !allowPrivateAddresses) {
    throw new Failure(
      'invalid',
      `${host} is not a public address. To send alerts to it, start with MAINSOURCE_ALLOW_PRIVATE_ADDRESSES=yes.`,
    )
  }
  return url.href
}

/** An address whose path names something. */
function pathed(given: string, config: Settings, say: string): string {
  if (!URL.canParse(given) || !/[^/]$/.test(new URL(given).pathname)) throw new Failure('invalid', say)
  return webAddress(given, config)
}

const bytes = (length: number) =>
  z.base64url().refine((text) => Buffer.from(text, 'base64url').length === length)
/** What a browser's `PushSubscription` gives as JSON. */
const PushSubscription = z.object({
  endpoint: z.url(),
  keys: z.object({ p256dh: bytes(65), auth: bytes(16) }),
})

function browserPlace(given: string, config: Settings): Place {
  if (given === '') {
    throw new Failure(
      'invalid',
      'This browser gave no address for notifications: they need JavaScript and a browser that has them. Choose another way.',
    )
  }
  const read = PushSubscription.safeParse(parsed(given))
  if (!read.success) throw new Failure('invalid', 'The browser’s address for notifications cannot be read.')
  const { endpoint, keys } = read.data
  return { kind: 'webpush', address: webAddress(endpoint, config), secret: `${keys.p256dh}.${keys.auth}` }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
