import type { FeedFormat, ParsedFeed } from './feeds/feed.ts'

const names: Record<FeedFormat, string> = {
  rss: 'RSS',
  rdf: 'RSS 1.0 (RDF)',
  atom: 'Atom',
  cdf: 'CDF',
  json: 'JSON Feed',
  sitemap: 'sitemap',
  'news-sitemap': 'news sitemap',
  'sitemap-index': 'sitemap index',
}

/** A feed's format as people call it, such as "RSS 2.0". */
export function formatInWords(feed: Pick<ParsedFeed, 'format' | 'version'>): string {
  const version = /^\d[\d.]{0,6}$/.test(feed.version ?? '') ? ` ${feed.version}` : ''
  return feed.format === 'rdf' ? names.rdf : names[feed.format] + version
}
