import dns from 'node:dns'
import { afterEach, expect, test, vi } from 'vitest'
import { fetchPolitely } from '../../../src/intake/fetching/fetchPolitely.ts'
import { isPublicAddress } from '../../../src/net/addresses.ts'
import { aConfig, aContext } from '../../support/context.ts'
import { aSite } from '../aSite.ts'

afterEach(() => vi.restoreAllMocks())

const aStranger = () => aContext({ config: aConfig({ hostDelaySeconds: 0 }) })

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.127.255.255',
  '0.0.0.0',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:10.0.0.1',
  '::127.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2002:c0a8:1::1',
  '2001::1',
  '2001:db8::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '[::1]',
  'example.org',
  '',
])('%s is not a public address', (address) => expect(isPublicAddress(address)).toBe(false))

test.each([
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '198.20.0.1',
  '2606:4700::1111',
  '::ffff:1.1.1.1',
  '64:ff9b::1.1.1.1',
  '2a00:1450:4001:800::200e',
])('%s is a public address', (address) => expect(isPublicAddress(address)).toBe(true))

test('a private address is refused however it is written, and nothing is asked of it', async () => {
  const site = await aSite()
  site.on('/', 'secret')
  const port = new URL(site.origin).port
  for (const host of [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '[::1]',
    '[::ffff:127.0.0.1]',
  ]) {
    expect(await fetchPolitely(`http://${host}:${port}/`, aStranger())).toMatchObject({
      kind: 'failed',
      why: 'private-address',
    })
  }
  expect(site.asked).toEqual([])
})

test('a name is judged by the answer the connection is made with', async () => {
  const site = await aSite()
  site.on('/', 'secret')
  const lookup = vi.spyOn(dns, 'lookup') as unknown as ReturnType<typeof vi.fn>
  lookup.mockImplementation((_name: string, _options: unknown, callback: (...all: unknown[]) => void) =>
    callback(null, [
      { address: '93.184.215.14', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]),
  )
  const url = `http://news.example:${new URL(site.origin).port}/`
  expect(await fetchPolitely(url, aStranger())).toMatchObject({
    kind: 'failed',
    why: 'private-address',
    say: expect.stringContaining('MAINSOURCE_ALLOW_PRIVATE_ADDRESSES'),
  })
  expect(lookup).toHaveBeenCalledOnce()
  expect(site.asked).toEqual([])
})
