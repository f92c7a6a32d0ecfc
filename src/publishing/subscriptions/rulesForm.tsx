import type { Subscription } from '../../db/subscriptions.ts'
import { rulesInWords } from '../../domain/rules.ts'
import { Input, Notice, Select } from '../site/forms.tsx'
import { type WrittenRules, writeRules } from './readRules.ts'

export function textIn(data: FormData, name: string): string | undefined {
  const value = data.get(name)
  return typeof value === 'string' ? value : undefined
}

/** Rules as they were filled in, and what is wrong with them. */
export interface TriedRules {
  readonly written: WrittenRules
  readonly error: string
}

export function RulesForm({ subscription, tried }: { subscription: Subscription; tried?: TriedRules }) {
  return (
    <section class="section" aria-labelledby="rules">
      <h2 id="rules">When and how much</h2>
      <form class="form" method="post" action={`/subscriptions/${subscription.manageToken}/rules`}>
        {tried && <Notice kind="bad">{tried.error}</Notice>}
        <RulesFields written={tried?.written ?? writeRules(subscription)} />
        <p class="soft small">What waits already goes out when it was to.</p>
        <button class="button" type="submit">
          Change
        </button>
      </form>
    </section>
  )
}

/** What is heeded, in a line that leads to where it is changed; nothing where all is as by default. */
export function RulesLine({ subscription: { rules, zone } }: { subscription: Subscription }) {
  const words = rulesInWords(rules, zone).join('; ')
  if (words === '') return null
  return (
    <p class="soft">
      {words.charAt(0).toUpperCase() + words.slice(1)}. <a href="#rules">Change</a>
    </p>
  )
}

/** What a subscriber wants heeded, to be filled in. */
export function RulesFields({ written, isNew = false }: { written: WrittenRules; isNew?: boolean }) {
  return (
    <>
      <Select
        name="pace"
        label="Alerts come"
        value={written.pace}
        choices={[
          { value: 'at-once', label: 'At once' },
          { value: 'hourly', label: 'Gathered, each full hour' },
          { value: 'daily', label: 'Gathered, once a day' },
        ]}
      />
      <Input
        name="daily-at"
        type="time"
        label="Time of the day, for once a day"
        value={written['daily-at']}
      />
      <fieldset class="field">
        <legend>Quiet hours</legend>
        <p class="hint">Nothing is sent in them; it comes after. Leave both empty for none.</p>
        <div class="inline-form">
          <Input name="quiet-from" type="time" label="From" value={written['quiet-from']} />
          <Input name="quiet-to" type="time" label="Until" value={written['quiet-to']} />
        </div>
      </fieldset>
      <Select
        name="quiet-corrections"
        label="In quiet hours, corrections of what you were told"
        value={written['quiet-corrections']}
        choices={[
          { value: 'wait', label: 'Wait too' },
          { value: 'pass', label: 'Come at once' },
        ]}
      />
      <Input
        name="zone"
        label="Time zone of these times"
        hint="Like Europe/Vienna."
        value={written.zone}
        maxlength={64}
        data-zone={isNew && written.zone === 'UTC' ? 'own' : undefined}
      />
      <Input
        name="most"
        type="number"
        label="At most in an hour"
        hint="More are gathered into one. Empty for as many as there are."
        value={written.most}
        min={1}
        max={1000}
      />
      <Input
        name="origins"
        type="number"
        label="Only what so many independent origins say"
        hint="1 tells you at once; 2 waits until a second one says it too."
        value={written.origins}
        min={1}
        max={20}
      />
      <Select
        name="only"
        label="Only"
        value={written.only}
        choices={[
          { value: 'all', label: 'All that is new' },
          { value: 'figures', label: 'New and changed figures' },
          { value: 'corrections', label: 'Corrections, denials and withdrawals' },
        ]}
      />
      <p class="soft small">
        A correction of what you were told always reaches you, also where you muted its story.
      </p>
    </>
  )
}
