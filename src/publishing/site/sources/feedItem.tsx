import type { FeedHealth } from '../../../db/pages/sources.ts'
import { At } from '../times.tsx'
import { hostOf, webAddress } from '../words.ts'
import { shownHealth } from './health.ts'

/** A feed with how it is doing: last fetch, failure in words, silence, next poll. */
export function FeedItem({ feed, now }: { feed: FeedHealth; now: Date }) {
  const health = shownHealth(feed, now)
  const address = webAddress(feed.url)
  return (
    <li class="feed">
      <p>
        <span class={`health is-${health.state}`}>{health.words}</span>{' '}
        <span class="feed-address">
          {address ? (
            <a href={address} rel="noopener noreferrer external">
              {shorter(feed.url)}
            </a>
          ) : (
            feed.url
          )}
        </span>
      </p>
      {health.say && <p class="feed-error">{health.say}</p>}
      <p class="facts">
        <span>{feed.format ?? feed.kind}</span>
        {feed.lastFetchedAt && (
          <span>
            fetched <At at={feed.lastFetchedAt} />
          </span>
        )}
        {feed.lastItemAt && (
          <span>
            last item <At at={feed.lastItemAt} />
          </span>
        )}
        {feed.status === 'active' && (
          <span>
            next <At at={feed.nextPollAt} />
          </span>
        )}
        {feed.movedFrom && <span>moved here from {hostOf(feed.movedFrom)}</span>}
      </p>
    </li>
  )
}

function shorter(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
}
