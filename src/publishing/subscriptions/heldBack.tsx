import type { Handler } from 'hono'
import { countHeldBack, type HeldBack, listHeldBack, sendHeldBack } from '../../db/heldBack.ts'
import type { Db } from '../../db/open.ts'
import type { SubscriptionId } from '../../domain/ids.ts'
import { type HeldReason, reasonWords } from '../../domain/rules.ts'
import type { Handoff } from '../../stage.ts'
import { At } from '../site/times.tsx'
import { number } from '../site/words.ts'
import type { SubscriptionDeps } from './deps.ts'
import { heldSubscription } from './held.ts'

const shown = 50
const sentAtOnce = 100

export interface NotSent {
  readonly counts: readonly { reason: HeldReason; count: number }[]
  readonly newest: readonly HeldBack[]
}

export async function notSentBy(db: Db, id: SubscriptionId): Promise<NotSent> {
  return { counts: await countHeldBack(db, id), newest: await listHeldBack(db, id, { limit: shown }) }
}

/** `POST /subscriptions/:token/held/send`: sends what was held back after all: those of the ids given. */
export function sendAfterAll(deps: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(deps.db, c)
    const data = await c.req.formData()
    const ids = data.getAll('id').filter((one) => typeof one === 'string')
    await deps.alerts.inTransaction(async (tx) => {
      const alerts = await sendHeldBack(tx, subscription.id, ids.slice(0, sentAtOnce), deps.now())
      return { handoffs: alerts.map((alertId): Handoff => ({ to: 'alert.raised', message: { alertId } })) }
    })
    return c.redirect(`/subscriptions/${subscription.manageToken}#not-sent`, 303)
  }
}

/** "209 not sent", with the reason of each. */
export function NotSentSection({ notSent, here }: { notSent: NotSent; here: string }) {
  const { counts, newest } = notSent
  const all = counts.reduce((sum, one) => sum + one.count, 0)
  return (
    <section class="section" aria-labelledby="not-sent">
      <h2 id="not-sent">{all === 0 ? 'Nothing was held back' : `${all} not sent`}</h2>
      {all > 0 && (
        <details class="more">
          <summary>What, and why not</summary>
          <ul class="reasons">
            {counts.map(({ reason, count }) => (
              <li>
                <strong>{number(count)}</strong> {reasonWords[reason]}
              </li>
            ))}
          </ul>
          <ol class="results">
            {newest.map((one) => (
              <HeldItem one={one} here={here} />
            ))}
          </ol>
          <form class="send-all" method="post" action={`${here}/held/send`}>
            {newest.map((one) => (
              <input type="hidden" name="id" value={one.id} />
            ))}
            <button class="button second" type="submit">
              {newest.length < all
                ? `Send the newest ${newest.length} after all`
                : 'Send all of them after all'}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

function HeldItem({ one, here }: { one: HeldBack; here: string }) {
  const { report } = one.body
  return (
    <li>
      <form class="beside" method="post" action={`${here}/held/send`}>
        <input type="hidden" name="id" value={one.id} />
        <a href={`/reports/${report.id}`} lang={report.lang} dir={report.dir}>
          {report.headline}
        </a>
        {one.reason !== 'withdrawn' && (
          <button class="button second small" type="submit">
            Send it<span class="hidden-visually"> after all: {report.headline}</span>
          </button>
        )}
      </form>
      <p class="facts">
        <bdi>{report.source}</bdi>
        <At at={one.at} />
        <span>
          {reasonWords[one.reason]}
          {one.dueAt && (
            <>
              , until <At at={one.dueAt} />
            </>
          )}
        </span>
      </p>
    </li>
  )
}
