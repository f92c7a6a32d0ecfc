import { Input } from '../site/forms.tsx'
import type { Wanted } from './make.ts'

interface Service {
  readonly kind: 'webhook' | 'slack' | 'discord' | 'matrix' | 'ntfy' | 'telegram'
  readonly label: string
  readonly address: string
  readonly hint: string
  readonly secret?: string
}

/** Services that alerts can be sent to, and what each must be given. */
export const services: readonly Service[] = [
  {
    kind: 'webhook',
    label: 'A webhook',
    address: 'Address, for a webhook',
    hint: 'Alerts are posted there as JSON, signed as Standard Webhooks.',
  },
  {
    kind: 'slack',
    label: 'Slack, Mattermost, Rocket.Chat or Zulip',
    address: 'Incoming webhook, for Slack and its like',
    hint: 'Like https://hooks.slack.com/services/…',
  },
  {
    kind: 'discord',
    label: 'Discord',
    address: 'Webhook, for Discord',
    hint: 'Like https://discord.com/api/webhooks/…',
  },
  {
    kind: 'matrix',
    label: 'Matrix',
    address: 'Homeserver and room, for Matrix',
    hint: 'Like https://matrix.example.org/!room:example.org',
    secret: 'Access token of the account that posts to the room',
  },
  {
    kind: 'ntfy',
    label: 'ntfy',
    address: 'Topic, for ntfy',
    hint: 'Like https://ntfy.sh/my-topic',
    secret: 'Access token, for ntfy (may stay empty)',
  },
  {
    kind: 'telegram',
    label: 'Telegram',
    address: 'Chat, for Telegram',
    hint: 'A number like -1001234567890, or a channel’s name like @news',
    secret: 'Token of the bot that posts to the chat',
  },
]

/** The fields of one service; those of services that are not chosen are hidden by the style sheet, which needs no script. */
export function ServiceFields({ service, wanted }: { service: Service; wanted: Partial<Wanted> }) {
  const { kind, address, hint, secret } = service
  const isChosen = wanted.kind === kind
  return (
    <div class={`for-kind for-${kind}`}>
      <Input
        name={kind}
        label={address}
        hint={hint}
        value={isChosen ? wanted.address : undefined}
        maxlength={2000}
      />
      {secret && (
        <Input
          name={`${kind}-secret`}
          label={secret}
          type="password"
          autocomplete="off"
          value={isChosen ? wanted.secret : undefined}
          maxlength={1000}
        />
      )}
    </div>
  )
}
