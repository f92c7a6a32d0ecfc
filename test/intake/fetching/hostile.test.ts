import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { fetchPolitely } from '../../../src/intake/fetching/fetchPolitely.ts'
import { aConfig, aContext } from '../../support/context.ts'
import { aSite } from '../aSite.ts'

/** Small limits, so that what is far too large or slow for them is still cheap to make here. */
const limits = { wireBytes: 200_000, bodyBytes: 1_000_000, wholeMs: 1500, pauseMs: 1000, headersMs: 1000 }
const config = aConfig({ allowPrivateAddresses: true, hostDelaySeconds: 0 })
const context = aContext({ config })
const fetchHere = (url: string) => fetchPolitely(url, context, { limits })
const zeros = Buffer.alloc(64 * 1024 * 1024)

test('a circle of redirects ends as one', async () => {
  const site = await aSite()
  site.on('/a', (_, response) => response.writeHead(302, { location: '/b' }).end())
  site.on('/b', (_, response) => response.writeHead(302, { location: '/a' }).end())
  expect(await fetchHere(`${site.origin}/a`)).toMatchObject({ kind: 'failed', why: 'redirect-loop' })
  expect(site.asked.map((one) => one.path)).toEqual(['/a', '/b'])
})

test('a path of redirects without end is left after ten', async () => {
  const site = await aSite()
  for (let step = 0; step < 30; step++) {
    site.on(`/${step}`, (_, response) => response.writeHead(302, { location: `/${step + 1}` }).end())
  }
  expect(await fetchHere(`${site.origin}/0`)).toMatchObject({ kind: 'failed', why: 'redirect-loop' })
  expect(site.asked.length).toBeLessThanOrEqual(11)
})

test('a body without end is cut at the limit', async () => {
  const site = await aSite()
  let sent = 0
  site.on('/', (_, response) => {
    const part = Buffer.alloc(64 * 1024, 'x')
    const more = () => {
      while (!response.destroyed && sent < 1e9) {
        sent += part.length
        if (!response.write(part)) return
      }
      response.end()
    }
    response.on('drain', more)
    more()
  })
  expect(await fetchHere(`${site.origin}/`)).toMatchObject({ kind: 'failed', why: 'too-large' })
  expect(sent).toBeLessThan(50_000_000)
})

test('a body that says beforehand that it is too large is not read', async () => {
  const site = await aSite()
  site.on('/', (_, response) => {
    response.writeHead(200, { 'content-length': '5000000000' }).write('x')
  })
  expect(await fetchHere(`${site.origin}/`)).toMatchObject({ kind: 'failed', why: 'too-large' })
})

test.each([
  ['gzip', gzipSync(zeros)],
  ['br', brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })],
  ['zstd', zstdCompressSync(zeros)],
  ['gzip, gzip', gzipSync(gzipSync(zeros))],
  ['identity', gzipSync(zeros)],
])('a bomb compressed with %s is not unpacked', async (coding, bomb) => {
  const site = await aSite()
  expect(bomb.length).toBeLessThan(limits.wireBytes)
  site.on('/', (_, response) => response.writeHead(200, { 'content-encoding': coding }).end(bomb))
  const before = process.memoryUsage().arrayBuffers
  expect(await fetchHere(`${site.origin}/`)).toMatchObject({ kind: 'failed', why: 'too-large' })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
})

test('a slow drip ends at the deadline', async () => {
  const site = await aSite()
  site.on('/', (_, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write('x'), 50)
    response.on('close', () => clearInterval(drip))
  })
  const began = performance.now()
  expect(await fetchHere(`${site.origin}/`)).toMatchObject({ kind: 'failed', why: 'timeout' })
  expect(performance.now() - began).toBeLessThan(4000)
})

test('a host that takes the request and says nothing ends as a timeout', async () => {
  const site = await aSite()
  site.on('/', () => {})
  expect(await fetchHere(`${site.origin}/`)).toMatchObject({ kind: 'failed', why: 'timeout' })
})

test('headers without end are not read', async () => {
  const site = await aSite()
  site.on('/', (_, response) => {
    const headers = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`x-${at}`, 'y'.repeat(1000)]))
    response.writeHead(200, headers).end('hello')
  })
  expect(await fetchHere(`${site.origin}/`)).toMatchObject({ kind: 'failed', why: 'too-large' })
})

test('a body shorter than it said ends as cut off', async () => {
  const site = await aSite()
  site.on('/', (_, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('not a thousand')
    setTimeout(() => response.socket?.destroy(), 20)
  })
  expect(await fetchHere(`${site.origin}/`)).toMatchObject({ kind: 'failed', why: 'cut-off' })
})

test('what is not HTTP ends as a bad answer', async () => {
  const site = await aSite()
  site.on('/', (request) => request.socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n'))
  expect(await fetchHere(`${site.origin}/`)).toMatchObject({ kind: 'failed', why: 'bad-response' })
})

test('a damaged gzip body says so, and one declared compressed that is not is read', async () => {
  const site = await aSite()
  const damaged = gzipSync('hello '.repeat(1000))
  damaged.fill(0xff, 12, 30)
  site.on('/damaged', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(damaged))
  site.on('/plain', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('hello'))
  site.on('/unknown', (_, response) => response.writeHead(200, { 'content-encoding': 'lzma' }).end('hello'))
  expect(await fetchHere(`${site.origin}/damaged`)).toMatchObject({ kind: 'failed', why: 'bad-encoding' })
  expect(await fetchHere(`${site.origin}/unknown`)).toMatchObject({ kind: 'failed', why: 'bad-encoding' })
  expect(await fetchHere(`${site.origin}/plain`)).toMatchObject({
    kind: 'ok',
    body: Buffer.from('hello'),
    repairs: ['the body was declared compressed and was not'],
  })
})

test('a host that is not there, a name that is not known and an address that is none each say so', async () => {
  expect(await fetchHere('http://127.0.0.1:1/')).toMatchObject({ kind: 'failed', why: 'refused' })
  expect(await fetchHere('http://no-such-host.invalid/')).toMatchObject({
    kind: 'failed',
    why: 'no-such-host',
  })
  for (const address of ['file:///etc/passwd', 'ftp://example.org/', 'javascript:alert(1)', 'hello', '']) {
    expect(await fetchHere(address)).toMatchObject({ kind: 'failed', why: 'bad-address' })
  }
})

test('a name and password in an address are neither sent nor kept', async () => {
  const site = await aSite()
  site.on('/', 'hello')
  const fetched = await fetchHere(site.origin.replace('//', '//me:my-password@'))
  expect(fetched).toMatchObject({ kind: 'ok' })
  expect(JSON.stringify(fetched)).not.toContain('my-password')
  expect(site.asked[0]!.headers.authorization).toBeUndefined()
})
