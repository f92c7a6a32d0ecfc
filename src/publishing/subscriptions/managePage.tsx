import type { Context, Handler } from 'hono'
import { type AlertRow, alertsOf } from '../../db/alerts.ts'
import { lastBounces } from '../../db/bounces.ts'
import { type Channel, channelsOf } from '../../db/channels.ts'
import type { Db } from '../../db/open.ts'
import { findLivingStory, type StoryHead } from '../../db/pages/story.ts'
import { mutedStories, muteStory, type Subscription, saveRules, unmuteStory } from '../../db/subscriptions.ts'
import { type ChannelKind, channelNames } from '../../domain/channels.ts'
import type { StoryId } from '../../domain/ids.ts'
import { Failure } from '../../failure.ts'
import { Layout } from '../site/layout.tsx'
import { At } from '../site/times.tsx'
import { inLanguage } from '../site/words.ts'
import type { SubscriptionDeps } from './deps.ts'
import { heldSubscription } from './held.ts'
import { type NotSent, NotSentSection, notSentBy } from './heldBack.tsx'
import { QueryForm, type TriedQuery } from './queryForm.tsx'
import { readRules, writtenBy } from './readRules.ts'
import { RulesForm, RulesLine, type TriedRules, textIn } from './rulesForm.tsx'

const alertsOnPage = 30

/** `GET /subscriptions/:token`: what is asked for, how its channels are doing, and what was told. */
export function manage(deps: SubscriptionDeps): Handler {
  return async (c) => c.html(await managePage(deps, await heldSubscription(deps.db, c)))
}

/** `POST /subscriptions/:token/rules`. What waits already goes out when it was to. */
export function changeRules(deps: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(deps.db, c)
    const data = await c.req.formData()
    const written = writtenBy((name) => textIn(data, name))
    try {
      await saveRules(deps.db, subscription.id, readRules(written))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return c.html(await managePage(deps, subscription, { rules: { written, error: error.message } }), 422)
    }
    return c.redirect(`/subscriptions/${subscription.manageToken}#rules`, 303)
  }
}

/** What was filled in and not taken yet. */
interface Tries {
  readonly rules?: TriedRules
  readonly query?: TriedQuery
}

export async function managePage(
  { db, config }: SubscriptionDeps,
  subscription: Subscription,
  tries: Tries = {},
) {
  const [channels, alerts, muted, notSent] = await Promise.all([
    channelsOf(db, subscription.id),
    alertsOf(db, subscription.id, alertsOnPage),
    mutedStories(db, subscription.id),
    notSentBy(db, subscription.id),
  ])
  const bounced = await lastBounces(
    db,
    channels.map((channel) => channel.id),
  )
  const page = { subscription, tries, channels, bounced, alerts, muted, notSent }
  return <ManagePage {...page} siteUrl={config.siteUrl} />
}

/** `GET /subscriptions/:token/mute/:story`: asks. */
export function muteForm({ db }: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(db, c)
    const story = await storyOf(db, c)
    return c.html(
      <Layout title="Mute a story">
        <section class="empty asks">
          <h1>Mute this story</h1>
          <p class="asked-of" {...inLanguage(story.lang)}>
            {story.headline}
          </p>
          <p>
            You will be told nothing more of it by “{subscription.title}”, but corrections of what you were
            told.
          </p>
          <form method="post" action={`/subscriptions/${subscription.manageToken}/mute/${story.id}`}>
            <button class="button" type="submit">
              Mute it
            </button>
          </form>
        </section>
      </Layout>,
    )
  }
}

/** `POST /subscriptions/:token/mute/:story`. */
export function mute({ db }: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(db, c)
    const story = await storyOf(db, c)
    await muteStory(db, subscription.id, story.id)
    return c.redirect(`/subscriptions/${subscription.manageToken}`, 303)
  }
}

/** `POST /subscriptions/:token/unmute/:story`. */
export function unmute({ db }: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(db, c)
    await unmuteStory(db, subscription.id, (c.req.param('story') ?? '') as StoryId)
    return c.redirect(`/subscriptions/${subscription.manageToken}`, 303)
  }
}

/** The story of the address, or what it became part of since the alert that gave the address. */
async function storyOf(db: Db, c: Context): Promise<StoryHead> {
  const story = await findLivingStory(db, c.req.param('story') ?? '')
  if (!story) throw new Failure('not_found', 'There is no such story.')
  return story
}

interface ManageProps {
  subscription: Subscription
  tries: Tries
  channels: readonly Channel[]
  bounced: Awaited<ReturnType<typeof lastBounces>>
  alerts: readonly AlertRow[]
  muted: readonly { id: StoryId; headline: string }[]
  notSent: NotSent
  siteUrl: string
}

function ManagePage(props: ManageProps) {
  const { subscription, tries, channels, bounced, alerts, muted, notSent, siteUrl } = props
  const here = `/subscriptions/${subscription.manageToken}`
  return (
    <Layout title={subscription.title} modules={['preview.js']}>
      <header class="page-head">
        <p class="kicker">Alerts</p>
        <h1>{subscription.title}</h1>
        <p class="standfirst">
          {subscription.query === '' ? 'All that is new in a story.' : <code>{subscription.query}</code>}
        </p>
        <RulesLine subscription={subscription} />
        {subscription.endedAt && (
          <p>
            <strong>It ended</strong> <At at={subscription.endedAt} />.
          </p>
        )}
      </header>
      <section class="section" aria-labelledby="channels">
        <h2 id="channels">Where to</h2>
        <ul class="results">
          {channels.map((channel) => (
            <ChannelItem
              channel={channel}
              bounced={bounced.get(channel.id)}
              feed={`${siteUrl}/subscriptions/feed/${subscription.feedToken}.atom`}
            />
          ))}
        </ul>
        <p class="soft small">Keep the address of this page: who has it can change these alerts.</p>
      </section>
      <section class="section" aria-labelledby="told">
        <h2 id="told">What you were told</h2>
        {alerts.length === 0 ? <p class="soft">Nothing yet.</p> : null}
        <ol class="results">
          {alerts.map((alert) => (
            <AlertItem alert={alert} here={here} />
          ))}
        </ol>
      </section>
      <NotSentSection notSent={notSent} here={here} />
      {!subscription.endedAt && subscription.query !== '' && (
        <QueryForm subscription={subscription} tried={tries.query} />
      )}
      {!subscription.endedAt && <RulesForm subscription={subscription} tried={tries.rules} />}
      {muted.length > 0 && (
        <section class="section" aria-labelledby="muted">
          <h2 id="muted">Muted stories</h2>
          <ul class="results">
            {muted.map((story) => (
              <li>
                <form class="beside" method="post" action={`${here}/unmute/${story.id}`}>
                  <a href={`/stories/${story.id}`} dir="auto">
                    {story.headline}
                  </a>
                  <button class="button second small" type="submit">
                    Hear of it again
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!subscription.endedAt && (
        <form class="section" method="post" action={`${here}/unsubscribe`}>
          <button class="button second" type="submit">
            End these alerts
          </button>
        </form>
      )}
    </Layout>
  )
}

/** Shown with more than their host: the address of the others may be a secret. */
const pictured: ReadonlySet<ChannelKind> = new Set(['atom', 'email', 'webhook'])

interface ChannelItemProps {
  channel: Channel
  /** When a mail to it last came back, and why. */
  bounced: { at: Date; why: string } | undefined
  feed: string
}

function ChannelItem({ channel, bounced, feed }: ChannelItemProps) {
  return (
    <li>
      {channel.kind === 'atom' && (
        <>
          Feed: <a href={feed}>{feed}</a>
        </>
      )}
      {channel.kind === 'email' && (
        <>
          Mail to <bdi>{channel.address}</bdi>
          {!channel.confirmedAt && ', not confirmed yet'}
        </>
      )}
      {channel.kind === 'webhook' && (
        <>
          Webhook <code>{channel.address}</code>, signed with <code>{channel.secret}</code>
        </>
      )}
      {!pictured.has(channel.kind) && (
        <>
          {channelNames[channel.kind]} at <bdi>{new URL(channel.address).hostname}</bdi>
        </>
      )}
      {channel.endedAt && (
        <>
          {' '}
          – ended <At at={channel.endedAt} />: <bdi>{channel.endedWhy}</bdi>{' '}
          {channel.kind === 'email' && <a href="/subscriptions/new">Begin anew</a>}
        </>
      )}
      {!channel.endedAt && bounced && (
        <>
          {' '}
          – <At at={bounced.at} />: <bdi>{bounced.why}</bdi>
        </>
      )}
      {!channel.endedAt && channel.failures > 0 && (
        <>
          {' '}
          – failing: {channel.lastError}{' '}
          {channel.restingUntil && (
            <>
              It is tried again <At at={channel.restingUntil} />.
            </>
          )}
        </>
      )}
    </li>
  )
}

function AlertItem({ alert, here }: { alert: AlertRow; here: string }) {
  const { report, developments, gathered, story } = alert.body
  return (
    <li>
      {gathered ? (
        <p>{gathered} reports, gathered</p>
      ) : (
        <p lang={report.lang} dir={report.dir}>
          <a href={`/reports/${report.id}`}>{report.headline}</a>
        </p>
      )}
      <ul class="told">
        {developments.map((one) => (
          <li lang={(one.from ?? report).lang} dir={(one.from ?? report).dir}>
            {one.text}
          </li>
        ))}
      </ul>
      <p class="facts">
        <At at={alert.at} />
        {!gathered && <bdi>{report.source}</bdi>}
        {!gathered && <a href={`${here}/mute/${story.id}`}>Mute its story</a>}
      </p>
    </li>
  )
}
