import type { Command } from 'commander'
import { z } from 'zod'
import { type ChannelKind, channelKinds } from '../domain/channels.ts'
import { Rules, rulesInWords } from '../domain/rules.ts'
import type { Operation } from '../operation.ts'
import type { RuleField, WrittenRules } from '../publishing/subscriptions/readRules.ts'

const Input = z.object({
  query: z.string(),
  title: z.string().optional(),
  story: z.string().optional(),
  kind: z.enum(channelKinds),
  address: z.string(),
  secret: z.string().optional(),
  rules: Rules.optional(),
  zone: z.string().optional(),
})

/** What someone who subscribed must keep. */
export interface Subscribed {
  readonly id: string
  readonly title: string
  readonly query: string
  readonly kind: ChannelKind
  readonly address: string
  /** The page that shows, changes and ends it. */
  readonly manageUrl: string
  readonly feedUrl: string
  /** What is heeded before an alert goes out, with times in the zone. */
  readonly rules: Rules
  readonly zone: string
  /** What a webhook's posts are signed with. */
  readonly secret?: string
}

export const subscribe: Operation<z.infer<typeof Input>, never, Subscribed> = {
  name: 'subscribe',
  input: Input,
  async run(wanted, { db, config, context, runner }) {
    const { makeSubscription } = await import('../publishing/subscriptions/make.ts')
    const made = await db.transaction().execute(async (tx) => {
      const one = await makeSubscription(tx, wanted, config, context.now())
      await runner.hand(one.handoffs, tx)
      return one
    })
    runner.wake(made.handoffs)
    const { subscription, channel } = made
    return {
      id: subscription.id,
      title: subscription.title,
      query: subscription.query,
      kind: channel.kind,
      address: channel.address,
      manageUrl: `${config.siteUrl}/subscriptions/${subscription.manageToken}`,
      feedUrl: `${config.siteUrl}/subscriptions/feed/${subscription.feedToken}.atom`,
      rules: subscription.rules,
      zone: subscription.zone,
      secret: channel.kind === 'email' ? undefined : channel.secret,
    }
  },
}

const ListInput = z.object({ end: z.string().optional() })

/** A subscription that has not ended, without its secrets. */
export interface SubscriptionRow {
  readonly id: string
  readonly title: string
  readonly query: string
  readonly story?: string
  readonly rules: Rules
  readonly zone: string
  readonly channels: string[]
}

export const subscriptions: Operation<
  z.infer<typeof ListInput>,
  never,
  { subscriptions: SubscriptionRow[] }
> = {
  name: 'subscriptions',
  input: ListInput,
  async run({ end }, { db, context }) {
    const [{ endSubscription, findSubscription, listSubscriptions }, { channelsOf }, { isId }, { Failure }] =
      await Promise.all([
        import('../db/subscriptions.ts'),
        import('../db/channels.ts'),
        import('../domain/ids.ts'),
        import('../failure.ts'),
      ])
    if (end !== undefined) {
      const found = isId('subscription', end) && (await findSubscription(db, { id: end }))
      if (!found) throw new Failure('not_found', `There is no subscription ${end}.`)
      await endSubscription(db, found.id, context.now())
    }
    const rows: SubscriptionRow[] = []
    for (const one of await listSubscriptions(db)) {
      rows.push({
        id: one.id,
        title: one.title,
        query: one.query,
        story: one.storyId,
        rules: one.rules,
        zone: one.zone,
        channels: (await channelsOf(db, one.id)).map(channelInWords),
      })
    }
    return { subscriptions: rows }
  },
}

interface ChannelState {
  readonly kind: string
  readonly address: string
  readonly confirmedAt?: Date
  readonly endedWhy?: string
  readonly failures: number
  readonly lastError?: string
}

function channelInWords(channel: ChannelState): string {
  const name = `${channel.kind} ${channel.address}`.trim()
  if (channel.endedWhy) return `${name} (ended: ${channel.endedWhy})`
  if (!channel.confirmedAt) return `${name} (not confirmed yet)`
  return channel.failures > 0 ? `${name} (failing: ${channel.lastError})` : name
}

export function addTo(program: Command): void {
  program
    .command('subscribe')
    .description('Asks to be told of what meets a query, or of all that is new in a story.')
    .argument(
      '[query]',
      'words, "phrases", AND OR NOT, brackets, near/5, prefix*, title: source: lang: place: person: says: figure:killed>10',
      '',
    )
    .option('--webhook <url>', 'post alerts there as JSON, signed as Standard Webhooks')
    .option('--email <address>', 'mail alerts there, once the address is confirmed')
    .option('--atom', 'a private feed')
    .option('--slack <url>', 'an incoming webhook of Slack, Mattermost, Rocket.Chat or Zulip')
    .option('--discord <url>', 'a webhook of Discord')
    .option('--matrix <url>', 'a homeserver with a room: https://matrix.example.org/!room:example.org')
    .option('--ntfy <url>', 'a topic: https://ntfy.sh/my-topic')
    .option('--telegram <chat>', 'a chat: -1001234567890 or @channel')
    .option('--token <token>', 'the access token that Matrix, Telegram and some topics of ntfy need')
    .option('--story <id>', 'only of this story')
    .option('--title <name>', 'what to call it')
    .option('--digest <when>', 'gathered: hourly, or each day at a time like 08:00')
    .option('--quiet <hours>', 'nothing is sent in these hours: 22:00-07:00')
    .option('--quiet-corrections <how>', 'in quiet hours, corrections of what was told wait or pass', 'wait')
    .option('--zone <zone>', 'the time zone of these times, like Europe/Vienna', 'UTC')
    .option('--most <number>', 'so many alerts an hour; more are gathered')
    .option('--origins <number>', 'only what so many independent origins say')
    .option('--only <what>', 'only figures, or only corrections')
    .option('--json', 'one line of JSON')
    .action(async (query: string, options: Options) => {
      const [{ readConfig }, { perform }] = await Promise.all([
        import('../config.ts'),
        import('../operation.ts'),
      ])
      const { title, story } = options
      const made = await perform(
        subscribe,
        { query, title, story, ...(await channelOf(options)), ...(await rulesOf(options)) },
        readConfig(),
      )
      process.stdout.write(options.json ? `${JSON.stringify(made)}\n` : inWords(made))
    })
  program
    .command('subscriptions')
    .description('Lists the subscriptions and how their channels are doing.')
    .option('--end <id>', 'end this one first')
    .option('--json', 'one line of JSON for each')
    .action(async (options: { end?: string; json?: boolean }) => {
      const [{ readConfig }, { perform }] = await Promise.all([
        import('../config.ts'),
        import('../operation.ts'),
      ])
      const { subscriptions: rows } = await perform(subscriptions, { end: options.end }, readConfig())
      for (const row of rows)
        process.stdout.write(options.json ? `${JSON.stringify(row)}\n` : rowInWords(row))
      if (rows.length === 0 && !options.json) process.stdout.write('There are no subscriptions.\n')
    })
}

const withAddress = ['webhook', 'email', 'slack', 'discord', 'matrix', 'ntfy', 'telegram'] as const

interface Options extends Partial<Record<(typeof withAddress)[number], string>> {
  atom?: boolean
  token?: string
  story?: string
  title?: string
  json?: boolean
  digest?: string
  quiet?: string
  quietCorrections?: string
  zone?: string
  most?: string
  origins?: string
  only?: string
}

async function rulesOf(options: Options) {
  const { readRules, writtenBy } = await import('../publishing/subscriptions/readRules.ts')
  const [from, to] = (options.quiet ?? '').split(/[-–]/)
  const { digest } = options
  const given: Partial<WrittenRules> = {
    pace: digest === undefined || digest === 'hourly' ? digest : 'daily',
    'daily-at': digest,
    'quiet-from': from,
    'quiet-to': to,
    'quiet-corrections': options.quietCorrections,
    zone: options.zone,
    most: options.most,
    origins: options.origins,
    only: options.only,
  }
  return readRules(writtenBy((name: RuleField) => given[name]))
}

async function channelOf(options: Options) {
  const chosen: { kind: ChannelKind; address: string; secret?: string }[] = withAddress.flatMap((kind) => {
    const address = options[kind]
    return address === undefined ? [] : [{ kind, address, secret: options.token }]
  })
  if (options.atom) chosen.push({ kind: 'atom', address: '' })
  if (chosen.length === 1) return chosen[0]!
  const { Failure } = await import('../failure.ts')
  throw new Failure(
    'invalid',
    'Say where alerts should go: one of --webhook URL, --email ADDRESS, --atom, --slack URL, --discord URL, --matrix URL, --ntfy URL or --telegram CHAT.',
  )
}

function inWords(made: Subscribed): string {
  const lines = [`Subscribed: ${made.title}`]
  if (made.kind === 'email') lines.push(`A mail asks ${made.address} to confirm; alerts begin then.`)
  else lines.push(`  page     ${made.manageUrl}`)
  const rules = rulesInWords(made.rules, made.zone)
  if (rules.length > 0) lines.push(`  rules    ${rules.join('; ')}`)
  if (made.kind === 'webhook') lines.push(`  webhook  ${made.address}`, `  secret   ${made.secret}`)
  if (made.kind === 'atom') lines.push(`  feed     ${made.feedUrl}`)
  return `${lines.join('\n')}\n`
}

function rowInWords(row: SubscriptionRow): string {
  const what = row.query || `all of story ${row.story}`
  const rules = rulesInWords(row.rules, row.zone)
  const heeded = rules.length > 0 ? `    ${rules.join('; ')}\n` : ''
  return `${row.id}  ${row.title}\n    ${what}\n${heeded}${row.channels.map((channel) => `    ${channel}\n`).join('')}`
}
