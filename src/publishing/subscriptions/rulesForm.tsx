import type { Handler } from 'hono'
import { type Subscription, saveRules } from '../../db/subscriptions.ts'
import { Rules } from '../../domain/rules.ts'
import { Failure } from '../../failure.ts'
import { Input, Select } from '../site/forms.tsx'
import type { SubscriptionDeps } from './deps.ts'
import { heldSubscription } from './held.ts'

/** `POST /subscriptions/:token/rules`. What waits already goes out when it was to. */
export function changeRules({ db }: SubscriptionDeps): Handler {
  return async (c) => {
    const subscription = await heldSubscription(db, c)
    const data = await c.req.formData()
    const changed = rulesFrom((name) => {
      const value = data.get(name)
      return typeof value === 'string' ? value.trim() : ''
    })
    await saveRules(db, subscription.id, changed)
    return c.redirect(`/subscriptions/${subscription.manageToken}#rules`, 303)
  }
}

/** Reads rules as a form or a command gives them, each as text; empty where it is not wanted. Throws a Failure. */
export function rulesFrom(given: (name: string) => string): { rules: Rules; zone: string } {
  const [pace, from, to, mostAnHour, origins] = ['pace', 'quiet-from', 'quiet-to', 'most', 'origins'].map(
    given,
  )
  if (!from !== !to)
    throw new Failure('invalid', 'Quiet hours have a beginning and an end, like 22:00 and 07:00.')
  const zone = given('zone') || 'UTC'
  if (!isZone(zone)) throw new Failure('invalid', `There is no time zone ${zone}. One is Europe/Vienna.`)
  const rules = Rules.safeParse({
    pace:
      pace === 'daily' ? { kind: 'daily', at: given('daily-at') || '08:00' } : { kind: pace || 'at-once' },
    quiet: from ? { from, to, corrections: given('quiet-corrections') || 'wait' } : undefined,
    mostAnHour: mostAnHour ? Number(mostAnHour) : undefined,
    origins: origins ? Number(origins) : undefined,
    only: given('only') || undefined,
  })
  if (rules.success) return { rules: rules.data, zone }
  const [issue] = rules.error.issues
  throw new Failure('invalid', `${issue?.path.join(' ')}: ${issue?.message}`)
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export function RulesForm({ subscription }: { subscription: Subscription }) {
  const { rules, zone, manageToken } = subscription
  return (
    <section aria-labelledby="rules">
      <h2 id="rules" class="ruled">
        When and how much
      </h2>
      <form class="form" method="post" action={`/subscriptions/${manageToken}/rules`}>
        <Select
          name="pace"
          label="Alerts come"
          value={rules.pace.kind}
          choices={[
            { value: 'at-once', label: 'At once' },
            { value: 'hourly', label: 'Gathered, each full hour' },
            { value: 'daily', label: 'Gathered, once a day' },
          ]}
        />
        <Input
          name="daily-at"
          label="Time of the day, for once a day"
          value={rules.pace.kind === 'daily' ? rules.pace.at : '08:00'}
          placeholder="08:00"
          maxlength={5}
        />
        <Input
          name="quiet-from"
          label="Quiet from (may stay empty)"
          value={rules.quiet?.from}
          maxlength={5}
        />
        <Input name="quiet-to" label="Quiet until" value={rules.quiet?.to} maxlength={5} />
        <Select
          name="quiet-corrections"
          label="In quiet hours, corrections of what you were told"
          value={rules.quiet?.corrections ?? 'wait'}
          choices={[
            { value: 'wait', label: 'Wait too' },
            { value: 'pass', label: 'Come at once' },
          ]}
        />
        <Input name="zone" label="Time zone" value={zone} maxlength={64} />
        <Input
          name="most"
          label="At most in an hour (may stay empty); more are gathered"
          value={rules.mostAnHour?.toString()}
          maxlength={4}
        />
        <Input
          name="origins"
          label="Only what so many independent origins say"
          value={String(rules.origins)}
          maxlength={2}
        />
        <Select
          name="only"
          label="Only"
          value={rules.only}
          choices={[
            { value: 'all', label: 'All that is new' },
            { value: 'figures', label: 'New and changed figures' },
            { value: 'corrections', label: 'Corrections, denials and withdrawals' },
          ]}
        />
        <p class="soft small">
          A correction of what you were told always reaches you, also where you muted its story. What waits
          already goes out when it was to.
        </p>
        <button class="button" type="submit">
          Change
        </button>
      </form>
    </section>
  )
}
