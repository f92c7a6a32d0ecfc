import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { expect, test } from 'vitest'
import { discoverFeeds } from '../../../src/intake/feeds/discover.ts'
import { parseOpml } from '../../../src/intake/feeds/opml.ts'
import { parseFeed } from '../../../src/intake/feeds/parse.ts'
import { sanitizeHtml } from '../../../src/sanitize.ts'

const sample = new TextEncoder().encode(`<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY paper "The Post">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:base="https://p.example/"><channel>
<title>&paper; – été</title><link>/</link><ttl>5</ttl><image><url>logo.png</url></image>
<item><title>One &amp;amp; two</title><guid>1</guid><pubDate>Tue, 05 Mar 2024 08:30:00 GMT</pubDate>
<dc:creator>Mira (mira@p.example)</dc:creator><description><![CDATA[<p>A <a href="b">b</a></p>]]></description></item>
<item><link>c</link><description>a &lt;b&gt; <i>c</i></description></item></channel></rss>`)

/** The sample with some of its bytes changed, left out or doubled. */
const mutated = fc
  .array(
    fc.record({
      at: fc.nat(sample.length - 1),
      byte: fc.oneof(fc.constantFrom(60, 62, 38, 34, 47, 59, 0, 255), fc.nat(255)),
      kind: fc.constantFrom('change', 'cut', 'double', 'end'),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((changes) => {
    let bytes = [...sample]
    for (const { at, byte, kind } of changes) {
      if (kind === 'change') bytes[at] = byte
      else if (kind === 'cut') bytes.splice(at, byte)
      else if (kind === 'double') bytes.splice(at, 0, ...bytes.slice(at, at + byte))
      else bytes = bytes.slice(0, Math.max(1, at))
    }
    return Uint8Array.from(bytes, (byte) => byte ?? 32)
  })

const contentTypes = fc.option(
  fc.constantFrom('text/xml; charset=utf-16', 'application/json', 'text/html; charset="x'),
  {
    nil: undefined,
  },
)

test('no bytes make the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), contentTypes, (body, contentType) => {
      expect(['feed', 'unreadable']).toContain(parseFeed(body, { contentType }).kind)
      parseOpml(body)
    }),
    { numRuns: 500 },
  )
})

test('a damaged feed is read or refused, and says the same each time', () => {
  fc.assert(
    fc.property(mutated, (body) => {
      const once = parseFeed(body, { url: 'https://p.example/feed' })
      expect(parseFeed(body, { url: 'https://p.example/feed' })).toEqual(once)
      if (once.kind === 'feed') for (const { key } of once.items) expect(key.length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})

test('a key does not change with the other items, nor with where the feed lies', () => {
  const item = (n: number) =>
    `<item><title>T${n}</title><guid>g${n}</guid><link>https://p.example/${n}</link></item>`
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50), { minLength: 1 }), fc.webUrl(), (numbers, url) => {
      const body = `<rss><channel>${numbers.map(item).join('')}</channel></rss>`
      const found = parseFeed(new TextEncoder().encode(body), { url })
      expect(found.kind === 'feed' && found.items.map(({ key }) => key)).toEqual(numbers.map((n) => `g${n}`))
    }),
  )
})

test('no JSON makes the reader throw', () => {
  const item = fc.dictionary(
    fc.constantFrom('id', 'url', 'title', 'content_html', 'date_published', 'authors', 'tags', 'attachments'),
    fc.jsonValue(),
  )
  fc.assert(
    fc.property(
      fc.record({ items: fc.array(item), hubs: fc.jsonValue(), author: fc.jsonValue() }),
      (feed) => {
        expect(parseFeed(new TextEncoder().encode(JSON.stringify(feed))).kind).toBe('feed')
      },
    ),
  )
})

const fragments = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>',
        '</script>',
        '<img src=x onerror=alert(1)>',
        '<a href="javascript:x">',
        '<svg/onload=x>',
      ),
      fc.constantFrom(
        '<!--',
        '-->',
        '<style>',
        '<',
        '>',
        '"',
        "'",
        '&lt;',
        '<p title="',
        '<iframe srcdoc="',
        '<base href=x>',
      ),
      fc.string({ maxLength: 8 }),
    ),
  )
  .map((list) => list.join(''))

const dangerousTag = /^(?:script|style|iframe|svg|math|base|object|embed|form|input|meta|link|template)$/

function dangersIn(html: string): string[] {
  const found: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      if (dangerousTag.test(name)) found.push(name)
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^(?:on|style|srcdoc)/.test(attribute) || /^\s*javascript:/i.test(value)) found.push(attribute)
      }
    },
  })
  parser.end(html)
  return found
}

test('nothing that runs is left of any HTML', () => {
  fc.assert(
    fc.property(fragments, (html) => {
      const clean = sanitizeHtml(html)
      expect(dangersIn(clean)).toEqual([])
      expect(sanitizeHtml(clean)).toBe(clean)
    }),
    { numRuns: 1000 },
  )
})

test('no page makes the search for feeds throw', () => {
  fc.assert(
    fc.property(fragments, (html) => {
      discoverFeeds(`<html><link rel=alternate type=application/rss+xml href=${html}`, 'https://p.example/')
    }),
  )
})
