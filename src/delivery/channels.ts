import type { Config } from '../config.ts'
import type { DeliveryChannel } from './channel.ts'
import { type Mailer, openEmailChannel, openMailer } from './email.ts'
import { openWebhookChannel } from './webhook.ts'

/** Every channel that something is sent to, by its kind. A new one is a file of its own and a line here. */
export interface Channels {
  readonly email: DeliveryChannel
  readonly webhook: DeliveryChannel
  readonly mailer: Mailer
}

const opened = new WeakMap<Config, Channels>()

/** The channels under these settings; opened once, so that connections are kept. */
export function channelsFor(config: Config): Channels {
  const known = opened.get(config)
  if (known) return known
  const mailer = openMailer(config)
  const channels = { mailer, email: openEmailChannel(config, mailer), webhook: openWebhookChannel(config) }
  opened.set(config, channels)
  return channels
}
