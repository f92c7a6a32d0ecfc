import { At } from '../times.tsx'
import { number } from '../words.ts'

/** Beside a thing that was shown since this reader's last visit. */
export function NewMark() {
  return <span class="new-mark">New to you</span>
}

/** How many things of a story were shown since this reader looked at it. */
export function NewCount({ count }: { count: number }) {
  return <span class="new-mark">{number(count)} new to you</span>
}

interface NewSinceProps {
  /** When the reader's last visit ended. */
  since: Date
  now: Date
  count: number
  /** Where the first of them is on the page. */
  first?: string
}

/** Up to here a day of the week tells which day it was. */
const weekdayTellsMs = 6 * 86_400_000

/** "3 new since your visit on Monday at 14:05", with the way to the first. */
export function NewSince({ since, now, count, first }: NewSinceProps) {
  const shape = now.getTime() - since.getTime() < weekdayTellsMs ? 'weekday' : 'day'
  return (
    <p class="new-since">
      {count === 0 ? 'Nothing new' : <strong>{number(count)} new</strong>} since your visit on{' '}
      <At at={since} shape={shape} /> at <At at={since} shape="time" />
      {first && (
        <>
          {': '}
          <a href={`#${first}`}>{count === 1 ? 'see it' : 'see the newest'}</a>
        </>
      )}
    </p>
  )
}
