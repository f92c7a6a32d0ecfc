import type { Handler } from 'hono'
import { endSubscription } from '../../db/subscriptions.ts'
import { Layout } from '../site/layout.tsx'
import type { SubscriptionDeps } from './deps.ts'
import { heldSubscription } from './held.ts'

/** `GET /subscriptions/:token/unsubscribe`: asks; opening a link ends nothing. */
export function unsubscribeForm({ db }: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(db, c)
    if (subscription.endedAt) return c.html(<EndedPage title={subscription.title} />)
    return c.html(
      <Layout title="Unsubscribe">
        <section class="empty asks">
          <h1>Unsubscribe</h1>
          <p>
            No more alerts about <strong>{subscription.title}</strong>?
          </p>
          <form method="post" action={`/subscriptions/${subscription.manageToken}/unsubscribe`}>
            <button class="button" type="submit">
              Unsubscribe
            </button>
          </form>
        </section>
      </Layout>,
    )
  }
}

/** `POST /subscriptions/:token/unsubscribe`: by the button, or by a mail program's one click (RFC 8058). */
export function unsubscribe({ db, now }: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(db, c)
    await endSubscription(db, subscription.id, now())
    return c.html(<EndedPage title={subscription.title} />)
  }
}

function EndedPage({ title }: { title: string }) {
  return (
    <Layout title="Unsubscribed">
      <section class="empty asks">
        <h1>Unsubscribed</h1>
        <p>
          There will be no more alerts about <strong>{title}</strong>.
        </p>
        <p>
          <a href="/subscriptions/new">Make other alerts</a>
        </p>
      </section>
    </Layout>
  )
}
