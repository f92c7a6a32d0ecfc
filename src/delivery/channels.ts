import type { Config } from '../config.ts'
import type { ChannelKind } from '../domain/channels.ts'
import { onceFor } from '../onceFor.ts'
import { openActivityPubChannel } from './activitypub.ts'
import type { DeliveryChannel } from './channel.ts'
import { openDiscordChannel } from './discord.ts'
import { type Mailer, openEmailChannel, openMailer } from './email.ts'
import { openMatrixChannel } from './matrix.ts'
import { openNtfyChannel } from './ntfy.ts'
import { openSender } from './sender.ts'
import { openSlackChannel } from './slack.ts'
import { openTelegramChannel } from './telegram.ts'
import { openWebhookChannel } from './webhook.ts'
import { openWebPushChannel } from './webpush.ts'

/** Every channel that something is sent to, by its kind. A new one is a file of its own and a line here. */
export type Channels = Readonly<Record<Exclude<ChannelKind, 'atom'>, DeliveryChannel>> & {
  readonly mailer: Mailer
}

/** The channels under these settings; opened once, so that connections are kept. */
export const channelsFor = onceFor((config: Config): Channels => {
  const mailer = openMailer(config)
  const sender = openSender(config)
  return {
    mailer,
    email: openEmailChannel(config, mailer),
    webhook: openWebhookChannel(config, sender),
    webpush: openWebPushChannel(config, sender),
    slack: openSlackChannel(config, sender),
    discord: openDiscordChannel(config, sender),
    matrix: openMatrixChannel(config, sender),
    ntfy: openNtfyChannel(config, sender),
    telegram: openTelegramChannel(config, sender),
    activitypub: openActivityPubChannel(config, sender),
  }
})
