import { describe, expect, test } from 'vitest'
import type { FeedOrigin, ParsedFeed } from '../../../src/intake/feeds/feed.ts'
import { parseFeed } from '../../../src/intake/feeds/parse.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function feedIn(
  text: string | Uint8Array,
  about: FeedOrigin = { url: 'https://harbour.example/feed' },
): ParsedFeed {
  const found = parseFeed(typeof text === 'string' ? bytes(text) : text, about)
  if (found.kind !== 'feed') throw new Error(`It should be a feed: ${found.why}`)
  return found
}

const rss = (items: string, attributes = '', head = '') =>
  `<?xml version="1.0"?><rss version="2.0" ${attributes}><channel><title>The Harbour Post</title>${head}${items}</channel></rss>`

describe('RSS', () => {
  const feed = feedIn(
    rss(
      `<item>
        <title>Ferry &amp;amp; lock reopen</title>
        <link>/2024/ferry?a=1&amp;b=2</link>
        <guid isPermaLink="false">hp-1</guid>
        <pubDate>Tue, 05 Mar 2024 08:30:00 +0200</pubDate>
        <dc:creator>Mira Okonjo</dc:creator><dc:creator>Jon Tal</dc:creator>
        <category domain="https://harbour.example/t">Transport</category>
        <description>The ferry &lt;b&gt;runs&lt;/b&gt; &lt;a href="/map"&gt;again&lt;/a&gt;.</description>
        <content:encoded><![CDATA[<p>Full text</p>]]></content:encoded>
        <enclosure url="https://harbour.example/a.jpg" type="image/jpeg" length="12"/>
        <source url="https://wire.example/rss">The Wire</source>
      </item>`,
      'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"',
      `<link>https://harbour.example/</link><language>en-gb</language><ttl>15</ttl>
       <atom:link rel="self" href="https://harbour.example/feed"/><atom:link rel="hub" href="https://hub.example/"/>
       <skipHours><hour>2</hour><hour>24</hour></skipHours>`,
    ),
  )
  const item = feed.items[0]!

  test('gives what the channel says of itself', () => {
    expect(feed).toMatchObject({
      format: 'rss',
      version: '2.0',
      title: 'The Harbour Post',
      link: 'https://harbour.example/',
      self: 'https://harbour.example/feed',
      hubs: ['https://hub.example/'],
      lang: 'en-gb',
      rhythm: { ttlMinutes: 15, skipHours: [2, 0] },
      repairs: [],
    })
  })

  test('gives an item with absolute addresses, a title in plain text and the zone its date was printed in', () => {
    expect(item).toMatchObject({
      key: 'hp-1',
      guid: 'hp-1',
      url: 'https://harbour.example/2024/ferry?a=1&b=2',
      title: 'Ferry & lock reopen',
      published: { at: '2024-03-05T06:30:00.000Z', zone: '+0200', precision: 'second', basis: 'feed' },
      authors: [{ name: 'Mira Okonjo' }, { name: 'Jon Tal' }],
      categories: [{ term: 'Transport', scheme: 'https://harbour.example/t' }],
      enclosures: [{ url: 'https://harbour.example/a.jpg', type: 'image/jpeg', length: 12 }],
      lang: 'en-gb',
    })
    expect(item.summary?.html).toBe('The ferry <b>runs</b> <a href="https://harbour.example/map">again</a>.')
    expect(item.content?.html).toBe('<p>Full text</p>')
  })

  test('says where an item was taken from', () => {
    expect(item.source).toMatchObject({ title: 'The Wire', self: 'https://wire.example/rss' })
  })
})

test('Atom keeps the base and the language of each text, and its links by what they are for', () => {
  const feed =
    feedIn(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://gazette.example/a/">
    <title>La Gazette</title>
    <entry><id>tag:gazette.example,2024:1</id><title type="html">Le &lt;em&gt;port&lt;/em&gt;</title>
      <link href="un"/><link rel="via" href="https://wire.example/1"/>
      <updated>2024-03-05T08:30:00.5+01:00</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p lang="fr">Un <img src="../p.png"/></p></div></content>
      <summary xml:lang="en">1 &lt; 2</summary>
      <source><id>s1</id><title>The Wire</title></source>
    </entry></feed>`)
  const entry = feed.items[0]!
  expect(feed).toMatchObject({ format: 'atom', version: '1.0', lang: 'fr', title: 'La Gazette' })
  expect(entry).toMatchObject({
    key: 'tag:gazette.example,2024:1',
    title: 'Le port',
    titleLang: 'fr',
    url: 'https://gazette.example/a/un',
    updated: { at: '2024-03-05T07:30:00.500Z', zone: '+01:00' },
    content: {
      html: '<p lang="fr">Un <img src="https://gazette.example/p.png"></p>',
      base: 'https://gazette.example/a/',
    },
    summary: { html: '1 &lt; 2', lang: 'en' },
    source: { id: 's1', title: 'The Wire' },
  })
  expect(entry.links.map(({ rel }) => rel)).toEqual(['alternate', 'via'])
})

test('RDF has its items beside the channel', () => {
  const feed =
    feedIn(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://d.example/"><title>Depeschen</title><link>https://d.example/</link></channel>
    <item rdf:about="https://d.example/1"><title>Eins</title><link>https://d.example/1</link></item></rdf:RDF>`)
  expect(feed).toMatchObject({ format: 'rdf', title: 'Depeschen', link: 'https://d.example/' })
  expect(feed.items[0]).toMatchObject({ guid: 'https://d.example/1', title: 'Eins' })
})

test('a JSON Feed is read like any other', () => {
  const feed = feedIn(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Notes',
      home_page_url: 'https://n.example/',
      language: 'en',
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }],
      items: [
        {
          id: 7,
          url: '/7',
          content_text: 'a < b',
          date_published: '2024-01-02T03:04:05Z',
          authors: [{ name: 'Ada Lind' }],
        },
      ],
    }),
  )
  expect(feed).toMatchObject({
    format: 'json',
    version: '1.1',
    title: 'Notes',
    hubs: ['https://hub.example/'],
  })
  expect(feed.items[0]).toMatchObject({
    key: '7',
    url: 'https://harbour.example/7',
    content: { html: 'a &lt; b' },
    published: { at: '2024-01-02T03:04:05.000Z' },
    authors: [{ name: 'Ada Lind' }],
  })
})

test('a news sitemap gives the title, the paper and the time of each page', () => {
  const feed =
    feedIn(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://p.example/a</loc><lastmod>2024-05-01</lastmod><n:news>
      <n:publication><n:name>The Post</n:name><n:language>en</n:language></n:publication>
      <n:publication_date>2024-05-01T10:00Z</n:publication_date><n:title>Tide &amp; time</n:title></n:news></url>
    <url><loc>https://p.example/b</loc></url></urlset>`)
  expect(feed.format).toBe('news-sitemap')
  expect(feed.items).toHaveLength(2)
  expect(feed.items[0]).toMatchObject({
    key: 'https://p.example/a',
    title: 'Tide & time',
    publisher: { name: 'The Post' },
    lang: 'en',
    published: { at: '2024-05-01T10:00:00.000Z', precision: 'minute' },
    updated: { at: '2024-05-01T00:00:00.000Z', precision: 'day' },
  })
})

test('a sitemap index gives its sitemaps', () => {
  const feed = feedIn('<sitemapindex><sitemap><loc>https://p.example/1.xml</loc></sitemap></sitemapindex>')
  expect(feed).toMatchObject({ format: 'sitemap-index', sitemaps: [{ url: 'https://p.example/1.xml' }] })
})

describe('what is broken is made good and said', () => {
  test('an item that was not closed ends where the next begins', () => {
    const feed = feedIn(rss('<item><guid>1</guid><title>One<item><guid>2</guid><title>Two</title></item>'))
    expect(feed.items.map(({ guid }) => guid)).toEqual(['1', '2'])
    expect(feed.repairs.join()).toMatch(/not closed/)
  })

  test('a feed that was cut off gives what came', () => {
    const feed = feedIn(
      '<rss><channel><title>Cut</title><item><guid>1</guid><title>One</title></item><item><title>Tw',
    )
    expect(feed.items.map(({ title }) => title)).toEqual(['One', 'Tw'])
    expect(feed.repairs).toContain('the feed ended before it was complete')
  })

  test('items without an id go by their address, or by their text', () => {
    const feed = feedIn(rss('<item><link>https://h.example/1</link></item><item><title>Bare</title></item>'))
    expect(feed.items[0]!.key).toBe('https://h.example/1')
    expect(feed.items[1]!.key).toMatch(/^hash:/)
    expect(feed.repairs).toContain('2 items had no id')
  })

  test('a date that nobody can read is left out and counted', () => {
    const feed = feedIn(rss('<item><guid>1</guid><pubDate>the day after tomorrow</pubDate></item>'))
    expect(feed.items[0]!.published).toBeUndefined()
    expect(feed.repairs).toContain('1 date could not be read')
  })

  test('HTML entities, undeclared prefixes and raw ampersands do no harm', () => {
    const feed = feedIn(
      rss(
        '<item><guid>1</guid><title>Caf&eacute; R&D &bogus;</title><media:keywords>a, b</media:keywords></item>',
      ),
    )
    expect(feed.items[0]).toMatchObject({
      title: 'Café R&D &bogus;',
      categories: [{ term: 'a' }, { term: 'b' }],
    })
    expect(feed.repairs.join()).toMatch(/1 entity was not known.*1 prefix was not declared/)
  })

  test('markup in a description that was not escaped is markup', () => {
    const feed = feedIn(rss('<item><guid>1</guid><description>One<br>two <b>three</description></item>'))
    expect(feed.items[0]!.summary?.html).toBe('One<br>two <b>three</b>')
  })

  test('words before the document are passed over', () => {
    const feed = feedIn(`Warning: something failed on line 3\n${rss('<item><guid>1</guid></item>')}`)
    expect(feed.items).toHaveLength(1)
    expect(feed.repairs).toContain('there was text before the feed')
  })
})

describe('what is no feed is a reason', () => {
  test.each([
    ['', 'empty'],
    ['   \n', 'empty'],
    ['<!doctype html><html><head><title>Home</title></head></html>', 'page'],
    ['<opml version="2.0"><body/></opml>', 'opml'],
    ['{"error": "no"}', 'not-a-feed'],
    ['{"items": [', 'not-a-feed'],
    ['just words', 'not-a-feed'],
    ['<note>hello</note>', 'not-a-feed'],
  ])('%j', (text, reason) => {
    expect(parseFeed(bytes(text))).toMatchObject({ kind: 'unreadable', reason })
  })
})

describe('hostile documents', () => {
  test('an entity bomb stays as small as it came', () => {
    const levels = Array.from(
      { length: 12 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('')
    const bomb = `<!DOCTYPE rss [<!ENTITY l0 "lol">${levels}]><rss><channel><title>&l12;</title></channel></rss>`
    const feed = feedIn(bomb)
    expect((feed.title ?? '').length).toBeLessThan(bomb.length)
  })

  test('a simple entity that the document declares is what it says', () => {
    const feed = feedIn(
      '<!DOCTYPE rss [<!ENTITY paper "The Post">]><rss><channel><title>&paper;</title></channel></rss>',
    )
    expect(feed.title).toBe('The Post')
  })

  test('an entity that points at a file is not followed', () => {
    const feed = feedIn(
      '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>a&x;b</title></channel></rss>',
    )
    expect(feed.title).toBe('a&x;b')
  })

  test.each([
    ['tags that are never closed', `<rss><channel>${'<a>'.repeat(300_000)}`],
    ['tags that were never opened', `<rss><channel><item>${'</b>'.repeat(300_000)}`],
    ['ampersands', `<rss><channel><title>${'&'.repeat(1_000_000)}</title></channel></rss>`],
    ['less-than signs', `<rss><channel><title>${'<'.repeat(1_000_000)}`],
    ['attributes', `<rss ${'a="b" '.repeat(200_000)}><channel/></rss>`],
    ['prefixes on each element', `<rss><channel>${'<a xmlns:q="u"></a>'.repeat(100_000)}</channel></rss>`],
    ['items within items', `<rss><channel>${'<item>'.repeat(100_000)}`],
    [
      'tags in a description',
      rss(`<item><description>${'&lt;a href="x '.repeat(100_000)}</description></item>`),
    ],
    ['brackets in JSON', '['.repeat(500_000)],
    ['spaces in JSON', `{"items": [${' '.repeat(500_000)}`],
  ])('%s end soon', (_, text) => {
    const started = performance.now()
    parseFeed(bytes(text), { url: 'https://h.example/' })
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
