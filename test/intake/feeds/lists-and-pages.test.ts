import { expect, test } from 'vitest'
import { discoverFeeds } from '../../../src/intake/feeds/discover.ts'
import { parseOpml, writeOpml } from '../../../src/intake/feeds/opml.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('a list of feeds keeps its folders, and comes back as it was written', () => {
  const feeds = [
    {
      url: 'https://a.example/feed?x=1&y=2',
      title: 'A & “B”',
      pageUrl: 'https://a.example/',
      folders: ['News', 'Ports'],
    },
    { url: 'https://b.example/rss', title: 'B', folders: ['News'] },
    { url: 'https://c.example/rss', title: 'C', folders: [] },
  ]
  const list = parseOpml(bytes(writeOpml('Mine', feeds)))
  expect(list).toMatchObject({ title: 'Mine', repairs: [] })
  expect(list?.feeds.toSorted((a, b) => a.url.localeCompare(b.url))).toEqual(feeds)
})

test('a broken list gives what can be read of it', () => {
  const list = parseOpml(
    bytes(`<opml><body><outline text="Caf&eacute;"><outline TEXT="A" xmlURL="https://a.example/feed">
      <outline text="B" type="rss" xmlUrl="feed://b.example/rss"/><outline xmlUrl="not an address"/>`),
  )
  expect(list?.feeds).toEqual([
    { url: 'https://a.example/feed', title: 'A', folders: ['Café'] },
    { url: 'http://b.example/rss', title: 'B', folders: ['Café'] },
  ])
  expect(list?.repairs).toContain('1 address could not be read')
})

test('what is no list of feeds is none', () => {
  expect(parseOpml(bytes('<html><head></head></html>'))).toBeUndefined()
  expect(parseOpml(bytes('words'))).toBeUndefined()
})

test('a page advertises its feeds, comments last', () => {
  const html = `<html><head><base href="https://cdn.example/x/">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
    <LINK REL='alternate feed' TYPE='application/atom+xml; charset=utf-8' href=news.atom title="News &amp; more">
    <link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" type="application/json" href="/wp-json/x">
    </head></html>`
  expect(discoverFeeds(html, 'https://p.example/')).toEqual({
    feeds: [
      { url: 'https://cdn.example/x/news.atom', title: 'News & more', type: 'application/atom+xml' },
      { url: 'https://cdn.example/comments/feed', title: 'Comments', type: 'application/rss+xml' },
    ],
    candidates: [],
  })
})

test('where nothing is advertised, what is linked comes before what is common', () => {
  const { feeds, candidates } = discoverFeeds(
    '<a href="/about">About</a><a href="/ports/rss.xml">RSS</a>',
    'https://p.example/a',
  )
  expect(feeds).toEqual([])
  expect(candidates.slice(0, 2)).toEqual(['https://p.example/ports/rss.xml', 'https://p.example/feed'])
})
