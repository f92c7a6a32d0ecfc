import type { Reply } from './outgoing.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
/** How long a callback is left alone after each failure in a row; then after each the last. */
const restsMs = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour]
/** After so many failures in a row, some twelve hours, it is tried again only when there is something newer. */
const mostTries = 10
/** After so many, some four days of a feed that changes, it is taken to be gone for good. */
const mostFailures = 30
const jitter = 0.2

export type AfterPush =
  | { readonly kind: 'has' }
  /** It wants no more (410), or has not been there for days. */
  | { readonly kind: 'ended' }
  /** It is left alone until then; `triesAgain` where the same content is sent again by itself. */
  | { readonly kind: 'rests'; readonly until: Date; readonly why: string; readonly triesAgain: boolean }

/** What follows from sending to a callback that failed `failures` times in a row before. `random` is from 0 to 1. */
export function decidePush(reply: Reply, failures: number, now: Date, random: number): AfterPush {
  if (reply.kind === 'answered' && reply.isOk) return { kind: 'has' }
  if (reply.kind === 'answered' && reply.status === 410) return { kind: 'ended' }
  if (failures + 1 >= mostFailures) return { kind: 'ended' }
  const rest = restsMs[Math.min(failures, restsMs.length - 1)]! * (1 + jitter * random)
  const asked = reply.kind === 'answered' ? (reply.pauseSeconds ?? 0) * second : 0
  return {
    kind: 'rests',
    until: new Date(now.getTime() + Math.max(rest, asked)),
    why: reply.kind === 'failed' ? reply.why : `It answered ${reply.status}.`,
    triesAgain: failures + 1 < mostTries,
  }
}
