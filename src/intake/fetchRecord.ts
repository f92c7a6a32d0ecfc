import type { NewFetch } from '../db/fetches.ts'
import type { FeedId } from '../domain/ids.ts'
import type { Fault, Fetched } from './fetching/fetched.ts'

/**
 * A fetch as it is kept. `unreadable` is why what came in order could not be used, in which case it counts as failed;
 * `repairs` what had to be made good in reading it.
 */
export function fetchRecord(
  fetched: Fetched,
  feedId: FeedId | undefined,
  read: { readonly unreadable?: Fault; readonly repairs?: readonly string[] } = {},
): NewFetch {
  const failed = fetched.kind === 'failed' ? fetched : read.unreadable
  return {
    feedId,
    url: fetched.url,
    finalUrl: fetched.finalUrl === fetched.url ? undefined : fetched.finalUrl,
    startedAt: fetched.startedAt,
    tookMs: fetched.tookMs,
    outcome: failed ? 'failed' : fetched.kind === 'ok' ? 'ok' : 'not-modified',
    status: fetched.status,
    why: failed && `${failed.why}: ${failed.say}`,
    bodyHash: fetched.kind === 'ok' ? fetched.hash : undefined,
    bodyBytes: fetched.kind === 'ok' ? fetched.body.length : undefined,
    repairs: [...(fetched.kind === 'ok' ? fetched.repairs : []), ...(read.repairs ?? [])],
  }
}

/** A fetch for which there was no turn is none: nothing was requested. */
export function wasMade(fetched: Fetched): boolean {
  return fetched.kind !== 'failed' || fetched.why !== 'busy'
}
