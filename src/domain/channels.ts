/** The ways to reach a subscriber. To a feed nothing is sent: it is fetched. */
export const channelKinds = [
  'email',
  'webhook',
  'atom',
  'webpush',
  'slack',
  'discord',
  'matrix',
  'ntfy',
  'telegram',
  'activitypub',
] as const
export type ChannelKind = (typeof channelKinds)[number]

/** What each is called on pages. */
export const channelNames: Record<ChannelKind, string> = {
  email: 'Mail',
  webhook: 'Webhook',
  atom: 'Feed',
  webpush: 'Notifications of a browser',
  slack: 'Slack',
  discord: 'Discord',
  matrix: 'Matrix',
  ntfy: 'ntfy',
  telegram: 'Telegram',
  activitypub: 'Followers in the fediverse',
}
