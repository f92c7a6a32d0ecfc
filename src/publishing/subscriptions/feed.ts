import { generateAtomFeed } from 'feedsmith'
import type { Handler } from 'hono'
import { type AlertRow, alertsOf } from '../../db/alerts.ts'
import { findSubscription, type Subscription } from '../../db/subscriptions.ts'
import type { AlertBody } from '../../domain/alerts.ts'
import { Failure } from '../../failure.ts'
import { answerUnlessSame } from '../feeds/answerUnlessSame.ts'
import { listed } from '../site/words.ts'
import type { SubscriptionDeps } from './deps.ts'

const entries = 50

/** `GET /subscriptions/feed/:token.atom`: what a subscription was told, for its owner alone. */
export function alertFeed({ db, config }: SubscriptionDeps): Handler {
  return async (c) => {
    const token = (c.req.param('file') ?? '').replace(/\.atom$/, '')
    const subscription = await findSubscription(db, { feedToken: token })
    if (!subscription) throw new Failure('not_found', 'There is no such feed.')
    if (subscription.endedAt) return c.text('This subscription has ended.', 410)
    const alerts = await alertsOf(db, subscription.id, entries)
    return answerUnlessSame(c, feedOf(subscription, alerts, config.siteUrl), {
      'content-type': 'application/atom+xml; charset=utf-8',
    })
  }
}

function feedOf(subscription: Subscription, alerts: readonly AlertRow[], siteUrl: string): string {
  return generateAtomFeed({
    // The token is a secret, so the feed is not called by its address.
    id: `urn:mainsource:${subscription.id}`,
    title: { value: `Alerts: ${subscription.title}` },
    updated: alerts[0]?.at ?? subscription.createdAt,
    links: [
      {
        href: `${siteUrl}/subscriptions/feed/${subscription.feedToken}.atom`,
        rel: 'self',
        type: 'application/atom+xml',
      },
      { href: `${siteUrl}/subscriptions/${subscription.manageToken}`, rel: 'alternate', type: 'text/html' },
    ],
    entries: alerts.map((alert) => entryOf(alert, siteUrl)),
  })
}

function entryOf({ id, body, at }: AlertRow, siteUrl: string) {
  const { report } = body
  return {
    id: `urn:mainsource:${id}`,
    title: {
      value: report.headline,
      type: 'text' as const,
      ...(report.lang ? { xml: { lang: report.lang } } : {}),
    },
    updated: at,
    published: at,
    authors: [{ name: report.source }],
    links: [
      { href: `${siteUrl}/reports/${report.id}`, rel: 'alternate', type: 'text/html' },
      ...(body.mainSource.url ? [{ href: body.mainSource.url, rel: 'via' }] : []),
    ],
    content: {
      value: told(body),
      type: 'text' as const,
      ...(report.lang ? { xml: { lang: report.lang } } : {}),
    },
  }
}

function told({ developments, mainSource }: AlertBody): string {
  const lines = developments.map(
    ({ text, speaker, before, origins = [] }) =>
      `${speaker ? `${speaker}: ` : ''}${text}${before ? `\n(Before: ${before})` : ''}${
        origins.length > 1 ? `\n(${origins.length} independent origins say so: ${listed(origins)})` : ''
      }`,
  )
  return [...lines, `Main source: ${mainSource.name}`].join('\n\n')
}
