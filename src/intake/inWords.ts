import type { Feed } from '../db/feeds.ts'

const kinds = { feed: 'Feed', sitemap: 'Sitemap', page: 'Page' } as const

/** What is followed, such as "Feed: The Harbour Post (RSS 2.0, 20 items)". */
export function feedInWords(feed: Pick<Feed, 'kind' | 'title' | 'url' | 'format'>, items?: number): string {
  const count = items === undefined ? undefined : `${items} ${items === 1 ? 'item' : 'items'}`
  const details = [feed.format, count].filter(Boolean).join(', ')
  return `${kinds[feed.kind]}: ${feed.title ?? feed.url}${details && ` (${details})`}`
}

/** An interval as people say it, such as "about every 15 minutes". */
export function everyInWords(seconds: number | undefined): string {
  if (seconds === undefined) return 'by its rhythm'
  for (const [size, name] of [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const) {
    const count = seconds / size
    if (count >= 0.95 && count <= 1.1) return `about every ${name}`
    if (count >= 1.75) return `about every ${Math.round(count)} ${name}s`
  }
  return `about every ${Math.max(1, Math.round(seconds))} seconds`
}
