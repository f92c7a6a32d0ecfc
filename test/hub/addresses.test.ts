import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { type FeedAddress, readFeedAddress, writeFeedAddress } from '../../src/publishing/feeds/addresses.ts'
import { feedFormats } from '../../src/publishing/feeds/formats.ts'
import { readRequest } from '../../src/publishing/hub/readRequest.ts'
import { parseQuery } from '../../src/text/queries/parse.ts'

const sites = fc.constantFrom('https://news.example', 'http://127.0.0.1:8080', 'https://example.org/news')
const format = fc.constantFrom(...feedFormats)
const query = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((text) => text.trim())
  .filter((text) => parseQuery(text).ok)
const address: fc.Arbitrary<FeedAddress> = fc.oneof(
  fc.record({ feed: fc.constant('river' as const), format }),
  fc.record({ feed: fc.constant('story' as const), storyId: fc.constant(newId('story')), format }),
  fc.record({ feed: fc.constant('query' as const), query, format }),
)

test('the address of a feed is read as that feed', () => {
  fc.assert(
    fc.property(address, sites, (feed, site) => {
      expect(readFeedAddress(writeFeedAddress(feed, site), site)).toEqual(feed)
    }),
  )
})

test('an address of another site is none of ours', () => {
  fc.assert(
    fc.property(address, (feed) => {
      const url = writeFeedAddress(feed, 'https://news.example')
      for (const site of ['http://news.example', 'https://example.org', 'https://news.example/de'])
        expect(readFeedAddress(url, site)).toBeUndefined()
    }),
  )
})

test('whatever is asked of the hub is taken on or refused in words', () => {
  const field = fc.constantFrom('hub.mode', 'hub.topic', 'hub.callback', 'hub.secret', 'hub.lease_seconds')
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.constantFrom('subscribe', 'https://news.example/stories.atom', '-1', '1e3', '0'),
  )
  const config = { siteUrl: 'https://news.example', allowPrivateAddresses: false }
  fc.assert(
    fc.property(fc.array(fc.tuple(field, value)), (fields) => {
      const read = readRequest(new URLSearchParams(fields), config)
      if ('say' in read) expect(read.say).toContain('hub.')
      else expect(read.leaseSeconds).toBeGreaterThanOrEqual(3600)
    }),
  )
})
