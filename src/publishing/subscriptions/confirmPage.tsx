import type { Context, Handler } from 'hono'
import { type Channel, confirmChannel, findChannel } from '../../db/channels.ts'
import type { Db } from '../../db/open.ts'
import { findSubscription, type Subscription } from '../../db/subscriptions.ts'
import { Failure } from '../../failure.ts'
import { Layout } from '../site/layout.tsx'
import type { SubscriptionDeps } from './deps.ts'

/** `GET /subscriptions/confirm/:token`: asks. Only the button confirms, for mail programs open links by themselves. */
export function confirmForm({ db }: SubscriptionDeps): Handler {
  return async (c) => {
    const { subscription, channel } = await asked(db, c)
    if (channel.confirmedAt) return c.redirect(`/subscriptions/${subscription.manageToken}`, 303)
    return c.html(
      <Layout title="Confirm your alerts">
        <section class="empty asks">
          <h1>Confirm your alerts</h1>
          <p>
            Alerts about <strong>{subscription.title}</strong> will be sent to <bdi>{channel.address}</bdi>.
          </p>
          <form method="post" action={`/subscriptions/confirm/${channel.confirmToken}`}>
            <button class="button" type="submit">
              Yes, send them
            </button>
          </form>
        </section>
      </Layout>,
    )
  }
}

/** `POST /subscriptions/confirm/:token`. */
export function confirm({ db, now }: SubscriptionDeps): Handler {
  return async (c) => {
    const { subscription, channel } = await asked(db, c)
    await confirmChannel(db, channel.id, now())
    return c.redirect(`/subscriptions/${subscription.manageToken}`, 303)
  }
}

async function asked(db: Db, c: Context): Promise<{ subscription: Subscription; channel: Channel }> {
  const channel = await findChannel(db, { confirmToken: c.req.param('token') ?? '' })
  const subscription = channel && (await findSubscription(db, { id: channel.subscriptionId }))
  if (!channel || !subscription || channel.endedAt || subscription.endedAt) {
    throw new Failure(
      'not_found',
      'There is nothing to confirm here: the link is old, or the subscription has ended.',
    )
  }
  return { subscription, channel }
}
