import { expect, test } from 'vitest'
import { whyNotPublic } from '../../src/net/publicSite.ts'

const why = (siteUrl: string, allowPrivateAddresses = false) =>
  whyNotPublic({ siteUrl, allowPrivateAddresses })

test.each(['https://news.example.org', 'https://news.example.org:8443', 'https://8.8.8.8'])(
  'servers elsewhere can reach %s',
  (siteUrl) => expect(why(siteUrl)).toBeUndefined(),
)

test.each([
  ['http://news.example.org', 'does not begin with https://'],
  ['http://127.0.0.1:8080', 'does not begin with https://'],
  ['https://localhost', 'localhost is no public host'],
  ['https://192.168.1.5', '192.168.1.5 is no public host'],
  ['https://[::1]', '::1 is no public host'],
  ['https://news', 'news is no public host'],
  ['https://news.local', 'news.local is no public host'],
  ['https://example.org/news', 'has a path'],
])('servers elsewhere cannot reach %s, and the reason says what to set', (siteUrl, says) => {
  expect(why(siteUrl)).toContain(says)
  expect(why(siteUrl)).toContain('MAINSOURCE_SITE_URL')
})

test('where private addresses are allowed, any host will do', () => {
  expect(why('http://127.0.0.1:8080', true)).toBeUndefined()
})
