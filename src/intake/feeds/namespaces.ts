/** Elements of these vocabularies go by their bare name, whatever prefix the document gave them. */
const core = ''

const byAddress: Record<string, string> = {
  'http://purl.org/rss/1.0': core,
  'http://purl.org/net/rss1.1': core,
  'http://my.netscape.com/rdf/simple/0.9': core,
  'http://channel.netscape.com/rdf/simple/0.9': core,
  'http://example.com/newformat': core,
  'http://example.com/necho': core,
  'http://purl.org/echo': core,
  'http://backend.userland.com/rss': core,
  'http://blogs.law.harvard.edu/tech/rss': core,
  'http://www.sitemaps.org/schemas/sitemap/0.9': core,
  'http://www.google.com/schemas/sitemap/0.84': core,
  'http://www.google.com/schemas/sitemap/0.9': core,
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns#': 'atom',
  'http://purl.org/atom/ns': 'atom',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'http://purl.org/dc/elements/1.0': 'dc',
  'http://purl.org/dc/elements/1.1': 'dc',
  'http://purl.org/dc/terms': 'dcterms',
  'http://purl.org/rss/1.0/modules/content': 'content',
  'http://purl.org/rss/1.0/modules/syndication': 'sy',
  'http://purl.org/rss/1.0/modules/company': 'co',
  'http://purl.org/rss/1.0/modules/annotate': 'annotate',
  'http://search.yahoo.com/mrss': 'media',
  'http://video.search.yahoo.com/mrss': 'media',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://example.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://www.w3.org/xml/1998/namespace': 'xml',
  'http://www.w3.org/1999/xlink': 'xlink',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news',
  'http://www.google.com/schemas/sitemap-image/1.1': 'image',
  'http://www.google.com/schemas/sitemap-video/1.1': 'video',
  'http://wellformedweb.org/commentapi': 'wfw',
  'http://purl.org/syndication/thread/1.0': 'thr',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.w3.org/2000/svg': 'svg',
  'http://www.w3.org/1998/math/mathml': 'math',
  'http://prismstandard.org/namespaces/1.2/basic': 'prism',
  'http://webns.net/mvcb': 'admin',
}

/** The prefix an address of a namespace is known by here; undefined for one that is not known. */
export function prefixOf(address: string): string | undefined {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/[#/]+$/, '')
  if (plain.startsWith('http://backend.userland.com/rss')) return core
  return byAddress[plain]
}
