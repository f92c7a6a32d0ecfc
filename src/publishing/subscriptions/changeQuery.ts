import type { Handler } from 'hono'
import { type Subscription, saveQuery } from '../../db/subscriptions.ts'
import { parseQuery } from '../../text/queries/parse.ts'
import type { SubscriptionDeps } from './deps.ts'
import { heldSubscription } from './held.ts'
import { titleFrom } from './make.ts'
import { managePage } from './managePage.tsx'
import { textIn } from './rulesForm.tsx'

/** `POST /subscriptions/:token/query`: tries another query by the rules that hold, or asks by it from now on. */
export function changeQuery(deps: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(deps.db, c)
    const data = await c.req.formData()
    const query = textIn(data, 'query')?.trim() ?? ''
    const isTried = data.get('preview') !== null
    const parsed = parseQuery(query)
    if (!parsed.ok) {
      const page = await managePage(deps, subscription, { query: { query, error: parsed } })
      return c.html(page, isTried ? 200 : 422)
    }
    if (isTried) {
      const { rules, zone, storyId: story } = subscription
      const preview = await deps.alerts.preview(parsed.query, { rules, zone, story })
      return c.html(await managePage(deps, subscription, { query: { query, preview } }))
    }
    await saveQuery(deps.db, subscription.id, { query, title: retitled(subscription, query) })
    return c.redirect(`/subscriptions/${subscription.manageToken}`, 303)
  }
}

/** What was called by its query is called by the new one. */
function retitled({ title, query: before }: Subscription, query: string): string {
  return title === titleFrom(before) ? titleFrom(query) : title
}
