import net, { type AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { fetchPolitely } from '../../../src/intake/fetching/fetchPolitely.ts'
import { aConfig, aContext } from '../../support/context.ts'

let answer: Buffer = Buffer.alloc(0)
const server = net.createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', (asked) => {
    const robots = asked.toString('latin1').startsWith('GET /robots.txt')
    socket.end(robots ? 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n' : answer)
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => void server.close())

const context = aContext({ config: aConfig({ allowPrivateAddresses: true, hostDelaySeconds: 0 }) })
const limits = { wholeMs: 2000, headersMs: 1000, pauseMs: 1000, wireBytes: 100_000, bodyBytes: 100_000 }

const header = fc.oneof(
  fc.constantFrom(
    'content-encoding: gzip',
    'content-encoding: br',
    'content-encoding: zstd',
    'content-encoding: deflate, gzip, br',
    'transfer-encoding: chunked',
    'transfer-encoding: gzip, chunked',
    'content-length: 5',
    'content-length: -1',
    'content-length: 99999999999999999999',
    'location: //',
    'location: http://[::1',
    'location: /\x00\xff',
    'location: mailto:someone@post.example',
    'retry-after: 99999999999999999999',
    'expires: never',
    'etag: \xff\xfe',
  ),
  fc.string({ maxLength: 30 }),
)
const status = fc.oneof(fc.constantFrom(100, 101, 103, 200, 204, 206, 301, 304, 407, 426, 503), fc.nat(9999))
const anyAnswer = fc
  .tuple(
    fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2', 'ICY', ''),
    status,
    fc.array(header, { maxLength: 5 }),
    fc.uint8Array({ maxLength: 200 }),
  )
  .map(([version, code, headers, body]) =>
    Buffer.concat([Buffer.from(`${version} ${code} X\r\n${headers.join('\r\n')}\r\n\r\n`, 'latin1'), body]),
  )

test('whatever a host answers with, what comes back is a value', async () => {
  const { port } = server.address() as AddressInfo
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        { weight: 5, arbitrary: anyAnswer },
        { weight: 1, arbitrary: fc.uint8Array().map(Buffer.from) },
      ),
      async (bytes) => {
        answer = Buffer.from(bytes)
        const fetched = await fetchPolitely(`http://127.0.0.1:${port}/`, context, { limits })
        expect(['ok', 'not-modified', 'failed']).toContain(fetched.kind)
        if (fetched.kind === 'failed') expect(fetched.say).toMatch(/\.$/)
      },
    ),
    { numRuns: 300 },
  )
})
